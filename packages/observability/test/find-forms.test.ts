import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createFormFinder, type Found } from "../src/find-forms.ts";

const finderOf = (...forms: readonly string[]) => createFormFinder(forms.map((text) => ({ text, mark: text })));

/** The same by looking everywhere for each. */
const slowly = (forms: readonly string[], text: string): readonly Found[] =>
  Array.from({ length: text.length }, (_, index) => index + 1).flatMap((to) => {
    const ending = forms.filter((form) => form !== "" && text.slice(0, to).endsWith(form)).sort((a, b) => b.length - a.length)[0];
    return ending === undefined ? [] : [{ from: to - ending.length, to, mark: ending }];
  });

const few = fc.stringMatching(/^[ab]{0,6}$/);

test("FC-SEC-0003.R3: one walk finds what looking for each form everywhere finds", () => {
  fc.assert(
    fc.property(fc.array(few, { maxLength: 6 }), fc.stringMatching(/^[abc]{0,60}$/), (forms, text) => {
      expect(finderOf(...forms).find(text)).toEqual(slowly(forms, text));
    }),
    { numRuns: 2_000 },
  );
});

test("FC-SEC-0003.R3: the tail is the longest beginning of a form with which the text ends", () => {
  fc.assert(
    fc.property(fc.array(few, { maxLength: 6 }), fc.stringMatching(/^[abc]{0,30}$/), (forms, text) => {
      const beginnings = forms.flatMap((form) => Array.from({ length: form.length }, (_, index) => form.slice(0, index + 1)));
      const longest = Math.max(0, ...beginnings.filter((it) => text.endsWith(it)).map((it) => it.length));
      expect(finderOf(...forms).tailLength(text)).toBe(longest);
    }),
    { numRuns: 2_000 },
  );
});

test("FC-SEC-0003.R3: four times as many forms take no longer on a text that nearly holds each of them", () => {
  const text = `${"a".repeat(2_000)}b`.repeat(200);
  const steps = (count: number): number => {
    const finder = finderOf(...Array.from({ length: count }, (_, index) => `${"a".repeat(40)}${String(index).padStart(6, "0")}`));
    const times = Array.from({ length: 5 }, () => {
      const start = performance.now();
      expect(finder.find(text)).toEqual([]);
      return performance.now() - start;
    });
    return Math.min(...times);
  };
  expect(steps(1_000)).toBeLessThan(steps(250) * 3 + 20);
});
