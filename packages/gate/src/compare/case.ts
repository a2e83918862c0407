// One way in which a call can stand to the rules, on one dimension of it: what each rule says there, and an example.
import type { JsonValue } from "@femtoclaw/protocol";
import type { Fact } from "../fact.ts";
import type { CompiledCapability, CompiledRule } from "../policy/compiled-policy.ts";
import type { Work } from "./work.ts";

export type Said = "holds" | "fails" | "unknown";

export interface Case {
  /** For each of the rules that are compared, in their order. */
  readonly said: readonly Said[];
  /** For each of the rules how it takes the call, as far as its grant shows that: rules of one number grant the same there. Empty where no grant shows it. */
  readonly taken: readonly number[];
  /** Arguments of the example, by pointer; undefined for one that is left out. */
  readonly args: readonly (readonly [pointer: string, value: JsonValue | undefined])[];
  readonly facts: readonly Fact[];
}

/** Cases of one name need no more than one example. */
export const nameOf = ({ said, taken }: Pick<Case, "said" | "taken">): string => `${said.join()} ${taken.join()}`;

/** The rules of two policies for one capability. */
export interface Compared {
  readonly rules: readonly ComparedRule[];
  readonly protectedPaths: { readonly a: readonly string[]; readonly b: readonly string[] };
  /** Of the host, from when the policies were compiled: an example may not say otherwise. */
  readonly realPaths: readonly string[];
  /** Whether flow rules ask which words of an argument vector a rule itself pins. */
  readonly pinsCount: boolean;
  readonly work: Work;
}

export interface ComparedRule {
  readonly rule: CompiledRule;
  readonly policy: "a" | "b";
  readonly effect: "allow" | "deny";
}

export const rulesOf = (block: CompiledCapability | undefined, policy: "a" | "b"): readonly ComparedRule[] =>
  (["allow", "deny"] as const).flatMap((effect) => (block?.[effect] ?? []).map((rule) => ({ rule, policy, effect })));

export const and = (one: Said, other: Said): Said => (one === "fails" || other === "fails" ? "fails" : one === "unknown" || other === "unknown" ? "unknown" : "holds");

/** What the analysis cannot tell, and so does not claim. */
export interface Undecided {
  readonly undecided: string;
}
export type Cases = readonly Case[] | Undecided;
export const isUndecided = (it: Cases): it is Undecided => "undecided" in it;
