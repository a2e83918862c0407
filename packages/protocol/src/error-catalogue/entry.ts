/** What a fault is about. The CLI's exit code is a function of this alone. */
export type FaultCategory =
  | "usage"
  | "configuration"
  | "protocol"
  | "denied"
  | "brain"
  | "claw"
  | "journal"
  | "integrity"
  | "in-doubt"
  | "limit"
  | "interrupted"
  | "suspended"
  | "internal";

export interface CatalogueEntry {
  readonly category: FaultCategory;
  /** True when the runtime must stop: going on could lose or falsify a record. */
  readonly fatal: boolean;
  /** The requirement this code answers to. */
  readonly clause: string;
  /** What it means, in one phrase. */
  readonly title: string;
  /** What to do next, in one sentence. */
  readonly next: string;
}

export const entry = (
  category: FaultCategory,
  clause: string,
  title: string,
  next: string,
  fatal = false,
): CatalogueEntry => ({ category, fatal, clause, title, next });
