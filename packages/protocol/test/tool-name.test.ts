import fc from "fast-check";
import { expect, it } from "vitest";
import { isToolName } from "../src/index.ts";

it("isToolName() is the grammar of FC-PROTO-0001, up to 64 characters", () => {
  const grammar = /^[a-z][a-z0-9]*(?:[._-][a-z0-9]+)*$/;
  const names = fc.string({ unit: fc.constantFrom("a", "z", "0", "9", ".", "_", "-", "A", "é", "\n", " "), maxLength: 8 });
  fc.assert(fc.property(names, (name) => {
    expect(isToolName(name)).toBe(grammar.test(name) && !name.includes("\n"));
  }), { numRuns: 2_000 });
  for (const name of ["shell", "fs.read", "a", "http.get-all_2", "a".repeat(64)]) expect(isToolName(name)).toBe(true);
  for (const name of ["", "a".repeat(65), "9a", "a..b", "a.", ".a", "a.-b", "a/b", "a\u0000", "ａ"]) expect(isToolName(name)).toBe(false);
});
