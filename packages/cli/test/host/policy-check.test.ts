import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { captured, documentOf } from "../support.ts";

const directory = mkdtempSync(join(tmpdir(), "femtoclaw-check-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

/** Each line with a comment has one defect, of that code; no two are of one kind. */
const planted = `version: 1
name: planted
profile: strict
tides: []                                                                          # FC_POLICY_SCHEMA
capabilities:
  fs.raed: {allow: [{id: a, path: {within: .}}]}                                   # FC_POLICY_UNKNOWN_CAPABILITY
  shell:
    allow:
      - {id: open, bin: sh, argv: [-c, {rest: true}]}                              # FC_POLICY_ESCAPE
      - {id: open, bin: ls, argv: []}                                              # FC_POLICY_DUPLICATE_RULE
      - {id: range, bin: ls, argv: [{int: {min: 9, max: 1}}]}                      # FC_POLICY_PREDICATE
      - {id: place, bin: ls, argv: [], path: {within: .}}                          # FC_POLICY_CONDITION
      - {id: loads, bin: ls, argv: [], environment: {LD_PRELOAD: ./x.so}}          # FC_POLICY_ESCAPE
  fs.read:
    allow:
      - {id: pattern, path: {within: ., not: ["[ab]"]}}                            # FC_POLICY_PATTERN
      - {id: nothing}                                                              # FC_POLICY_CONDITION
      - {id: pointer, path: {within: .}, where: {/depth: {int: {}}}}               # FC_POLICY_POINTER
  http.get:
    allow:
      - {id: origin, url: {origin: "ftp://example.com"}}                           # FC_POLICY_URL
flow:
  - {id: both, when: {tainted: untrusted, secret: true}, deny: [{capability: shell}]}  # FC_POLICY_PREDICATE
`;

describe("femtoclaw policy check", () => {
  it("reports each of twelve planted defects once, at its line, with what was expected and what to do (FC-POL-0001.R13)", async () => {
    writeFileSync(join(directory, "planted.yaml"), planted);
    const expected = planted.split("\n").flatMap((line, index) => {
      const code = /# (FC_\w+)$/.exec(line)?.[1];
      return code === undefined ? [] : [`${code} ${index + 1}`];
    });
    expect(expected).toHaveLength(12);
    const json = await captured(["policy", "check", "planted.yaml", "--json"], directory);
    expect(json.code).toBe(3);
    const { faults } = documentOf(json) as { readonly faults: readonly { code: string; expected: string; next: string; at: { line: number } }[] };
    expect(faults.map(({ code, at }) => `${code} ${at.line}`)).toEqual(expected);
    for (const it of faults) expect([it.expected, it.next]).not.toContain("");
    const { stdout } = await captured(["policy", "check", "planted.yaml"], directory);
    expect(stdout).toContain("12 defects");
    expect(stdout).toContain("did you mean fs.read?");
    expect(stdout).toContain("did you mean min 1, max 9?");
    expect(stdout).toContain("an id of its own, such as open-2");
  });
});
