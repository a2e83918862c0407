// A policy ready to decide: patterns compiled, paths and programs resolved, every rule with its place. Plain data.
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";
import type { Range } from "../address.ts";
import type { RuleReference } from "../decision.ts";
import type { Automaton } from "../pattern/automaton.ts";
import type { Budgets, IntegerRange, Profile } from "./policy-document.ts";

export interface CompiledPolicy {
  readonly name: string;
  readonly file: string;
  readonly profile: Profile;
  /** Over the document, the profile and the facts it was compiled with: all that a decision can depend on. */
  readonly digest: string;
  readonly workspace: string;
  readonly budgets: Budgets;
  readonly capabilities: ReadonlyMap<string, CompiledCapability>;
}

export interface CompiledCapability {
  readonly enabled: boolean;
  readonly allow: readonly CompiledRule[];
  readonly deny: readonly CompiledRule[];
  readonly timeoutMs: number;
  readonly maxOutputBytes: number;
  /** Null means that only the run's budgets bound it. */
  readonly perRun: number | null;
  readonly perMinute: number | null;
}

export interface CompiledRule {
  readonly reference: RuleReference;
  readonly approval: boolean;
  readonly exec: ExecRule | null;
  readonly path: CompiledPathScope | null;
  readonly maxBytes: number | null;
  readonly url: CompiledUrlScope | null;
  readonly where: readonly { readonly pointer: string; readonly predicate: CompiledPredicate }[];
}

export interface ExecRule {
  /** As the policy names it. */
  readonly bin: string;
  /** Absolute real path; null when the host has no such program: the rule then never allows. */
  readonly executable: string | null;
  readonly executableDigest: string | null;
  /** Null places no condition on the arguments (deny rules only). */
  readonly argv: readonly CompiledArgvElement[] | null;
  readonly cwd: string | null;
  readonly environment: { readonly [name: string]: string };
}

export interface CompiledPathScope {
  readonly roots: readonly { readonly written: string; readonly real: string }[];
  readonly not: readonly { readonly written: string; readonly glob: Automaton }[];
}

export interface CompiledUrlScope {
  readonly origin: string;
  readonly host: string;
  readonly path: { readonly written: string; readonly glob: Automaton };
  readonly query: boolean;
  readonly addresses: readonly Range[];
}

export type CompiledPredicate =
  | { readonly kind: "const"; readonly canonical: string }
  | { readonly kind: "oneOf"; readonly values: readonly JsonValue[] }
  | { readonly kind: "int"; readonly range: IntegerRange }
  | { readonly kind: "number"; readonly range: IntegerRange }
  | { readonly kind: "pattern"; readonly written: string; readonly automaton: Automaton }
  | { readonly kind: "length"; readonly range: IntegerRange };

export type CompiledToken =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "oneOf"; readonly texts: readonly string[] }
  | { readonly kind: "int"; readonly range: IntegerRange }
  | { readonly kind: "pattern"; readonly written: string; readonly automaton: Automaton }
  | { readonly kind: "path"; readonly scope: CompiledPathScope }
  | { readonly kind: "any" };

/** `tokens` in a row, taken together; repeated as `times` says. */
export interface CompiledArgvElement {
  readonly tokens: readonly CompiledToken[];
  readonly times: "once" | "optional" | "many";
}

export type { JsonObject };
