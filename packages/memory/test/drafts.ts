import type { JournalRecord, RecordDraft } from "@femtoclaw/core";
import { emptyHead, linkRecords } from "@femtoclaw/memory";
import { sha256 } from "@femtoclaw/memory/host";

export const draft = (body: RecordDraft["body"] = {}, change: Partial<RecordDraft> = {}): RecordDraft => ({
  time: 1_700_000_000_000,
  run: "r1",
  execution: null,
  kind: "input.received",
  body,
  ...change,
});

export const recordsOf = (drafts: readonly RecordDraft[]): readonly JournalRecord[] => linkRecords(emptyHead, drafts, sha256).records;
