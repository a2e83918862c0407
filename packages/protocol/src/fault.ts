import { catalogue, type FaultCode } from "./error-catalogue/index.ts";

/** Where in some text a fault was found. `offset` counts bytes from 0; `line` and `column` count from 1; `pointer` is RFC 6901. */
export interface FaultPosition {
  readonly file?: string;
  readonly offset?: number;
  readonly line?: number;
  readonly column?: number;
  readonly pointer?: string;
}

/**
 * A code of the closed catalogue with its detail (FC-CORE-0003). Plain data: it serialises, and is recognised by
 * `code`, never by its text. `expected` and `found` are short phrases that carry no secret.
 */
export interface Fault<C extends FaultCode = FaultCode> {
  readonly code: C;
  readonly expected: string;
  readonly found: string;
  readonly at?: FaultPosition;
}

export const fault = <C extends FaultCode>(code: C, expected: string, found: string, at?: FaultPosition): Fault<C> =>
  at === undefined ? { code, expected, found } : { code, expected, found, at };

/** `file:line:column` as far as it is known, or an empty string. */
export const describePosition = (at: FaultPosition | undefined): string => {
  if (at === undefined) return "";
  const place = [at.file, at.line, at.column].filter((part) => part !== undefined).join(":");
  if (place !== "") return place;
  return at.offset === undefined ? (at.pointer ?? "") : `byte ${at.offset}`;
};

/** One sentence for a person: what was expected, what came, what to do next. */
export const describeFault = (it: Fault): string => {
  const place = describePosition(it.at);
  const prefix = place === "" ? "" : `${place}: `;
  return `${prefix}${it.code}: expected ${it.expected}, found ${it.found}. ${catalogue[it.code].next}`;
};

/** The only exception that leaves a public function of FemtoClaw. */
export class FemtoClawError extends Error {
  readonly fault: Fault;
  constructor(it: Fault) {
    super(describeFault(it));
    this.name = "FemtoClawError";
    this.fault = it;
  }
  get code(): FaultCode {
    return this.fault.code;
  }
}
