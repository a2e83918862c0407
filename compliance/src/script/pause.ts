import { setTimeout as delay } from "node:timers/promises";

export const pause = async (ms: number | undefined): Promise<void> => {
  if (ms !== undefined && ms > 0) await delay(ms);
};

/** Until told so by nobody: for brains, people and capabilities that hang. */
export const never = <T>(): Promise<T> => new Promise<T>(() => {});
