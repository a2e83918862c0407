// G1 and G5: what may only begin once a record is on disk waits here, in order, and nowhere else.

export interface Obligations {
  /** Performs at once when the record with that ordinal is durable, else when it becomes so. */
  when(after: number, perform: () => void): void;
  /** The record with this ordinal, and all before it, are on disk. */
  durable(ordinal: number): void;
}

/** `durable` is the ordinal that is on disk already: of a run that goes on. */
export const createObligations = (durable = 0): Obligations => {
  let reached = durable;
  let waiting: { readonly after: number; readonly perform: () => void }[] = [];
  return {
    when(after, perform) {
      if (after <= reached) perform();
      else waiting.push({ after, perform });
    },
    durable(ordinal) {
      reached = Math.max(reached, ordinal);
      const due = waiting.filter((it) => it.after <= reached);
      waiting = waiting.filter((it) => it.after > reached);
      for (const it of due) it.perform();
    },
  };
};
