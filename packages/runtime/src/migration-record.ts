// FC-UPGRADE-0001.R9: the record of a migration, or of the way back from one. What was kept is named as it lies beside the journal, or beside
// the configuration, so that it is found again where both were moved together.
import type { JournalRecord, RecordDraft } from "@femtoclaw/core";
import { isJsonObject } from "@femtoclaw/gate";
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";

export interface RecordedMigration {
  /** The version that did it. */
  readonly version: string;
  readonly who: string;
  readonly why: string;
  readonly back: boolean;
  /** Null where the journal stayed in its format. `backup`: the name of the old one. */
  readonly journal: { readonly from: number; readonly to: number; readonly records: number; readonly root: string; readonly tornBytes: number; readonly backup: string } | null;
  /** Null where the configuration stayed. Digests are of the texts. */
  readonly configuration: { readonly file: string; readonly from: number; readonly to: number; readonly before: string; readonly after: string; readonly backup: string } | null;
}

export const runtimeMigrated = (time: number, { journal, configuration, ...it }: RecordedMigration): RecordDraft => ({
  time,
  run: null,
  execution: null,
  kind: "runtime.migrated",
  body: { ...it, journal: journal === null ? null : { ...journal }, configuration: configuration === null ? null : { ...configuration } },
});

const text = (value: JsonValue | undefined): string => (typeof value === "string" ? value : "");
const number = (value: JsonValue | undefined): number => (typeof value === "number" ? value : 0);

const readJournal = (it: JsonObject): RecordedMigration["journal"] => ({
  from: number(it["from"]), to: number(it["to"]), records: number(it["records"]), root: text(it["root"]), tornBytes: number(it["tornBytes"]), backup: text(it["backup"]),
});

const readConfiguration = (it: JsonObject): RecordedMigration["configuration"] => ({
  file: text(it["file"]), from: number(it["from"]), to: number(it["to"]), before: text(it["before"]), after: text(it["after"]), backup: text(it["backup"]),
});

/** Null when the record is not one. */
export const readRuntimeMigrated = ({ kind, body }: JournalRecord): RecordedMigration | null => {
  if (kind !== "runtime.migrated") return null;
  const { version, who, why, back, journal, configuration } = body;
  return {
    version: text(version), who: text(who), why: text(why), back: back === true,
    journal: isJsonObject(journal) ? readJournal(journal) : null,
    configuration: isJsonObject(configuration) ? readConfiguration(configuration) : null,
  };
};
