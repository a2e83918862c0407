/** What a case is made of: everything comes from one seed, so that what was found once is found again. */
export interface Dice {
  /** A whole number from 0 up to, and not, `below`. */
  readonly roll: (below: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
}

/** Marsaglia's xorshift with 32 bits: good enough to wander, and the same everywhere. */
export const diceOf = (seed: number): Dice => {
  let state = scatter(seed) || 1;
  const roll = (below: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
  const pick = <T>(from: readonly T[]): T => {
    const found = from[roll(from.length)];
    if (found === undefined) throw new Error("nothing to pick from");
    return found;
  };
  return { roll, pick };
};

/** The last steps of MurmurHash3, without which neighbouring seeds would begin alike. */
const scatter = (seed: number): number => {
  let it = seed | 0;
  it = Math.imul(it ^ (it >>> 16), 0x85ebca6b);
  it = Math.imul(it ^ (it >>> 13), 0xc2b2ae35);
  return it ^ (it >>> 16);
};
