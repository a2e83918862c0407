// FC-STORAGE-0001.R9, FC-AUDIT-0001: what grows with a journal and what does not. Opening reads what the index has not seen; verifying reads
// everything, and its floor reads and hashes the same bytes and looks at nothing.
import { createHash } from "node:crypto";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RecordDraft } from "@femtoclaw/core";
import { openFileJournal, verifyJournal } from "@femtoclaw/memory/host";
import { compare, keep, type Row } from "./measure.ts";

const together = 5_000;
const smallest = 10_000;

const write = async (directory: string, records: number): Promise<void> => {
  const { journal } = await openFileJournal({ directory });
  for (let from = 0; from < records; from += together) {
    const drafts = Array.from({ length: Math.min(together, records - from) }, (_, index): RecordDraft => ({
      time: 1_795_000_000_000 + from + index,
      run: `run-${Math.floor((from + index) / 1_000)}`,
      execution: null,
      kind: "input.received",
      body: { content: `record ${from + index}` },
    }));
    await journal.append(drafts);
  }
  await journal.close();
};

const openAndClose = (directory: string) => async (): Promise<void> => {
  const { journal } = await openFileJournal({ directory });
  await journal.close();
};

/** Of each segment. */
const hashed = (directory: string) => (): void => {
  for (const name of readdirSync(directory)) if (name.endsWith(".segment")) keep(createHash("sha256").update(readFileSync(join(directory, name))).digest("hex"));
};

export const longJournal = async (rounds: number): Promise<readonly Row[]> => {
  const base = mkdtempSync(join(tmpdir(), "femtoclaw-bench-"));
  const place = (records: number): string => join(base, `journal-${records}`);
  const rows: Row[] = [];
  try {
    await write(place(smallest), smallest);
    // The longest takes minutes and gigabytes to write, so it is left out where there are few rounds.
    for (const records of rounds > 3 ? [100_000, 1_000_000, 10_000_000] : [100_000]) {
      const directory = place(records);
      await write(directory, records);
      const name = `${records.toLocaleString("en")} records`;
      rows.push(await compare("open", `a journal of ${name}`, `the same, ${smallest.toLocaleString("en")} records`, rounds, 1, openAndClose(directory), openAndClose(place(smallest))));
      if (records < 10_000_000) rows.push(await compare("verify", `a record of ${name}`, "reading and hashing the same bytes", 1, records, async () => keep(await verifyJournal(directory)), hashed(directory)));
      rmSync(directory, { recursive: true, force: true });
    }
  } finally {
    rmSync(base, { recursive: true, force: true });
  }
  return rows;
};
