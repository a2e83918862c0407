// A policy ready to decide: patterns compiled, paths and programs resolved, every rule with its place. Plain data, frozen.
import type { JsonValue } from "@femtoclaw/protocol";
import type { Range } from "../address.ts";
import type { ArgumentPointer } from "../argument-pointer.ts";
import type { EffectKind, MarkedParts, PathAccess } from "../capability.ts";
import type { RuleReference } from "../decision.ts";
import type { GrantLimits } from "../grant.ts";
import type { Automaton } from "../pattern/automaton.ts";
import type { Budgets, IntegerRange, Profile, Window } from "./policy-document.ts";

export interface CompiledPolicy {
  readonly name: string;
  readonly file: string;
  readonly profile: Profile;
  /** Over the document with its pins, the profile and the facts it was compiled with: all that a decision can depend on. */
  readonly digest: string;
  readonly workspace: string;
  /** Absolute real paths of what is the runtime's own: no rule can allow them or what lies under them. */
  readonly protected: readonly string[];
  readonly budgets: Budgets;
  readonly capabilities: ReadonlyMap<string, CompiledCapability>;
  readonly flow: readonly CompiledFlowRule[];
}

/** FC-POL-0005: while something of this kind is in the context, these calls are denied, or a person is asked. */
export interface CompiledFlowRule {
  readonly reference: RuleReference;
  readonly when: { readonly kind: "untrusted" | "secret" } | { readonly kind: "sources"; readonly sources: readonly string[] };
  readonly effect: "deny" | "approve";
  readonly targets: readonly CompiledFlowTarget[];
}

export interface CompiledFlowTarget {
  /** Null: every capability. */
  readonly capability: string | null;
  /** Null: whatever the effects. */
  readonly effects: readonly EffectKind[] | null;
  /** Not where these arguments were said by the input, or, with `trusted`, by a trusted source. No pointers: those that say where, to whom, how much. */
  readonly unless: { readonly trusted: boolean; readonly pointers: readonly ArgumentPointer[] | null } | null;
}

export interface CompiledCapability {
  /** Of the descriptor that the rules were checked against; with any other they decide nothing. */
  readonly descriptorDigest: string;
  readonly enabled: boolean;
  /** The descriptor's digest that the policy pins; null where it pins none. */
  readonly pinned: string | null;
  readonly resource: CompiledResource;
  readonly allow: readonly CompiledRule[];
  readonly deny: readonly CompiledRule[];
  readonly index: RuleIndex;
  /** Whether a condition of some rule takes an argument for a path. */
  readonly asksArguments: boolean;
  readonly limits: GrantLimits;
  /** How what it brings back is labelled. */
  readonly results: { readonly trust: "trusted" | "untrusted"; readonly secret: boolean };
  /** What the policy marks as secret beside the descriptor; decides nothing. */
  readonly secrets: MarkedParts | null;
  /** Null means that only the run's budgets bound it. */
  readonly perRun: number | null;
  readonly perMinute: number | null;
  readonly window: Window | null;
  /** Decides nothing: whoever executes keeps to it. */
  readonly concurrent: number | null;
}

/** `Resource` of the descriptor, its pointers taken apart. */
export type CompiledResource =
  | { readonly kind: "exec"; readonly bin: ArgumentPointer; readonly argv: ArgumentPointer }
  | { readonly kind: "path"; readonly path: ArgumentPointer; readonly access: PathAccess }
  | { readonly kind: "url"; readonly url: ArgumentPointer }
  | { readonly kind: "none" };

export interface RuleSet {
  readonly allow: readonly CompiledRule[];
  readonly deny: readonly CompiledRule[];
}

/**
 * By what a call says: `sets` has the rules for each value that some rule names, `otherwise` those that name none, which count whatever
 * it says; `unknown` has the rules for a value that is absent or could not be had.
 */
