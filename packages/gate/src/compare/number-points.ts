// Numbers that stand for all others: conditions on a number speak of bounds, of single numbers, and of being whole.

/** Whole numbers beyond these no call can say. */
const canBeSaid = (it: number): boolean => Number.isFinite(it) && (!Number.isInteger(it) || Number.isSafeInteger(it));

/** Each bound; and between any two that follow one another, below the first and above the last, a whole number and a fraction, if there are any. */
export const numberPoints = (bounds: readonly number[]): readonly number[] => {
  const sorted = [...new Set(bounds)].sort((a, b) => a - b);
  const [first = 0] = sorted;
  const last = sorted.at(-1) ?? 0;
  const gaps = sorted.slice(1).flatMap((high, index) => {
    const low = sorted[index] ?? high;
    const whole = Math.floor(low) + 1;
    // One that is not below `high` is a point all the same: a bound, that of a later gap, or the one above the last.
    return [whole, (low + Math.min(whole, high)) / 2];
  });
  const [below, above] = [Math.ceil(first) - 1, Math.floor(last) + 1];
  // A set knows no -0, which no call can say.
  return [...new Set([first, ...sorted, ...gaps, below, above, (first + below) / 2, (last + above) / 2])].filter(canBeSaid);
};
