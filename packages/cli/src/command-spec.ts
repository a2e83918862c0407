// What a command is made of, as data, and short words to write it in.
import type { ExitCode } from "./exit-code.ts";

/** What a value is, which is also how a shell completes it. */
export type ValueKind = "text" | "count" | "file" | "directory";

export interface OptionSpec {
  /** With both dashes. */
  readonly flag: string;
  readonly summary: string;
  /** Null for a switch. */
  readonly value: { readonly name: string; readonly kind: ValueKind; readonly choices?: readonly string[]; /** May be given more than once. */ readonly many?: boolean } | null;
}

export interface ArgumentSpec {
  readonly name: string;
  readonly summary: string;
  readonly required: boolean;
  readonly many: boolean;
  readonly kind: ValueKind;
  readonly choices?: readonly string[];
}

export interface CommandSpec {
  /** One word, or two for a command of a group. */
  readonly name: string;
  readonly summary: string;
  readonly arguments: readonly ArgumentSpec[];
  readonly options: readonly OptionSpec[];
  readonly examples: readonly string[];
  /** Beside those that any command can end with: 0, 1, 2, 3. */
  readonly exitCodes: readonly ExitCode[];
}

export const flag = (name: string, summary: string): OptionSpec => ({ flag: name, summary, value: null });
export const option = (name: string, value: string, kind: ValueKind, summary: string, choices?: readonly string[]): OptionSpec => ({
  flag: name,
  summary,
  value: { name: value, kind, ...(choices === undefined ? {} : { choices }) },
});
/** One that may be given more than once. */
export const options = (name: string, value: string, kind: ValueKind, summary: string): OptionSpec => ({ flag: name, summary, value: { name: value, kind, many: true } });
export const optionalArgument = (name: string, summary: string, kind: ValueKind = "text"): ArgumentSpec => ({ name, summary, required: false, many: false, kind });
export const argument = (name: string, summary: string, kind: ValueKind = "text"): ArgumentSpec => ({ name, summary, required: true, many: false, kind });
