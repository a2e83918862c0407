import { canonicalise, FemtoClawError, utf8Length, type Fault } from "@femtoclaw/protocol";
import { readFault } from "../read-news.ts";
import { detach } from "./detach.ts";

const mostBytes = 4_096;

/** The fault that a part threw, as a record can carry it; null where it threw something else, or more than fits. */
export const thrownFault = (thrown: unknown): Fault | null => {
  if (!(thrown instanceof FemtoClawError)) return null;
  const it = detach(thrown.fault);
  return it === undefined || utf8Length(canonicalise(it)) > mostBytes ? null : readFault(it);
};

/** What was thrown, by its kind alone: its text may carry anything (G9). */
export const kindOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.constructor.name : typeof thrown);
