// What the child process of a crash vector is told. The expected outcome is not part of it.
import type { Places } from "../assemble.ts";
import type { WrittenAssembly } from "../vector.schema.ts";

export interface CrashOrder extends Places {
  /** URL of the module that exports the target. */
  readonly module: string;
  /** Absolute path of the folder of vectors, for the descriptors of the capabilities. */
  readonly vectors: string;
  readonly assembly: WrittenAssembly;
  readonly input: string;
  /** Where the child notes, line by line, what happened: the parent watches it and kills. */
  readonly log: string;
}

export type ChildNote =
  | { readonly note: "effect"; readonly capability: string; readonly execution: string; readonly grant: unknown; readonly records: unknown }
  | { readonly note: "thought"; readonly step: number }
  | { readonly note: "question" }
  | { readonly note: "answer"; readonly run: string; readonly answer: unknown }
  | { readonly note: "failure"; readonly what: string };
