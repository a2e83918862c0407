/**
 * Numbers that look random and depend on nothing but a seed and a position, so that a choice at step 7 is the same
 * whether or not steps 1 to 6 chose anything. 32-bit integers only: the same on every engine. Not for secrets.
 */
export const drawBits = (seed: number, position: number): number => {
  let bits = (Math.imul(seed >>> 0, 0x9e37_79b1) ^ Math.imul(position >>> 0, 0x85eb_ca77)) >>> 0;
  bits = Math.imul(bits ^ (bits >>> 16), 0x7feb_352d);
  bits = Math.imul(bits ^ (bits >>> 15), 0x846c_a68b);
  return (bits ^ (bits >>> 16)) >>> 0;
};

/** From 0 up to, not including, `bound`. */
export const drawInteger = (seed: number, position: number, bound: number): number => drawBits(seed, position) % bound;

/** The index that the draw falls on, each index as wide as its weight. Weights are whole, positive numbers. */
export const drawWeighted = (seed: number, position: number, weights: readonly number[]): number => {
  let left = drawInteger(seed, position, weights.reduce((sum, weight) => sum + weight, 0));
  for (const [index, weight] of weights.entries()) {
    if (left < weight) return index;
    left -= weight;
  }
  return weights.length - 1;
};
