import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { loadScenario } from "../../src/host/load-scenario.ts";
import { createSimulationBrain } from "../../src/host/simulation-brain.ts";
import { codeOf, requestAt, resultEntry, textOf } from "../support.ts";

let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "femtoclaw-brains-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const fileWith = (name: string, content: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
};
const never = new AbortController().signal;

const text = `
version: 1
name: two-steps
steps:
  - capture: {WORD: {from: /stdout, word: 1}}
    raw: first
    comment: takes \${WORD}
  - raw: "\${WORD}"
`;

test("a scenario file is loaded and said, and what a run captured stays its own", async () => {
  const loaded = await loadScenario(fileWith("s.yaml", text));
  if (!loaded.ok) throw new Error(JSON.stringify(loaded.fault));
  const shown: string[] = [];
  const brain = createSimulationBrain(loaded.value, { onSay: ({ run, step, comment }) => shown.push(`${run} ${step} ${comment}`) });
  expect(brain.description).toEqual({ kind: "simulation", scenario: "two-steps", seed: 0, steps: 2 });

  await brain.think(requestAt(1, [resultEntry({ stdout: "one x" })], { run: "a" }), never);
  await brain.think(requestAt(1, [resultEntry({ stdout: "two x" })], { run: "b" }), never);
  // The window has lost the results by now.
  expect(textOf((await brain.think(requestAt(2, [], { run: "a" }), never)).bytes)).toBe("one");
  expect(textOf((await brain.think(requestAt(2, [], { run: "b" }), never)).bytes)).toBe("two");
  expect(await codeOf(brain.think(requestAt(2, [], { run: "c" }), never))).toBe("FC_BRAIN_SCENARIO");
  expect(shown).toEqual(["a 1 takes one", "b 1 takes two", "a 2 null", "b 2 null"]);
});

test("what is remembered of runs is bounded; the one least lately used is forgotten first", async () => {
  const loaded = await loadScenario(fileWith("s.yaml", text));
  if (!loaded.ok) throw new Error("not loaded");
  const brain = createSimulationBrain(loaded.value);
  const context = [resultEntry({ stdout: "w" })];
  for (let index = 0; index <= 1_024; index += 1) await brain.think(requestAt(1, context, { run: `run-${index}` }), never);
  expect(await codeOf(brain.think(requestAt(2, [], { run: "run-0" }), never))).toBe("FC_BRAIN_SCENARIO");
  expect(textOf((await brain.think(requestAt(2, [], { run: "run-1" }), never)).bytes)).toBe("w");
});

test("a file that is missing, too long, a directory or not UTF-8 is a coded defect that names it", async () => {
  const paths = [
    join(folder, "none.yaml"),
    folder,
    fileWith("long.yaml", "#".repeat(300_000)),
    fileWith("latin.yaml", new Uint8Array([0x6e, 0x3a, 0x20, 0xe4])),
    "/dev/zero",
  ];
  for (const path of paths) {
    const loaded = await loadScenario(path);
    expect(loaded, path).toMatchObject({ ok: false, fault: [{ code: "FC_BRAIN_SCENARIO_INVALID", at: { file: path } }] });
  }
});

test("every defect of a file comes back at once", async () => {
  const loaded = await loadScenario(fileWith("bad.yaml", "version: 3\nname: n\nsteps:\n  - {}\n  - raw: [x]\n"));
  expect(loaded).toMatchObject({ ok: false, fault: [{ at: { line: 1 } }, { at: { line: 4 } }, { at: { line: 5 } }] });
});
