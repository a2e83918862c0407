import * as fc from "fast-check";
import { expect, test } from "vitest";
import { createFormAutomaton } from "../src/form-automaton.ts";

const few = fc.stringMatching(/^[ab]{0,6}$/);

test("FC-SEC-0003.R3: after every unit the automaton stands at the longest beginning of a form that ends there", () => {
  fc.assert(
    fc.property(fc.array(few, { maxLength: 8 }), fc.stringMatching(/^[abc]{0,40}$/), (forms, text) => {
      const { advance, output, depth, longest } = createFormAutomaton(forms);
      expect(longest).toBe(Math.max(0, ...forms.map((form) => form.length)));
      const beginnings = [...new Set(forms.flatMap((form) => Array.from({ length: form.length }, (_, at) => form.slice(0, at + 1))))];
      let node = 0;
      for (let at = 1; at <= text.length; at += 1) {
        node = advance(node, text.charCodeAt(at - 1));
        const endsHere = (it: string): boolean => it !== "" && text.slice(0, at).endsWith(it);
        expect(depth(node)).toBe(Math.max(0, ...beginnings.filter(endsHere).map((it) => it.length)));
        const found = forms[output(node)];
        expect(found).toBe(forms.filter(endsHere).sort((a, b) => b.length - a.length)[0]);
      }
    }),
    { numRuns: 1_000 },
  );
});

test("an automaton of forms that are none stays where it begins", () => {
  const { advance, output, depth, longest } = createFormAutomaton([""]);
  expect([advance(0, 0x61), output(0), depth(0), longest]).toEqual([0, -1, 0, 0]);
});

test("FC-SEC-0003.R9: a million units of forms take less than forty bytes each, all that was needed for building included", () => {
  const forms = Array.from({ length: 100 }, (_, index) => `${index} ${"0123456789".repeat(1_000)}`);
  const used = (): number => process.memoryUsage().heapUsed + process.memoryUsage().arrayBuffers;
  const before = used();
  const automaton = createFormAutomaton(forms);
  expect(used() - before).toBeLessThan(40 * 1_000_000);
  expect(automaton.longest).toBeGreaterThan(10_000);
});
