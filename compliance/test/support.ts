import { heldSuite } from "../src/command-line.ts";
import { checks } from "../src/checks/index.ts";
import type { BrokenTarget } from "../src/power.ts";
import { brokenTargets } from "../src/targets/index.ts";

export const { loaded, vectors } = heldSuite();

export const brokenNamed = (name: string): BrokenTarget => {
  const found = brokenTargets.find((it) => it.name === name);
  if (found === undefined) throw new Error(`there is no broken runtime ${name}`);
  return found;
};

export const allChecksBut = (kept: readonly string[]): readonly string[] => checks.map(({ name }) => name).filter((it) => !kept.includes(it));
