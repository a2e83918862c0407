/**
 * Makes a tree of plain data immutable, all the way down. A part that is frozen already is entered all the same: that its
 * outside is frozen says nothing of its inside. A cycle, which JSON has none of, throws.
 */
export const freezeDeep = <T>(value: T): T => {
  if (typeof value !== "object" || value === null) return value;
  for (const part of Object.values(value)) freezeDeep(part);
  Object.freeze(value);
  return value;
};
