// What an engine is given: the records that the vectors leave, and what they were made with. Plain data.
import type { JournalRecord } from "@femtoclaw/core";
import type { RuntimeBeginning } from "@femtoclaw/runtime";

export interface EngineCase {
  /** The vector's name, and which of its runs. */
  readonly name: string;
  readonly run: string;
  readonly beginning: RuntimeBeginning;
  readonly records: readonly JournalRecord[];
  /** For each descriptor in its order, the name of the check of its arguments. */
  readonly validators: readonly string[];
}

export interface EngineAnswer {
  readonly name: string;
  /** True when every reply was read, every call decided and every record drafted again, byte for byte. */
  readonly identical: boolean;
  /** The digest of the state that was reached; else the first difference. */
  readonly detail: string;
}
