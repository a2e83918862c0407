import { readFileSync } from "node:fs";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readScenario } from "../src/read-scenario.ts";
import { scenarioSchema } from "../src/scenario.schema.ts";

const good = `
version: 1
name: triage
description: reads a log
seed: 7
then: repeat-last
steps:
  - comment: look first
    say: {tool_call: {tool: shell, args: {bin: git, argv: [log, --oneline, -n, "5"]}}}
  - capture:
      COMMIT: {from: /stdout, line: 1, word: 1}
    say: {tool_call: {tool: shell, args: {bin: git, argv: [show, "\${COMMIT}"]}}}
  - oneOf:
      - {weight: 3, say: {message: {content: "it was \${COMMIT}"}}}
      - {raw: "\`\`\`json\\n{}\\n\`\`\`", comment: fenced}
    usage: {inputTokens: 10, outputTokens: 5}
`;

test("a scenario is read with its defaults filled in", () => {
  const read = readScenario(good, "s.yaml");
  expect(read).toMatchObject({
    ok: true,
    value: {
      version: 1,
      name: "triage",
      seed: 7,
      atEnd: "repeat-last",
      steps: [
        { oneOf: [{ weight: 1, comment: "look first" }], captures: [], usage: null },
        { captures: [{ name: "COMMIT", from: "/stdout", line: 1, word: 1, after: null, before: null }] },
        { oneOf: [{ weight: 3 }, { weight: 1, raw: "```json\n{}\n```", comment: "fenced" }], usage: { inputTokens: 10, outputTokens: 5 } },
      ],
    },
  });
});

test("JSON, also indented with tabs, reads the same as YAML", () => {
  const fromYaml = readScenario(good, "s.yaml");
  expect(readScenario(JSON.stringify(parse(good)), "s.json")).toEqual(fromYaml);
  expect(readScenario(JSON.stringify(parse(good), null, "\t"), "s.json")).toEqual(fromYaml);
});

test("every defect is found at once, each with file, line and column", () => {
  const read = readScenario(
    `version: 2
name: ""
sed: 3
steps:
  - say: {message: {content: "\${LATER}"}}
    raw: both
  - oneOf: []
  - capture: {lower: {from: stdout, line: 0}}
    raw: "\${nope}"
  - {}
  - say: text
`,
    "bad.yaml",
  );
  if (read.ok) throw new Error("it was accepted");
  expect(read.fault.map(({ code, at }) => [code, at?.file, at?.line, at?.column])).toEqual(
    [[1, 1], [2, 1], [3, 1], [5, 5], [7, 5], [8, 15], [8, 23], [8, 37], [9, 5], [10, 5], [11, 5]].map(([line, column]) => [
      "FC_BRAIN_SCENARIO_INVALID",
      "bad.yaml",
      line,
      column,
    ]),
  );
});

test("a name is known from the step that captures it, not before", () => {
  const steps = (first: string, second: string) => `{version: 1, name: n, steps: [${first}, ${second}]}`;
  const capture = 'capture: {A: {from: ""}}';
  expect(readScenario(steps("{raw: x}", `{raw: "\${A}", ${capture}}`), "f").ok).toBe(true);
  expect(readScenario(steps(`{raw: x, ${capture}}`, '{raw: "${A}"}'), "f").ok).toBe(true);
  expect(readScenario(steps('{raw: "${A}"}', `{raw: x, ${capture}}`), "f")).toMatchObject({ ok: false, fault: [{ found: "A" }] });
});

