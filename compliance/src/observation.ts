// What the suite saw while a vector was carried out. Plain data: judging it later needs neither the target nor the clock.
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";
import type { Answer, JournalHead, OpeningDefect, Verification } from "./target.ts";

export interface EffectSeen {
  readonly capability: string;
  readonly execution: string;
  readonly grant: JsonObject;
  /** What the journal held, as the target exports it, at the moment of the start. */
  readonly records: readonly JsonObject[];
  /** Answers to requests for further grants, in order. */
  readonly granted: boolean[];
}

export interface ThoughtSeen {
  readonly run: string;
  readonly step: number;
  readonly context: readonly JsonObject[];
  readonly tools: readonly string[];
  /** Effects that had been started before this thought, by execution. */
  readonly started: readonly string[];
  readonly records: readonly JsonObject[];
}

export interface AnswerSeen {
  readonly run: string;
  readonly answer: Answer;
  readonly records: readonly JsonObject[];
}

export type OpeningSeen =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: string; readonly defects: readonly OpeningDefect[] };

export interface Observation {
  readonly openings: OpeningSeen[];
  readonly answers: AnswerSeen[];
  readonly thoughts: ThoughtSeen[];
  readonly effects: EffectSeen[];
  /** Questions put to a person. */
  readonly approvals: string[];
  readonly verifications: Verification[];
  readonly replays: { readonly run: string; readonly identical: boolean; readonly detail: JsonValue }[];
  /** Ids of the runs, in the order in which they were opened. */
  readonly runs: string[];
  /** What the journal held at the end; null when it could not be exported any more. */
  records: readonly JsonObject[] | null;
  /** The head that was exported before the journal was forged. */
  known: JournalHead | null;
  /** Null when no opening came after a forgery. */
  journalUnchanged: boolean | null;
  /** Answers of the target to the suite's own last questions: what it says of a journal that nobody touched. */
  finally: { readonly verification: Verification | null; readonly replays: readonly { readonly run: string; readonly identical: boolean; readonly detail: JsonValue }[] };
  /** What did not end in its time, or broke in a way that is no answer. */
  readonly broken: string[];
  readonly forged: boolean;
  readonly secrets: readonly string[];
  /** Texts that only a record may hold. */
  readonly errorTexts: readonly string[];
}
