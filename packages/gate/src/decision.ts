// FC-POL-0001: the answer of the gate. Deny > approval > allow > nothing, and nothing is deny (G3).
import type { JsonObject } from "@femtoclaw/protocol";
import type { Grant } from "./grant.ts";

export const verdicts = [
  "AUTHORIZED",
  "DENIED_CAPABILITY_NOT_FOUND",
  "DENIED_CAPABILITY_DISABLED",
  "DENIED_ARGUMENT_INVALID",
  "DENIED_POLICY_VIOLATION",
] as const;
export type Verdict = (typeof verdicts)[number];
export type Denial = Exclude<Verdict, "AUTHORIZED">;

/** The rule that decided, and where it is written. */
export interface RuleReference {
  readonly id: string;
  readonly file: string;
  readonly line: number;
}

/** Why: which predicate at which argument wanted what, and what it got. `rule` is null where no rule was involved. */
export interface Reason {
  readonly rule: string | null;
  readonly pointer: string;
  readonly expected: string;
  readonly found: string;
}

interface Judged {
  readonly capability: string;
  readonly rule: RuleReference | null;
  readonly reasons: readonly Reason[];
  readonly policyDigest: string;
}
export interface Authorized extends Judged {
  readonly verdict: "AUTHORIZED";
  readonly grant: Grant;
}
export interface Denied extends Judged {
  readonly verdict: Denial;
  /** Under the profile `observe`: what the answer would have been, and for what. Nothing may run on it. */
  readonly observed?: Authorized | ApprovalRequired;
}
/** The policy would allow it, but wants a person's word first. Not a verdict: nothing may run on it. */
export interface ApprovalRequired extends Judged {
  readonly verdict: "APPROVAL_REQUIRED";
  readonly grant: Grant;
}

export type Decision = Authorized | Denied;
export type Evaluation = Decision | ApprovalRequired;

/** What has been used so far, as the policy's limits count it. Times are the recorded clock's, in ms. */
export interface Usage {
  readonly executions: number;
  readonly byCapability: { readonly [capability: string]: number };
  /** Start times of recent executions per capability, oldest first, as far back as the widest window of the policy looks. */
  readonly recentByCapability: { readonly [capability: string]: readonly number[] };
}

export const noUsage: Usage = { executions: 0, byCapability: {}, recentByCapability: {} };

/** A call as the gate sees it: after parsing, before any decision. */
export interface Call {
  readonly capability: string;
  readonly args: JsonObject;
}
