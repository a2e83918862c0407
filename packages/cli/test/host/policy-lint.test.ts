import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { captured, documentOf } from "../support.ts";

const directory = mkdtempSync(join(tmpdir(), "femtoclaw-lint-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const write = (name: string, ...rules: readonly string[]): void =>
  writeFileSync(join(directory, name), ["version: 1", "name: x", "capabilities:", "  shell:", "    allow:", ...rules.map((it) => `      - ${it}`), ""].join("\n"));

describe("femtoclaw policy lint (FC-POL-0002)", () => {
  it("says which rule does nothing, where it stands, why and what to do, and ends with 12", async () => {
    write("a.yaml", "{id: one, bin: ls, argv: [-l]}", "{id: both, bin: ls, argv: [{oneOf: [-l, -a]}]}");
    const { code, stdout } = await captured(["policy", "lint", "a.yaml"], directory);
    expect(code).toBe(12);
    expect(stdout).toMatch(/shadowed +.*one \(a\.yaml:6\) +rule both allows all that it does/);
    expect(stdout).toContain("remove it");
    const json = await captured(["policy", "lint", "a.yaml", "--json"], directory);
    expect(documentOf(json)).toMatchObject({ findings: [{ kind: "shadowed", capability: "shell", rule: { id: "one", line: 6 } }] });
  });

  it("ends with 0 where it finds nothing, and with 3 where there is no policy", async () => {
    write("b.yaml", "{id: one, bin: ls, argv: [-l]}");
    expect(await captured(["policy", "lint", "b.yaml"], directory)).toMatchObject({ code: 0, stdout: expect.stringContaining("nothing found") });
    expect((await captured(["policy", "lint"], directory)).code).toBe(3);
    expect((await captured(["policy", "lint", "none.yaml"], directory)).code).toBe(3);
  });
});
