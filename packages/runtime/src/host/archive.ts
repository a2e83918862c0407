// FC-UPGRADE-0001.R12: who may archive, and how much. Without a configuration that says so nobody may; and then it is recorded who did, and why.
import type { Clock } from "@femtoclaw/core";
import { journalArchived, type ArchivalPlan, type HeldWord } from "@femtoclaw/memory";
import { archiveJournal, planJournalArchival, settleArchival, type ArchivalStage, type CheckpointOptions, type JournalArchival } from "@femtoclaw/memory/host";
import { fault, FemtoClawError, isWellFormed } from "@femtoclaw/protocol";
import type { Config } from "../config.ts";
import { recoveryRecords } from "../recovery-records.ts";
import { silentTelemetry } from "../silent-telemetry.ts";
import { RUNTIME_VERSION } from "../version.ts";
import { checkpointOptions } from "./checkpoint-options.ts";
import { systemClock } from "./system-clock.ts";

export interface ArchivalOrder {
  readonly config: Pick<Config, "journal" | "checkpoint" | "retention">;
  readonly clock?: Clock;
  readonly onStage?: (stage: ArchivalStage) => void;
  readonly onProgress?: (records: number) => void;
}

export interface ArchivalRequest extends ArchivalOrder {
  /** Only records before this number, or of before this time. */
  readonly before: { readonly seq: number } | { readonly ms: number };
  /** A new directory. Absolute. */
  readonly to: string;
  readonly who: string;
  readonly why: string;
}

const mostUnits = 1_000;
const msPerDay = 86_400_000;

const denied = (expected: string, found: string): FemtoClawError => new FemtoClawError(fault("FC_ARCHIVE_DENIED", expected, found));

/** Both are recorded as they are given (G10, G12). */
const requireStatement = ({ who, why }: ArchivalRequest): void => {
  for (const text of [who, why]) {
    const found = text.trim() === "" ? "none" : text.length > mostUnits ? `${text.length} characters` : isWellFormed(text) ? null : "half a character";
    if (found !== null) throw new FemtoClawError(fault("FC_USAGE", `who and why, as text of 1 to ${mostUnits} characters each`, found));
  }
};

/** Throws FC_ARCHIVE_DENIED: whatever cannot be told to be allowed is not (G3). */
const allowed = async ({ config }: ArchivalOrder): Promise<CheckpointOptions> => {
  if (!config.retention.archive) throw denied("`retention: {archive: true}` in the configuration", "a configuration that does not say so");
  const options = await checkpointOptions(config.checkpoint, silentTelemetry);
  if (options === null) throw denied("`checkpoint: {key: FILE}` in the configuration, with which the journal is signed", "none");
  return options;
};

const boundsOf = ({ before, config, clock = systemClock }: ArchivalRequest) => ({
  beforeSeq: "seq" in before ? before.seq : null,
  beforeMs: "ms" in before ? before.ms : null,
  keepFromMs: clock.nowMs() - config.retention.keepDays * msPerDay,
});

const common = ({ config, onStage = () => {}, onProgress = () => {} }: ArchivalOrder) => ({ directory: config.journal, onStage, onProgress });

/** What would be archived; not one byte is written. Throws FC_ARCHIVE_DENIED, and what is wrong with the journal. */
export const planArchive = async (order: ArchivalRequest): Promise<ArchivalPlan> => {
  requireStatement(order);
  return planJournalArchival({ ...common(order), checkpoints: await allowed(order), bounds: boundsOf(order) });
};

/** Throws FC_ARCHIVE_DENIED, FC_ARCHIVE_PLACE, FC_JOURNAL_LOCKED and others of the journal. */
export const archive = async (order: ArchivalRequest): Promise<JournalArchival> => {
  const { to, who, why, clock = systemClock } = order;
  requireStatement(order);
  return archiveJournal({
    ...common(order),
    to,
    checkpoints: await allowed(order),
    bounds: boundsOf(order),
    record: (it) => journalArchived(clock.nowMs(), { version: RUNTIME_VERSION, who, why, ...it }),
    recovered: (recovery) => recoveryRecords(clock.nowMs(), recovery),
  });
};

/** What was cut short, and nothing else. Throws as `archive` does. */
export const settleArchive = async (order: ArchivalOrder): Promise<"none" | "taken back" | "finished"> => {
  const { signer } = await allowed(order);
  return settleArchival({ ...common(order), signer });
};

/** Why an archival goes no further, for people. */
export const heldText: { readonly [word in HeldWord]: string } = {
  asked: "no more was asked for",
  "last segment": "the last segment stays",
  checkpoint: "no stored checkpoint of the journal's key signs more",
  "open run": "a run that waits, or is in doubt, needs it",
  "keep days": "it is younger than the configured days",
  "segments at a time": "one archive holds no more; call again",
};
