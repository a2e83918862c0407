/** Whether the text has a UTF-8 form, that is: no half of a surrogate pair stands alone in it. The flag u reads a whole pair as one character. */
export const isWellFormed = (text: string): boolean => !/[\uD800-\uDFFF]/u.test(text);