export type RuleIndex =
  | { readonly kind: "none" }
  | { readonly kind: "program"; readonly sets: ReadonlyMap<string, RuleSet>; readonly otherwise: RuleSet; readonly unknown: RuleSet }
  | {
      readonly kind: "argument";
      readonly pointer: ArgumentPointer;
      readonly sets: ReadonlyMap<string | number | boolean, RuleSet>;
      readonly otherwise: RuleSet;
      readonly unknown: RuleSet;
    }
  | { readonly kind: "origin"; readonly sets: ReadonlyMap<string, RuleSet>; readonly otherwise: RuleSet }
  | { readonly kind: "root"; readonly sets: ReadonlyMap<string, RuleSet>; readonly otherwise: RuleSet; readonly unknown: RuleSet };

/** A condition is null where the rule places none on that resource; only a deny rule may. */
export interface CompiledRule {
  readonly reference: RuleReference;
  /** Where it stands in its list, from 0. */
  readonly place: number;
  readonly approval: boolean;
  /** Of the capability's effects, those that the calls of this rule have; null for all of them. */
  readonly effects: readonly EffectKind[] | null;
  readonly exec: ExecRule | null;
  readonly path: CompiledPathScope | null;
  readonly maxBytes: number | null;
  readonly url: CompiledUrlScope | null;
  readonly where: readonly { readonly pointer: ArgumentPointer; readonly predicate: CompiledPredicate }[];
}

export interface ExecRule {
  /** As the policy names it. */
  readonly bin: string;
  /** The texts by which a call means this program. */
  readonly names: readonly string[];
  /** Absolute real path; null when the host has no such program: the rule then never allows. */
  readonly executable: string | null;
  /** The path under which it was found. */
  readonly argv0: string;
  readonly executableDigest: string | null;
  /** Null places no condition on the arguments (deny rules only). */
  readonly argv: CompiledArgv | null;
  /** Absolute real path, from which the program sees relative paths. */
  readonly cwd: string;
  /** The whole environment of the process. */
  readonly environment: { readonly [name: string]: string };
}

export interface CompiledPathScope {
  readonly roots: readonly { readonly written: string; readonly real: string }[];
  readonly not: readonly { readonly written: string; readonly glob: Automaton }[];
}

export interface CompiledUrlScope {
  readonly origin: string;
  readonly host: string;
  /** Null: every path (deny rules only). */
  readonly path: { readonly written: string; readonly glob: Automaton } | null;
  readonly query: boolean;
  /** Private ranges that are allowed. Null: addresses are no condition, as in a deny rule. */
  readonly addresses: readonly Range[] | null;
}

/** What is expected is said at compile time: a decision does not stop to write sentences. */
export type CompiledPredicate = { readonly expected: string } & (
  | { readonly kind: "const"; readonly canonical: string }
  | { readonly kind: "oneOf"; readonly values: readonly JsonValue[] }
  | { readonly kind: "int"; readonly range: IntegerRange }
  | { readonly kind: "number"; readonly range: IntegerRange }
  | { readonly kind: "pattern"; readonly automaton: Automaton }
  | { readonly kind: "length"; readonly range: IntegerRange }
  /** Of a relative path: `from`, absolute. */
  | { readonly kind: "path"; readonly scope: CompiledPathScope; readonly from: string }
  | { readonly kind: "url"; readonly scope: CompiledUrlScope }
  | { readonly kind: "cidr"; readonly ranges: readonly Range[] }
);

export type CompiledToken =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "oneOf"; readonly texts: readonly string[] }
  | { readonly kind: "int"; readonly range: IntegerRange }
  | { readonly kind: "pattern"; readonly written: string; readonly automaton: Automaton }
  | { readonly kind: "path"; readonly scope: CompiledPathScope }
  | { readonly kind: "any" };

/**
 * An automaton over arguments. A step takes one argument; `next` are the steps that may take the one after it, in their order. The
 * number of steps stands for the end of the vector.
 */
export interface CompiledArgv {
  readonly start: readonly number[];
  readonly steps: readonly { readonly token: CompiledToken; readonly next: readonly number[] }[];
}
