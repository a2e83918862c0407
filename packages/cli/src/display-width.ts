// How many columns a printable text takes, never less than it really does: a status line that wraps cannot be rewritten in place.

/** East Asian wide and fullwidth forms, and emoji. */
const wide: readonly (readonly [from: number, to: number])[] = [
  [0x1100, 0x115f], [0x231a, 0x231b], [0x2329, 0x232a], [0x23e9, 0x23f3], [0x25fd, 0x25fe], [0x2614, 0x2615], [0x2648, 0x2653], [0x267f, 0x267f],
  [0x2693, 0x2693], [0x26a1, 0x26a1], [0x26aa, 0x26ab], [0x26bd, 0x26be], [0x26c4, 0x26c5], [0x26ce, 0x26ce], [0x26d4, 0x26d4], [0x26ea, 0x26ea],
  [0x26f2, 0x26f5], [0x26fa, 0x26fd], [0x2705, 0x2705], [0x270a, 0x270b], [0x2728, 0x2728], [0x274c, 0x274e], [0x2753, 0x2757], [0x2795, 0x2797],
  [0x27b0, 0x27bf], [0x2b1b, 0x2b1c], [0x2b50, 0x2b55], [0x2e80, 0x303e], [0x3041, 0xa4cf], [0xa960, 0xa97c], [0xac00, 0xd7a3], [0xf900, 0xfaff],
  [0xfe10, 0xfe6f], [0xff00, 0xff60], [0xffe0, 0xffe6], [0x16fe0, 0x18cff], [0x1af00, 0x1b2ff], [0x1f000, 0x1faff], [0x20000, 0x3fffd],
];

const isWide = (code: number): boolean => code >= 0x1100 && wide.some(([from, to]) => code >= from && code <= to);

const widthOf = (character: string): number => (isWide(character.codePointAt(0) ?? 0) ? 2 : 1);

export const displayWidth = (text: string): number => {
  let width = 0;
  for (const character of text) width += widthOf(character);
  return width;
};

/** The beginning of the text that fits, with an ellipsis where something was cut. */
export const fit = (text: string, columns: number): string => {
  if (displayWidth(text) <= columns) return text;
  let kept = "";
  let width = 1;
  for (const character of text) {
    width += widthOf(character);
    if (width > columns) break;
    kept += character;
  }
  return `${kept}…`;
};
