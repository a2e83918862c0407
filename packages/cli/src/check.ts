// One line of `doctor`: what was looked at, how it is, and what to do where it is not well.
import type { JsonObject } from "@femtoclaw/protocol";
import { printable } from "./printable.ts";
import { continued, dim, plain, span, type Line, type Style } from "./styled-line.ts";

export interface Check {
  readonly name: string;
  /** `warn` lets work go on; `fail` does not. */
  readonly state: "ok" | "warn" | "fail";
  readonly detail: string;
  /** Null where there is nothing to do. */
  readonly next: string | null;
}

export const passed = (name: string, detail: string): Check => ({ name, state: "ok", detail, next: null });
export const warned = (name: string, detail: string, next: string): Check => ({ name, state: "warn", detail, next });
export const failed = (name: string, detail: string, next: string): Check => ({ name, state: "fail", detail, next });

const styles: { readonly [state in Check["state"]]: Style } = { ok: "good", warn: "warn", fail: "bad" };

export const checkLines = ({ name, state, detail, next }: Check): readonly Line[] => [
  [span(styles[state], state.padEnd(5)), span("label", `${name.padEnd(14)} `), plain(printable(detail))],
  ...(next === null ? [] : [continued([dim(`       ${printable(next)}`)])]),
];

export const checkDocument = (it: Check): JsonObject => ({ ...it });
