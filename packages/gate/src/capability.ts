// FC-CLAW-0001: what a capability declares about itself. Plain data plus one pure validator; the code that acts lives in a claw.
import type { JsonObject } from "@femtoclaw/protocol";

/** What executing a capability can do to the world. Declared by its author, shown to operators, used by flow rules. */
export type EffectKind = "reads" | "writes" | "sends" | "spends" | "irreversible";

/**
 * Which of the arguments name the resource that the gate resolves into a grant. Pointers are RFC 6901 into the arguments.
 * `exec`: a program and its argument vector; `path`: one file or directory; `url`: one absolute URL; `none`: nothing to resolve.
 */
export type Resource =
  | { readonly kind: "exec"; readonly bin: string; readonly argv: string }
  | { readonly kind: "path"; readonly path: string; readonly access: PathAccess }
  | { readonly kind: "url"; readonly url: string }
  | { readonly kind: "none" };

export type PathAccess = "read" | "list" | "write";

/** Pointers of what is secret in arguments and in output, each with all that lies below; a token `*` stands for every member or item. */
export interface MarkedParts {
  readonly args?: readonly string[];
  readonly output?: readonly string[];
}

export interface CapabilityDescriptor {
  /** Case-sensitive, dotted lower case: `fs.read`. */
  readonly name: string;
  readonly description: string;
  /** JSON Schema 2020-12 of the arguments, an object schema. */
  readonly args: JsonObject;
  readonly effects: readonly EffectKind[];
  readonly resource: Resource;
  /**
   * Pointers of the arguments that say where the effect goes, to whom, or how much: what a flow rule wants somebody trusted to
   * have said. Absent: the resource, or where there is none every argument.
   */
  readonly targets?: readonly string[];
  /** What is replaced by a commitment wherever it is recorded or shown (FC-SEC-0003.R11). */
  readonly secrets?: MarkedParts;
  /** `idempotent`: after a crash it may be run again under the same idempotency key (G4). Everything else is `never`. */
  readonly retry: "never" | "idempotent";
}

/** One thing wrong with the arguments of a call. */
export interface ArgumentDefect {
  readonly pointer: string;
  readonly expected: string;
  readonly found: string;
  /** Where a key is unknown: those that there are. */
  readonly keys?: readonly string[];
  /** Where a text is none of a list: the list. */
  readonly texts?: readonly string[];
}

/** A descriptor with the validator of its argument schema. An empty list means valid. A validator that throws denies. */
export interface Capability {
  readonly descriptor: CapabilityDescriptor;
  readonly validateArgs: (args: JsonObject) => readonly ArgumentDefect[];
}
