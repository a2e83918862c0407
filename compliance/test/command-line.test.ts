import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { runCommand } from "../src/command-line.ts";
import { complianceDirectory } from "../src/own-suite.ts";
import { loaded } from "./support.ts";

const command = async (...argv: readonly string[]): Promise<{ readonly code: number; readonly text: string }> => {
  const lines: string[] = [];
  const code = await runCommand(argv, { line: (text) => void lines.push(text), progress: null });
  return { code, text: lines.join("\n") };
};

describe("the command", () => {
  it("lists every vector", async () => {
    const { code, text } = await command("list");
    expect(code).toBe(0);
    expect(text.split("\n")).toHaveLength(loaded.vectors.length);
  });

  it("explains a vector with the sentence of its requirement and the fault that it catches", async () => {
    const { code, text } = await command("explain", "protocol/duplicate-top");
    expect(code).toBe(0);
    expect(text).toMatch(/has the same key twice MUST be rejected/);
    expect(text).toMatch(/must refuse: accepts-duplicate-keys/);
  });

  it.each([[["explain", "nothing"]], [["dance"]], [["--domain", "weather"]], [["--target", "nobody"]], [["--jobs", "none"]], [["--unknown"]], [["--vector", "protocol/gone"]]])(
    "ends with 2 for %j",
    async (argv) => {
      expect((await command(...argv)).code).toBe(2);
    },
  );

  it("ends with 1 for a broken target, says why, and writes JUnit", async () => {
    const place = mkdtempSync(join(tmpdir(), "femtoclaw-junit-"));
    const junit = join(place, "report.xml");
    const { code, text } = await command("--target", "hides-tampering", "--vector", "journal/edit", "--vector", "journal/untouched", "--junit", junit);
    expect(code).toBe(1);
    expect(text).toMatch(/verifications \(FC-MEM-0001\.R12, FC-SEC-0001\.R15\)/);
    const xml = readFileSync(junit, "utf8");
    expect(xml).toMatch(/tests="2" failures="1" skipped="0"/);
    rmSync(place, { recursive: true });
  });

  it("writes one JSON document", async () => {
    const { code, text } = await command("--target", "assembled", "--vector", "protocol/message", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(text)).toMatchObject({ exitCode: 0, report: { conclusion: "conformant", results: [{ vector: "protocol/message", verdict: "passed" }] } });
  });

  it("as a process, takes a target from a module and ends with its code", () => {
    const run = (...argv: readonly string[]): number | null =>
      spawnSync(process.execPath, ["--conditions=femtoclaw-source", join(complianceDirectory, "main.ts"), ...argv], { timeout: 30_000 }).status;
    expect(run("--target", join(complianceDirectory, "src/targets/broken/echoes-input.ts"), "--vector", "protocol/message")).toBe(1);
    expect(run("--target", join(complianceDirectory, "src/targets/assembled.ts"), "--vector", "protocol/message")).toBe(0);
  });
});
