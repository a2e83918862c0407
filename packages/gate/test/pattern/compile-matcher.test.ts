import { describe, expect, it } from "vitest";
import { compileMatcher } from "../../src/index.ts";

/** Of 8 + 4n steps, and of more states than a table may have. */
const undetermined = (count: number): string => `(a|b)*a(a|b){${count}}`;

describe("compileMatcher()", () => {
  it("says of a text whether the whole of it matches", () => {
    const made = compileMatcher("a+|b");
    expect(made.ok && ["a", "aa", "b", "", "ab", "bb", "xa"].map(made.value)).toEqual([true, true, true, false, false, false, false]);
  });

  it("says where a pattern is wrong", () => {
    expect(compileMatcher("ab(")).toMatchObject({ ok: false, fault: { at: 3 } });
  });

  it("refuses a pattern that would have to be simulated with many steps at each character (FC-POL-0002.R4)", () => {
    expect(compileMatcher(undetermined(126)).ok).toBe(true);
    expect(compileMatcher(`${undetermined(126)}a`)).toMatchObject({ ok: false, fault: { at: 0 } });
  });

  it("takes one of more steps where each character costs one look-up", () => {
    expect(compileMatcher(Array.from({ length: 200 }, () => "a").join("|")).ok).toBe(true);
  });
});
