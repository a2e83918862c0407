/** Whether the text has a UTF-8 form, that is: no half of a surrogate pair stands alone in it. */
export const isWellFormed = (text: string): boolean => {
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    if (codePoint >= 0xd800 && codePoint <= 0xdfff) return false;
  }
  return true;
};
