export { decodeArchiveManifest, encodeArchiveManifest, type ArchiveManifest } from "./archive/archive-manifest.ts";
export { decodeArchivePlace, encodeArchivePlace, type ArchivePlace, type RecordSpot } from "./archive/archive-place.ts";
export type { JournalPoint } from "./journal-point.ts";
export { archiveOf, journalArchived, mostArchivedSegments, readJournalArchived, type ArchivedSegment, type EarlierArchive, type RecordedArchival } from "./archive/archived-record.ts";
export { beginNeeds, foldNeeds, heldWords, neededFrom, planArchival, type ArchivalBounds, type ArchivalPlan, type HeldWord, type NeedsFold, type SegmentEnd } from "./archive/plan-archival.ts";
export { commitmentsIn, createCommitter, isCommitment, type Committer, type KeyedTag } from "./commitment.ts";
export { checkLines, type CheckedLines, type LineCheck } from "./export/check-lines.ts";
export { csvHeader, csvRow } from "./export/csv.ts";
export { isExportLine } from "./export/export-line.ts";
export { foldProvenLines, type ProvenLines } from "./export/proven-lines.ts";
export {
  decodeSegmentHeader,
  defaultMaxFrameBytes,
  encodeFrame,
  encodeSegmentHeader,
  formatVersion,
  frameBytes,
  frameHeaderBytes,
  maxSegmentBytes,
  openFrame,
  payloadOf,
  sealFrame,
  segmentHeaderBytes,
  type Crc32,
  type Frame,
  type HeaderDefect,
  type SegmentHeader,
} from "./frame.ts";
export { journalSuite, type JournalSuiteOptions, type JournalUnderTest } from "./journal-suite.ts";
export { createMemoryJournal } from "./memory-journal.ts";
export { emptyHead, genesisHash, linkRecords, recordBytes, recordHash, type LinkedRecords } from "./record-link.ts";
export { anyDenial, selects, type RecordSelector } from "./query/record-selector.ts";
export { decodeOutline, encodeOutline, foldOutline, mayHold, type OutlineFold, type SegmentOutline } from "./query/segment-outline.ts";
export { labelWords, topicsOf, type LabelWord, type RecordTopics } from "./query/record-topics.ts";
export { runOfRecord } from "./run-of-record.ts";
export {
  concludeRun,
  foldRun,
  foldRuns,
  runStates,
  settlementWords,
  type Doubt,
  type RunCounts,
  type RunsFold,
  type RunStateWord,
  type RunSummary,
  type Settlement,
  type SettlementWord,
} from "./run-summary.ts";
export { scanSegment, type ScanOptions, type SegmentScan, type SegmentTail } from "./scan-segment.ts";
export { parseSegmentName, segmentName } from "./segment-name.ts";
export { defaultContextBounds, estimateTokens, slidingWindow, type ContextBounds } from "./sliding-window.ts";
export { checkRecord, type CheckedRecord } from "./stored-record.ts";
export { createUnfinishedFold, type UnfinishedExecution, type UnfinishedFold } from "./unfinished-executions.ts";
export { checkProof, readProofDocument, type CheckedProof, type ContinuationProof, type ProofDocument, type RecordProof } from "./tree/proof-document.ts";
export { consistencyParts, inclusionParts, type LeafRange } from "./tree/proof.ts";
export { cosignNote, signCheckpoint, verifierKeyOf, type NoteRole, type NoteSigner } from "./tree/signed-note.ts";
export { openTrusted, readTrust, type Trust } from "./tree/trust.ts";
export { judgeCheckpoint, type WitnessRequest } from "./tree/witness.ts";
export { createVerifier, readCheckpoint, type Checkpoint, type OpenedNote, type Subtle, type Verifier } from "./verifier.ts";
export { verifyLinks, type JournalDamage, type LinkVerification, type StoredPayload } from "./verify.ts";
