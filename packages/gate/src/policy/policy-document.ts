// FC-POL-0002: a policy as it is written. The published JSON Schema says the same (policy.schema.ts); a test holds the two together.
import type { JsonValue } from "@femtoclaw/protocol";
import type { EffectKind, MarkedParts } from "../capability.ts";

/** Stands for the texts of a set. Only in the writing: wherever `Named` is not said, there is none. */
export interface Named {
  readonly set: string;
}

export interface PolicyDocument<N = never> {
  readonly version: 1;
  readonly name: string;
  readonly profile?: Profile;
  readonly capabilities?: { readonly [capability: string]: CapabilityPolicy<N> };
  readonly budgets?: { readonly perRun?: Partial<Budgets> };
  readonly flow?: readonly FlowRule[];
}

/** As its author wrote it. `readPolicy` makes a document of it that has the rules it includes, and in which no set is named. */
export interface WrittenDocument extends PolicyDocument<Named> {
  /** Without a digest nothing is taken from the file, and the policy is refused. */
  readonly include?: readonly { readonly file: string; readonly digest?: string }[];
  readonly sets?: { readonly [name: string]: readonly string[] };
}

/** FC-POL-0005. Either a profile, or `when` with one of `deny` and `approve`. */
export interface FlowRule {
  readonly id: string;
  readonly comment?: string;
  readonly profile?: "planted-instructions";
  /** Exactly one: something untrusted, a secret, or something from these sources is in the context. */
  readonly when?: { readonly tainted?: "untrusted"; readonly secret?: true; readonly sources?: readonly string[] };
  readonly deny?: readonly FlowTarget[];
  readonly approve?: readonly FlowTarget[];
}

/** Calls of a capability (`mail.send`, `http.*`, `*`), or with an effect; but for those whose arguments somebody trusted said. */
export interface FlowTarget {
  readonly capability?: string;
  readonly effect?: EffectKind;
  readonly unlessFromInput?: readonly string[];
  readonly unlessFromTrusted?: readonly string[];
}

/**
 * `strict` refuses at load what `industrial` only warns about. `observe` executes nothing: every call is decided, what would have
 * happened is recorded, and the answer is a denial.
 */
export type Profile = "strict" | "industrial" | "observe";

/** What one run may spend in all. */
export interface Budgets {
  /** Inferences. */
  readonly steps: number;
  /** Authorised effects. */
  readonly executions: number;
  /** Milliseconds between inputs and their answers. */
  readonly wallMs: number;
  /** Tokens in and out, as far as the brain reports them. */
  readonly tokens: number;
}

export interface CapabilityPolicy<N = never> {
  readonly enabled?: boolean;
  /** Digest of the registered descriptor that was reviewed; with any other every call is denied (FC-CLAW-0001). */
  readonly descriptor?: string;
  readonly require?: "approval";
  readonly allow?: readonly Rule<N>[];
  readonly deny?: readonly Rule<N>[];
  readonly limits?: CapabilityLimits;
  /** Parts that are secret beside those that the descriptor marks: committed to, and neither recorded nor shown (FC-SEC-0003). */
  readonly secrets?: MarkedParts;
  /** How what it brings back is labelled (FC-POL-0005). Absent: untrusted and no secret. */
  readonly results?: { readonly trust?: "trusted" | "untrusted"; readonly secret?: boolean };
}

export interface CapabilityLimits {
  readonly timeoutMs?: number;
  readonly maxOutputBytes?: number;
  readonly perRun?: number;
  readonly perMinute?: number;
  readonly window?: Window;
  /** How many executions go on at once in a runtime, over all its runs; a further one waits, within `timeoutMs`. */
  readonly concurrent?: number;
}

/** At most so many executions in any so many milliseconds. */
export interface Window {
  readonly count: number;
  readonly windowMs: number;
}

/** Every condition that is present must hold. Which ones may be present depends on the capability's resource. */
export interface Rule<N = never> {
  readonly id: string;
  readonly comment?: string;
  readonly require?: "approval";
  /** Of the capability's effects, those that the calls of this rule have; absent, all of them. */
  readonly effects?: readonly EffectKind[];
  // exec
  readonly bin?: string;
  readonly argv?: readonly ArgvElement<N>[];
  readonly pin?: boolean;
  readonly cwd?: string;
  readonly environment?: { readonly [name: string]: string };
  // path
  readonly path?: PathScope<N>;
  readonly maxBytes?: number;
  // url
  readonly url?: UrlScope<N>;
  /** Predicates on arguments, by RFC 6901 pointer. An absent argument fulfils none. */
  readonly where?: { readonly [pointer: string]: Predicate<N> };
}

export interface PathScope<N = never> {
  readonly within: string | readonly string[] | N;
  /** Globs, relative to each directory of `within`: what they match is excepted, and all that lies under it. */
  readonly not?: readonly string[] | N;
}

export interface UrlScope<N = never> {
  /** Scheme, host and port, exactly. */
  readonly origin: string;
  /** A glob over the path. Absent: `/` alone in an allow rule, every path in a deny rule. */
  readonly path?: string;
  /** Whether a query is in scope; it can carry data out. Absent: `none` in an allow rule, `any` in a deny rule. */
  readonly query?: "none" | "any";
  /** Ranges that are allowed besides public addresses; not in a deny rule. */
  readonly addresses?: readonly string[] | N;
}

export interface IntegerRange {
  readonly min?: number;
  readonly max?: number;
}

/** Exactly one of these. */
export interface Predicate<N = never> {
  readonly const?: JsonValue;
  readonly oneOf?: readonly (string | number | boolean)[] | N;
  readonly int?: IntegerRange;
  readonly number?: IntegerRange;
  readonly pattern?: string;
  /** Of a string in characters, of a list in items. */
  readonly length?: IntegerRange;
  /** Of a string: where it leads, seen from the workspace. */
  readonly path?: PathScope<N>;
  /** Of a string. No condition on addresses: nothing is connected to. */
  readonly url?: Omit<UrlScope, "addresses">;
  /** Of a string that is an IP address: one of these ranges holds it. */
  readonly cidr?: readonly string[] | N;
}

/** A string stands for itself. Otherwise exactly one of these; with `flag`, the flag's value is one of the others. */
export type ArgvElement<N = never> = string | ArgvPredicate<N>;
export interface ArgvPredicate<N = never> {
  readonly flag?: string;
  readonly oneOf?: readonly string[] | N;
  readonly int?: IntegerRange;
  readonly pattern?: string;
  readonly path?: PathScope<N>;
  readonly optional?: ArgvElement<N>;
  readonly many?: ArgvElement<N>;
  readonly rest?: true;
  /** Each of these flags at most once, in any order. */
  readonly flags?: readonly ArgvElement<N>[];
}
