import { expect, test } from "vitest";
import { readScenario } from "../src/read-scenario.ts";
import { say, type Captured } from "../src/say.ts";
import type { Scenario } from "../src/scenario.ts";
import { inputEntry, resultEntry } from "./support.ts";

const scenarioOf = (text: string): Scenario => {
  const read = readScenario(text, "s.yaml");
  if (!read.ok) throw new Error(JSON.stringify(read.fault));
  return read.value;
};

const scenario = scenarioOf(`
version: 1
name: triage
steps:
  - say: {tool_call: {tool: shell, args: {bin: git, argv: [log]}}}
  - capture: {COMMIT: {from: /stdout, line: 1, word: 1}}
    comment: commit \${COMMIT} it is
    say: {tool_call: {tool: shell, args: {bin: git, argv: [show, "\${COMMIT}"]}}}
  - raw: "broken by \${COMMIT}"
    usage: {inputTokens: 3, outputTokens: 4}
`);
const log = resultEntry({ stdout: 'a1b2"c break it\n' });

test("what is said comes from the result of the step before", () => {
  expect(say(scenario, { step: 1, context: [inputEntry("go")] })).toMatchObject({
    ok: true,
    value: { text: '{"tool_call":{"tool":"shell","args":{"bin":"git","argv":["log"]}}}', comment: null, usage: null },
  });
  const second = say(scenario, { step: 2, context: [log] });
  // The quote in the captured text is escaped in JSON, and stays as it is in a raw text.
  expect(second).toMatchObject({ ok: true, value: { comment: 'commit a1b2"c it is' } });
  if (!second.ok) return;
  expect(JSON.parse(second.value.text)).toEqual({ tool_call: { tool: "shell", args: { bin: "git", argv: ["show", 'a1b2"c'] } } });
  const third = say(scenario, { step: 3, context: [] }, second.value.captured);
  expect(third).toMatchObject({ ok: true, value: { text: 'broken by a1b2"c', usage: { inputTokens: 3, outputTokens: 4 } } });
});

test("saying changes nothing: the same arguments say the same again", () => {
  const captured: Captured = new Map([["OTHER", "x"]]);
  const once = say(scenario, { step: 2, context: [log] }, captured);
  expect(say(scenario, { step: 2, context: [log] }, captured)).toEqual(once);
  expect([...captured]).toEqual([["OTHER", "x"]]);
});

test("a capture that finds nothing, or was never made, fails the brain", () => {
  for (const context of [[], [resultEntry(null)], [resultEntry({ stdout: "" })], [resultEntry({ stderr: "x" })]]) {
    expect(say(scenario, { step: 2, context })).toMatchObject({ ok: false, fault: { code: "FC_BRAIN_SCENARIO" } });
  }
  expect(say(scenario, { step: 3, context: [log] })).toMatchObject({ ok: false, fault: { code: "FC_BRAIN_SCENARIO" } });
});

test("after its last step a scenario stops, or repeats that step with what was captured", () => {
  expect(say(scenario, { step: 4, context: [log] })).toMatchObject({ ok: false, fault: { code: "FC_BRAIN_SCENARIO" } });
  expect(say(scenario, { step: 0, context: [] }).ok).toBe(false);
  const repeating = scenarioOf('{version: 1, name: n, then: repeat-last, steps: [{raw: "${A}", capture: {A: {from: /x}}}]}');
  const first = say(repeating, { step: 1, context: [resultEntry({ x: "one" })] });
  if (!first.ok) throw new Error("no first step");
  expect(say(repeating, { step: 99, context: [resultEntry({ x: "two" })] }, first.value.captured)).toMatchObject({ ok: true, value: { text: "one" } });
});

test("the seed decides between alternatives, each seed in its own way and always the same", () => {
  const steps = Array.from({ length: 32 }, () => "{oneOf: [{raw: a}, {raw: b}, {raw: c, weight: 2}]}");
  const choosing = scenarioOf(`{version: 1, name: n, seed: 1, steps: [${steps.join(", ")}]}`);
  const told = (seed: number): string =>
    steps
      .map((_, index) => say(choosing, { step: index + 1, context: [] }, new Map(), seed))
      .map((said) => (said.ok ? said.value.text : "?"))
      .join("");
  expect(told(1)).toBe(told(1));
  expect(told(1)).not.toBe(told(2));
  expect([...new Set(told(1))].sort().join("")).toBe("abc");
});
