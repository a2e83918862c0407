// G10: how much a comparison may do. Counted in steps and not in time, so that it comes to the same end on every machine.

export interface Work {
  /** False once more was spent than there is: then whoever asks stops, and claims nothing. */
  readonly spend: (steps: number) => boolean;
  readonly spent: () => number;
}

export const newWork = (most: number): Work => {
  let spent = 0;
  return {
    spend: (steps) => {
      spent += steps;
      return spent <= most;
    },
    spent: () => spent,
  };
};
