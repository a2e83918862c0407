// FC-UPGRADE-0001: journal and configuration of one runtime, brought to the form of this version together, or back.
import { basename, dirname, join } from "node:path";
import { realpath } from "node:fs/promises";
import type { Clock } from "@femtoclaw/core";
import {
  checkJournal, earlierFormats, migrateJournal, readJournal, refuseUnderMigration, returnFromMigration, settleMigration, sha256,
  type JournalCheck, type JournalFormat, type MigratedJournal, type MigrationStage,
} from "@femtoclaw/memory/host";
import { fault, FemtoClawError, isWellFormed } from "@femtoclaw/protocol";
import type { ConfigurationPlan } from "../configuration-steps.ts";
import { readRuntimeMigrated, runtimeMigrated, type RecordedMigration } from "../migration-record.ts";
import { RUNTIME_VERSION } from "../version.ts";
import { systemClock } from "./system-clock.ts";

export interface MigrationOrder {
  /** The journal's directory. */
  readonly journal: string;
  /** What the configuration is to become, from `planConfiguration`; null where there is none. Asked once what was cut short is settled. */
  readonly configuration: () => Promise<ConfigurationPlan | null>;
  /** The configuration's file, absolute; null where there is none. */
  readonly file: string | null;
  readonly who: string;
  readonly why: string;
  /** Formats of before that there is a reader for; those of this version. */
  readonly formats?: readonly JournalFormat[];
  readonly clock?: Clock;
  readonly onStage?: (stage: MigrationStage) => void;
}

export interface MigrationPlan {
  /** Null where there is no journal yet. */
  readonly journal: JournalCheck | null;
  readonly configuration: ConfigurationPlan | null;
}

export interface MigrationDone extends MigrationPlan {
  /** What a migration that was cut short had left, and what became of it. */
  readonly settled: "none" | "taken back" | "finished";
  /** Null where there was nothing to do. */
  readonly done: RecordedMigration | null;
}

const backupOf = ({ file, from }: ConfigurationPlan): string => `${file}.version-${from}`;
const digestOfText = (text: string): string => `sha256:${sha256(text)}`;
const filesOf = ({ file }: MigrationOrder): readonly string[] => (file === null ? [] : [file]);

const mostUnits = 1_000;

/** Both are recorded as they are given (G10, G12). */
const requireStatement = ({ who, why }: MigrationOrder): void => {
  for (const text of [who, why]) {
    const found = text.trim() === "" ? "none" : text.length > mostUnits ? `${text.length} characters` : isWellFormed(text) ? null : "half a character";
    if (found !== null) throw new FemtoClawError(fault("FC_USAGE", `who and why, as text of 1 to ${mostUnits} characters each`, found));
  }
};

/** What there is and whether it is in order; not one byte is written. Throws FC_MIGRATION_UNFINISHED, and what is wrong with either. */
export const planMigration = async ({ journal, configuration, formats = earlierFormats }: MigrationOrder): Promise<MigrationPlan> => {
  await refuseUnderMigration(journal);
  return { journal: await checkJournal(journal, { formats }), configuration: await configuration() };
};

/** Where a migration, or the way back from one, had been decided and cut short, that is finished and nothing else is begun. */
export const migrate = async (order: MigrationOrder): Promise<MigrationDone> => {
  const { journal: directory, who, why, formats = earlierFormats, clock = systemClock, onStage = () => {} } = order;
  requireStatement(order);
  const settled = await settleMigration({ directory, onStage }, filesOf(order));
  if (settled === "finished") return { settled, ...(await planMigration(order)), done: null };
  const plan = await order.configuration();
  const isOld = plan !== null && plan.before !== plan.after;
  const describe = (journal: MigratedJournal | null): RecordedMigration => ({
    version: RUNTIME_VERSION, who, why, back: false,
    journal: journal === null ? null : { ...journal, backup: basename(journal.backup) },
    configuration: isOld ? { file: basename(plan.file), from: plan.from, to: plan.to, before: digestOfText(plan.before), after: digestOfText(plan.after), backup: basename(backupOf(plan)) } : null,
  });
  const texts = isOld ? [{ file: plan.file, before: plan.before, after: plan.after, backup: backupOf(plan) }] : [];
  const { check, journal } = await migrateJournal({ directory, formats, texts, onStage, record: (it) => runtimeMigrated(clock.nowMs(), describe(it)) });
  return { settled, journal: check, configuration: plan, done: journal === null && !isOld ? null : describe(journal) };
};

interface LastMigration {
  readonly migration: RecordedMigration | null;
  /** Records that came since, but for those of migrations. */
  readonly since: number;
}

const lastMigration = async (directory: string): Promise<LastMigration> => {
  let last: LastMigration = { migration: null, since: 0 };
  for await (const { record } of readJournal(directory)) {
    const migration = readRuntimeMigrated(record);
    last = migration === null ? { ...last, since: last.since + 1 } : { migration, since: 0 };
  }
  return last;
};

export interface MigrationUndone {
  readonly settled: MigrationDone["settled"];
  /** Null where something that was cut short was finished, and nothing else was begun. */
  readonly undone: RecordedMigration | null;
  /** Records that are in no journal that is used any more. */
  readonly lost: number;
  /** What was put aside. */
  readonly aside: readonly string[];
}

/**
 * Back from the last migration that the journal records. Throws FC_MIGRATION_NONE, and FC_MIGRATION_LOSS where records came since and
 * `acceptLoss` does not say that they may be left behind.
 */
export const migrateBack = async (order: MigrationOrder & { readonly acceptLoss: boolean }): Promise<MigrationUndone> => {
  const { journal: directory, file, who, why, acceptLoss, formats = earlierFormats, clock = systemClock, onStage = () => {} } = order;
  requireStatement(order);
  const settled = await settleMigration({ directory, onStage }, filesOf(order));
  if (settled === "finished") return { settled, undone: null, lost: 0, aside: [] };
  const { migration, since } = await lastMigration(directory);
  const none = (found: string): FemtoClawError => new FemtoClawError(fault("FC_MIGRATION_NONE", "a migration that the journal records last", found, { file: directory }));
  if (migration === null) throw none("none");
  if (migration.back) throw none("one that was gone back from already");
  const { journal, configuration } = migration;
  if (configuration !== null && (file === null || basename(file) !== configuration.file)) throw none(`one of ${configuration.file}, which is not the configuration that was named`);
  if (journal !== null && since > 0 && !acceptLoss) throw new FemtoClawError(fault("FC_MIGRATION_LOSS", "no records since the migration", `${since}`, { file: directory }));
  const { aside } = await returnFromMigration({
    directory, formats, onStage,
    backup: journal === null ? null : join(dirname(await realpath(directory)), basename(journal.backup)),
    texts: configuration === null || file === null ? [] : [{ file, backup: join(dirname(file), basename(configuration.backup)) }],
    record: () => runtimeMigrated(clock.nowMs(), { ...migration, version: RUNTIME_VERSION, who, why, back: true }),
  });
  return { settled, undone: migration, lost: journal === null ? 0 : since, aside };
};
