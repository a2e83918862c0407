import { expect, test } from "vitest";
import { fillText, fillValue, isPlaceholderName, textParts } from "../src/placeholder.ts";

const values = new Map([["COMMIT", "abc123"], ["FILE_2", "a/b.ts"]]);

test("a placeholder is replaced, also several times and beside text", () => {
  expect(fillText("git show ${COMMIT} -- ${FILE_2} ${COMMIT}", values)).toEqual({ text: "git show abc123 -- a/b.ts abc123" });
});

test("a doubled dollar sign keeps the characters as they are", () => {
  expect(fillText("echo $${HOME} and $5 and $", values)).toEqual({ text: "echo ${HOME} and $5 and $" });
});

test("what a value contains is not read again", () => {
  expect(fillText("${A}", new Map([["A", "${COMMIT}"]]))).toEqual({ text: "${COMMIT}" });
});

test("a placeholder without a value is named", () => {
  expect(fillText("${NONE}", values)).toEqual({ missing: "NONE" });
  expect(fillValue({ a: ["x", { b: "${NONE}" }] }, values)).toEqual({ missing: "NONE" });
});

test("an opening that is no placeholder is not a text that can be filled", () => {
  for (const text of ["${", "${}", "${lower}", "${1A}", "${A B}", "x ${A"]) expect(textParts(text)).toBeNull();
});

test("names are capitals, digits and underscores, beginning with a capital", () => {
  expect(["A", "A1", "A_B"].every(isPlaceholderName)).toBe(true);
  expect(["", "1A", "_A", "a", "A-B", "Ä"].some(isPlaceholderName)).toBe(false);
});

test("strings inside a value are filled, keys and other values stay", () => {
  const filled = fillValue({ "${COMMIT}": ["${COMMIT}", 1, null, true, { deep: "${FILE_2}" }] }, values);
  expect(filled).toEqual({ value: { "${COMMIT}": ["abc123", 1, null, true, { deep: "a/b.ts" }] } });
});
