// What a brain is shown, and nothing else is: input, its own intents, results, and outcomes of the closed vocabulary (G8).
import type { JsonValue } from "@femtoclaw/protocol";

/**
 * Everything a brain can be told about what became of its proposal. Closed: no error text, path or rule ever joins it.
 * `denied`: the gate said no; `refused`: a person said no; `rejected`: the output was not a protocol message.
 */
export const outcomeWords = [
  "ok",
  "failed",
  "timed_out",
  "output_limit",
  "cancelled",
  "denied",
  "refused",
  "rejected",
  "unavailable",
] as const;
export type OutcomeWord = (typeof outcomeWords)[number];

/** One entry of the context window. `trust` says whether its content came from the user or operator, or from the world. */
export type ContextEntry =
  /** What the operator says to every run before anything else. */
  | { readonly role: "instruction"; readonly trust: "trusted"; readonly content: string; readonly tokens: number }
  | { readonly role: "input"; readonly trust: "trusted"; readonly content: string; readonly tokens: number; readonly pinned?: true }
  | { readonly role: "intent"; readonly trust: "untrusted"; readonly content: string; readonly tokens: number }
  | {
      readonly role: "result";
      /** Trusted only where the policy labels the capability's results so (FC-POL-0005). */
      readonly trust: "trusted" | "untrusted";
      readonly outcome: OutcomeWord;
      readonly capability: string | null;
      readonly output: JsonValue;
      readonly tokens: number;
    }
  /** Stands for entries that somebody has summed up. Nobody vouches for what it was made of. */
  | { readonly role: "summary"; readonly trust: "untrusted"; readonly content: string; readonly tokens: number };

/** Beside an entry of the window: where it came from, and what it says. */
export interface ContextItem {
  /** Of the run's records, counted from 1, the one with which its unit began: an input, a reply, a summary, the run itself. */
  readonly place: number;
  /** SHA-256 of the entry's canonical JSON. */
  readonly digest: string;
}

/** Decides what stays in the window. Pure and deterministic: the same entries give the same window (FC-MEM-0001). */
export type ContextWindow = (entries: readonly ContextEntry[]) => readonly ContextEntry[];
