/** The beginning of a text, at most `mostUnits` UTF-16 units, without cutting a surrogate pair in half. */
export const truncateText = (text: string, mostUnits: number): string => {
  if (text.length <= mostUnits) return text;
  const last = text.charCodeAt(mostUnits - 1);
  const cutsPair = last >= 0xd800 && last <= 0xdbff;
  return text.slice(0, cutsPair ? mostUnits - 1 : mostUnits);
};
