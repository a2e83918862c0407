export { openFileJournal, type CommitMeasure, type FileJournalOptions, type OpenedJournal } from "./file-journal.ts";
export { type IndexedRun, type RecordPlace } from "./index-entry.ts";
export { readJournal, type PlacedRecord, type ReadOptions, type TornTail } from "./read-journal.ts";
export { rebuildIndex, type RebuiltIndex } from "./rebuild-index.ts";
export { type Recovery } from "./recovery.ts";
export { sha256 } from "./sha256.ts";
export { summariseRuns } from "./summarise-runs.ts";
export { verifyJournal, type JournalVerification, type VerifyOptions } from "./verify-journal.ts";
