// FC-POL-0002: patterns over text. Regular languages only, always matched whole, in time proportional to text times pattern.
//
//   alternation := sequence ("|" sequence)*          sequence := repeated*
//   repeated    := atom ("*" | "+" | "?" | "{" n ["," [m]] "}")?
//   atom        := character | "." | "[" ["^"] (end ["-" end])+ "]" | "(" alternation ")" | "\" (d | w | s | any punctuation)
//   end         := character but "[" and "]" | "\" (d | w | s | any punctuation)
//
// A character is a code point. `.` is any of them, line ends too; \d \w \s are ASCII. What other dialects read differently (an
// empty set, a set inside a set, a range that ends in a class) is refused.
// No back-reference, no look-around, no lazy or possessive forms: none of them is regular, or none is needed.

/** A set of code points, as inclusive ranges. */
export type CharacterSet = readonly (readonly [number, number])[];

export type PatternNode =
  | { readonly kind: "set"; readonly set: CharacterSet }
  | { readonly kind: "sequence"; readonly parts: readonly PatternNode[] }
  | { readonly kind: "either"; readonly options: readonly PatternNode[] }
  | { readonly kind: "repeat"; readonly part: PatternNode; readonly least: number; readonly most: number | null };

export const lastCodePoint = 0x10ffff;
export const anyCharacter: CharacterSet = [[0, lastCodePoint]];

export const complement = (set: CharacterSet): CharacterSet => {
  const result: [number, number][] = [];
  let from = 0;
  for (const [low, high] of [...set].sort((a, b) => a[0] - b[0])) {
    if (low > from) result.push([from, low - 1]);
    from = Math.max(from, high + 1);
  }
  if (from <= lastCodePoint) result.push([from, lastCodePoint]);
  return result;
};
