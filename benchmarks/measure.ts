// FC-BENCH-0001: how things are timed. Ours and the floor take turns, so that a machine that slows down slows both; what is
// reported is the median of each (the least where one operation is long) and the ratio of the two. Seconds do not travel between machines; ratios do.

export interface Row {
  readonly name: string;
  readonly what: string;
  readonly floor: string;
  /** Medians, or the least where said, in microseconds for one operation. */
  readonly oursUs: number;
  readonly floorUs: number;
  readonly ratio: number;
  readonly rounds: number;
}

export const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

/** For one long operation: a busy machine and its collector only ever add to it, so the least is the nearest to its own cost. */
export const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);

/** Results are kept here, so that the engine cannot leave the work out. */
let sink: unknown;
export const keep = (value: unknown): void => {
  sink = value;
};
export const kept = (): unknown => sink;

type Round = () => void | Promise<void>;

/** Times `operations` calls in each round; the first rounds warm up and do not count. */
export const compare = async (
  name: string,
  what: string,
  floor: string,
  rounds: number,
  operations: number,
  ours: Round,
  bare: Round,
  summary: (values: readonly number[]) => number = median,
): Promise<Row> => {
  const times: { readonly ours: number[]; readonly bare: number[] } = { ours: [], bare: [] };
  const warmUp = Math.max(1, Math.ceil(rounds / 5));
  for (let round = 0; round < rounds + warmUp; round += 1) {
    for (const [side, run] of [["ours", ours], ["bare", bare]] as const) {
      const from = process.hrtime.bigint();
      await run();
      const us = Number(process.hrtime.bigint() - from) / 1_000 / operations;
      if (round >= warmUp) times[side].push(us);
    }
  }
  const oursUs = summary(times.ours);
  const floorUs = summary(times.bare);
  return { name, what, floor, oursUs, floorUs, ratio: oursUs / floorUs, rounds };
};

export const times = (count: number, act: () => void): Round => () => {
  for (let i = 0; i < count; i += 1) act();
};
