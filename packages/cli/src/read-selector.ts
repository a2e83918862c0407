// FC-AUDIT-0001.R6: words of the command line → a selector, or what was expected. Nothing is guessed: a misspelt kind that selected nothing
// would read like a clean record.
import { recordKinds, type RecordKind } from "@femtoclaw/core";
import { verdicts } from "@femtoclaw/gate";
import { anyDenial, labelWords, type LabelWord, type RecordSelector } from "@femtoclaw/memory";
import { fail, fault, isExecutionId, isToolName, ok, type Fault, type Result } from "@femtoclaw/protocol";
import { sinceMs } from "./since.ts";

/** As they were typed; null where the flag was not given. */
export interface SelectorWords {
  readonly execution: string | null;
  readonly kind: string | null;
  readonly capability: string | null;
  readonly decision: string | null;
  readonly rule: string | null;
  readonly label: string | null;
  readonly since: string | null;
  readonly until: string | null;
  readonly after: number | null;
  readonly to: number | null;
}

const decisions: readonly string[] = [...verdicts, "APPROVAL_REQUIRED", anyDenial];
const isRule = (word: string): word is string => /^[a-z0-9]+([._-][a-z0-9]+)*$/.test(word) && word.length <= 64;
const isCapability = (word: string): word is string => isToolName(word);
const isKind = (word: string): word is RecordKind => recordKinds.some((it) => it === word);
const isLabel = (word: string): word is LabelWord => labelWords.some((it) => it === word);
const isDecision = (word: string): word is string => decisions.includes(word);

const expectedKind = `kinds of record, with commas between: ${recordKinds.join(", ")}`;
const expectedDate = "a date such as 2026-11-01 or 2026-11-01T10:00Z, or a time back such as 7d or 12h";

/** Every mistake at once. The run is somebody else's to resolve: `last` needs the journal. */
export const readSelector = (words: SelectorWords, nowMs: number): Result<RecordSelector, readonly Fault[]> => {
  const faults: Fault[] = [];
  const refuse = (expected: string, found: string): void => void faults.push(fault("FC_USAGE", expected, found === "" ? "nothing" : found.slice(0, 64)));
  const listed = <Word extends string>(text: string | null, isWord: (word: string) => word is Word, expected: string): readonly Word[] | undefined => {
    const found = text?.split(",").map((it) => it.trim());
    const bad = found?.find((it) => !isWord(it));
    if (bad !== undefined) refuse(expected, bad);
    return found?.filter(isWord);
  };
  const date = (text: string | null): number | undefined => {
    const ms = text === null ? undefined : sinceMs(text, nowMs);
    if (ms === null) refuse(expectedDate, text ?? "");
    return ms ?? undefined;
  };
  const { execution, after, to } = words;
  if (execution !== null && !isExecutionId(execution)) refuse("an execution's id: a run id, a dot and a number", execution);
  const kinds = listed(words.kind, isKind, expectedKind);
  const capabilities = listed(words.capability, isCapability, "names of capabilities such as shell, with commas between");
  const verdictWords = listed(words.decision?.toUpperCase() ?? null, isDecision, `decisions, with commas between: ${decisions.join(", ")}`);
  const rules = listed(words.rule, isRule, "ids of rules such as read-here, with commas between");
  const labels = listed(words.label, isLabel, `labels, with commas between: ${labelWords.join(", ")}`);
  const [since, until] = [date(words.since), date(words.until)];
  if (since !== undefined && until !== undefined && until <= since) refuse("an --until that is later than --since", words.until ?? "");
  if (after !== null && to !== null && to <= after) refuse("a --to that is more than --after", `${to}`);
  if (faults.length > 0) return fail(faults);
  return ok({
    ...(execution === null ? {} : { execution }),
    ...(kinds === undefined ? {} : { kinds }),
    ...(capabilities === undefined ? {} : { capabilities }),
    ...(verdictWords === undefined ? {} : { verdicts: verdictWords }),
    ...(rules === undefined ? {} : { rules }),
    ...(labels === undefined ? {} : { labels }),
    ...(since === undefined ? {} : { sinceMs: since }),
    ...(until === undefined ? {} : { untilMs: until }),
    ...(after === null ? {} : { afterSeq: after }),
    ...(to === null ? {} : { toSeq: to }),
  });
};
