// What an engine is given: the records that the vectors leave and what they were made with, the policies that they want refused, and
// texts for the reader and the writer. Plain data.
import type { JournalRecord } from "@femtoclaw/core";
import type { CapabilityDescriptor } from "@femtoclaw/gate";
import type { RuntimeBeginning } from "@femtoclaw/runtime";

export type EngineCase = RunCase | RefusalCase | ReadingCase | WritingCase | DoubleCase;

export interface RunCase {
  readonly kind: "run";
  /** The vector's name, and which of its runs. */
  readonly name: string;
  readonly run: string;
  readonly beginning: RuntimeBeginning;
  readonly records: readonly JournalRecord[];
  /** For each descriptor in its order, the name of the check of its arguments. */
  readonly validators: readonly string[];
}

/** A policy with defects leaves no run. */
export interface RefusalCase {
  readonly kind: "refusal";
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly descriptors: readonly CapabilityDescriptor[];
  readonly validators: readonly string[];
  /** All there are, in order. A line that the vector does not name may be any. */
  readonly defects: readonly { readonly code: string; readonly line?: number | undefined }[];
}

/** For the strict reader, told to go as deep as it may: the canonical text of what it reads, or the code and the byte of its rejection. */
export interface ReadingCase {
  readonly kind: "reading";
  readonly name: string;
  readonly source: string;
  readonly expected: string;
}

/** For the writer alone, since the RFC writes integers that the strict reader refuses: any JSON, and its canonical text. */
export interface WritingCase {
  readonly kind: "writing";
  readonly name: string;
  readonly source: string;
  readonly expected: string;
}

/** The bits of a double in hexadecimal, and its canonical text. */
export interface DoubleCase {
  readonly kind: "double";
  readonly name: string;
  readonly bits: string;
  readonly expected: string;
}

export interface EngineAnswer {
  readonly name: string;
  /** True when it came out as recorded or expected: every reply read, every call decided, every record drafted again, byte for byte. */
  readonly identical: boolean;
  /** The digest of the state that was reached, every fault of the policy, or the text; else the first difference. */
  readonly detail: string;
}
