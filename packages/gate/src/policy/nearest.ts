/** The candidate that is at most two edits away, for "did you mean"; null when none is. */
export const nearest = (word: string, candidates: readonly string[]): string | null => {
  let best: string | null = null;
  // Of a short word, half would be another word.
  let least = Math.min(3, word.length);
  for (const candidate of candidates) {
    const distance = edits(word.slice(0, 64), candidate);
    if (distance < least) [best, least] = [candidate, distance];
  }
  return best;
};

const edits = (a: string, b: string): number => {
  let row = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let k = 1; k <= b.length; k += 1) {
      const change = (row[k - 1] ?? 0) + (a.charAt(i - 1) === b.charAt(k - 1) ? 0 : 1);
      next.push(Math.min((row[k] ?? 0) + 1, (next[k - 1] ?? 0) + 1, change));
    }
    row = next;
  }
  return row[b.length] ?? 0;
};
