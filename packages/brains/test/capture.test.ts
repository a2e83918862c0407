import { expect, test } from "vitest";
import { selectText } from "../src/capture.ts";
import type { Selection } from "../src/scenario.ts";

const whole: Selection = { from: "/stdout", after: null, line: null, word: null, before: null };
const log = "9fceb02 break the parser\r\n1a2b3c4 add tests\n  at parse (src/parse.ts:12:3)\n";

test("a line and a word of a real output are found, from either end", () => {
  const select = (selection: Partial<Selection>) => selectText({ stdout: log }, { ...whole, ...selection });
  expect(select({ line: 1, word: 1 })).toEqual({ ok: true, value: "9fceb02" });
  expect(select({ line: 1 })).toEqual({ ok: true, value: "9fceb02 break the parser" });
  expect(select({ line: -2, word: -1 })).toEqual({ ok: true, value: "tests" });
  expect(select({ after: "(", word: 1, before: ":" })).toEqual({ ok: true, value: "src/parse.ts" });
  expect(select({ after: "at ", line: 1, word: 2 })).toEqual({ ok: true, value: "(src/parse.ts:12:3)" });
});

test("numbers and booleans are captured as JSON writes them", () => {
  expect(selectText({ status: 1, list: [true] }, { ...whole, from: "/status" })).toEqual({ ok: true, value: "1" });
  expect(selectText({ status: 1, list: [true] }, { ...whole, from: "/list/0" })).toEqual({ ok: true, value: "true" });
});

test("whatever is not there is a failure of the brain and not an empty text", () => {
  const absent: readonly Partial<Selection>[] = [
    { from: "/stderr" }, { from: "/__proto__" }, { from: "" }, { line: 9 }, { line: -9 }, { line: 1, word: 99 }, { after: "nowhere" }, { before: "nowhere" },
  ];
  for (const selection of absent) {
    expect(selectText({ stdout: log }, { ...whole, ...selection })).toMatchObject({ ok: false, fault: { code: "FC_BRAIN_SCENARIO" } });
  }
  expect(selectText(null, whole).ok).toBe(false);
});

test("selecting takes time in proportion to the text", () => {
  const long = `${"word ".repeat(400_000)}\n${"\n".repeat(100_000)}`;
  const startMs = performance.now();
  expect(selectText({ stdout: long }, { ...whole, line: 1, word: -1 })).toEqual({ ok: true, value: "word" });
  expect(performance.now() - startMs).toBeLessThan(3_000);
});