test("text that YAML or JSON cannot carry unchanged is refused with its place", () => {
  const refused: readonly (readonly [string, string])[] = [
    ["{version: 1, version: 1, name: n, steps: [{raw: x}]}", "a key twice"],
    ["{version: 1, name: n, steps: [{say: {n: 9007199254740993}}]}", "an unsafe integer"],
    ["{version: 1, name: n, steps: [{say: {n: .nan}}]}", "not a number"],
    ["{version: 1, name: &a n, steps: [{raw: *a}]}", "an alias"],
    ["{version: 1, name: n, steps: [{say: {1: x}}]}", "a key that is a number"],
    ["{version: 1, name: n, steps: [{raw: !!binary aGk=}]}", "a tag"],
    ['{version: 1, name: n, steps: [{raw: "\\ud800"}]}', "a lone surrogate"],
    ["{version: 1, name: n, steps: [", "an open bracket"],
    ["version: 1\nname: n\nsteps: [{raw: x}]\n---\nversion: 1\n", "two documents"],
    ["", "nothing"],
    [`{version: 1, name: n, steps: [{say: {a: ${"[".repeat(80)}${"]".repeat(80)}}}]}`, "too deep"],
    ["[".repeat(100_000), "far too deep"],
    [`# ${"x".repeat(300_000)}`, "too long"],
  ];
  for (const [text, why] of refused) {
    const read = readScenario(text, "f.yaml");
    expect(read.ok, why).toBe(false);
    if (!read.ok) expect(read.fault.every((it) => it.at?.file === "f.yaml" && (it.at.line ?? 0) > 0 && (it.at.column ?? 0) > 0), why).toBe(true);
  }
});

test("the published schema is the one that the source describes", () => {
  const published: unknown = JSON.parse(readFileSync(new URL("../schemas/scenario.schema.json", import.meta.url), "utf8"));
  expect(published).toEqual(z.toJSONSchema(scenarioSchema));
});

test("the reader and the published schema accept and refuse the same documents", () => {
  const validate = new Ajv2020({ strict: false }).compile(JSON.parse(readFileSync(new URL("../schemas/scenario.schema.json", import.meta.url), "utf8")));
  const values: readonly unknown[] = [
    null, true, 0, 1, -1, 1.5, 2, 4_294_967_296, "", "text", "stop", "/a~1b", "a~", "/~2", [], {}, [{}], { raw: "" }, { raw: 1 }, { say: {} }, { say: [] },
    { say: {}, raw: "" }, [{ raw: "x", weight: 0 }], [{ raw: "x", weight: 2 }], [{ say: { a: 1 }, comment: "c" }], { A: { from: "" } }, { a: { from: "" } }, { A: {} },
    { A: { from: "/x", line: -1, word: 2, after: "a", before: "b" } }, { A: { from: "x" } }, { A: { from: "", extra: 1 } },
    { inputTokens: 1, outputTokens: 0 }, { inputTokens: 1 }, { inputTokens: -1, outputTokens: 0 },
    Array.from({ length: 21 }, () => ({ raw: "x" })), Object.fromEntries(Array.from({ length: 21 }, (_, index) => [`A${index}`, { from: "" }])),
  ];
  const step = { raw: "x" };
  const base = { version: 1, name: "n", steps: [step] };
  const documents: unknown[] = [...values, base];
  for (const value of values) {
    for (const key of ["version", "name", "description", "seed", "then", "steps", "other"]) documents.push({ ...base, [key]: value });
    for (const key of ["say", "raw", "oneOf", "comment", "capture", "usage", "other"]) {
      documents.push({ ...base, steps: [{ [key]: value }] }, { ...base, steps: [{ ...step, [key]: value }] });
    }
    for (const key of ["from", "after", "line", "word", "before"]) documents.push({ ...base, steps: [{ ...step, capture: { A: { from: "/x", [key]: value } } }] });
    documents.push({ ...base, steps: [{ oneOf: [value] }] }, { ...base, steps: [value] });
  }
  for (const key of ["version", "name", "steps"]) documents.push(Object.fromEntries(Object.entries(base).filter(([name]) => name !== key)));

  const verdicts = documents.map((document) => [readScenario(JSON.stringify(document), "f").ok, validate(document)] as const);
  for (const [index, [read, valid]] of verdicts.entries()) expect(read, JSON.stringify(documents[index])).toBe(valid);
  expect(verdicts.filter(([read]) => read).length).toBeGreaterThan(40);
  expect(verdicts.filter(([read]) => !read).length).toBeGreaterThan(400);
});
