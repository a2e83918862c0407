// A signed journal of many small segments, and an archival of the beginning of it.
import type { RecordDraft } from "@femtoclaw/core";
import { journalArchived } from "@femtoclaw/memory";
import { archiveJournal, createSigningKey, loadSigningKey, openFileJournal, readJournal, type ArchivalOptions, type JournalArchival, type JournalSource } from "@femtoclaw/memory/host";
import { draft } from "../drafts.ts";

/** Some ten records each. */
const smallSegments = { segmentBytes: 4_096, preallocateBytes: 1_024 } as const;

export const keyOf = (directory: string): string => `${directory}.key`;
export const archiveOf = (directory: string, name = "archive"): string => `${directory}-${name}`;

const filler = (n: number): RecordDraft => draft({ n, text: "x".repeat(200) }, { run: `run-${Math.floor(n / 10)}` });

/** Of 60 records and some six segments; each call adds as many. */
export const growSigned = async (directory: string, drafts: readonly RecordDraft[] = Array.from({ length: 60 }, (_, n) => filler(n))): Promise<void> => {
  const signer = await loadSigningKey(keyOf(directory)).catch(() => createSigningKey(keyOf(directory), "host.example.com/journal", "journal"));
  const { journal } = await openFileJournal({ directory, ...smallSegments, checkpoints: { signer } });
  for (const it of drafts) await journal.append([it]);
  await journal.close();
};

export const archiveWith = async (directory: string, more: Partial<ArchivalOptions> = {}): Promise<JournalArchival> =>
  archiveJournal({
    directory,
    to: archiveOf(directory),
    bounds: { beforeSeq: 40, beforeMs: null, keepFromMs: Number.MAX_SAFE_INTEGER },
    checkpoints: { signer: await loadSigningKey(keyOf(directory)) },
    record: (it) => journalArchived(1_764_000_000_000, { version: "0.1.0", who: "ann", why: "the disk is full", ...it }),
    recovered: () => [],
    ...more,
  });

export const textsOf = async (source: JournalSource): Promise<readonly string[]> => {
  const texts: string[] = [];
  for await (const { bytes } of readJournal(source)) texts.push(bytes);
  return texts;
};
