// FC-MEM-0001: a durable record, at one and at many waiters. The floor writes the very bytes of the journal's batches and flushes each;
// beside it, stores that people keep such records in, given the same records, canonical and linked.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RecordDraft } from "@femtoclaw/core";
import { emptyHead, linkRecords } from "@femtoclaw/memory";
import { openFileJournal, sha256 } from "@femtoclaw/memory/host";
import { openBareLog } from "./bare-log.ts";
import { compare, type Row } from "./measure.ts";
import { storePeers } from "./store-peers.ts";

const draft: RecordDraft = {
  time: 1_795_000_000_000,
  run: "run_01kb0000000000000000000000",
  execution: "run_01kb0000000000000000000000.1",
  kind: "outcome",
  body: { outcome: "ok", output: { exitCode: 0, stdout: "x".repeat(160), stderr: "" }, error: null, measures: { durationMs: 3 } },
};

const batchesOf = (waiters: number): number => Math.max(4, Math.min(40, Math.ceil(512 / waiters)));

export const commit = async (rounds: number): Promise<readonly Row[]> => {
  const directory = mkdtempSync(join(tmpdir(), "femtoclaw-bench-"));
  let written: number[] = [];
  const { journal } = await openFileJournal({ directory: join(directory, "journal"), onCommit: ({ bytes }) => void written.push(bytes) });
  const bare = openBareLog(directory);
  const peers = storePeers(directory);
  const rows: Row[] = [];
  const ours = (waiters: number, batches: number) => async (): Promise<void> => {
    written = [];
    for (let batch = 0; batch < batches; batch += 1) await Promise.all(Array.from({ length: waiters }, () => journal.append([draft])));
  };
  const what = (waiters: number): string => `file journal, ${waiters.toLocaleString("en")} waiting`;
  try {
    for (const waiters of [1, 16, 64, 256, 1_024]) {
      const batches = batchesOf(waiters);
      const floor = (): void => {
        for (const bytes of written) bare.flush(bytes);
      };
      rows.push(await compare("commit", what(waiters), "same batches, one write + fdatasync each", rounds, waiters * batches, ours(waiters, batches), floor));
    }
    for (const waiters of [1, 64, 1_024]) {
      const batches = batchesOf(waiters);
      const drafts = Array.from({ length: waiters }, () => draft);
      for (const { name, append } of peers) {
        let linked = linkRecords(emptyHead, drafts, sha256);
        const peer = async (): Promise<void> => {
          for (let batch = 0; batch < batches; batch += 1) {
            linked = linkRecords(linked.head, drafts, sha256);
            await append(linked.encoded);
          }
        };
        rows.push(await compare("commit", what(waiters), name, Math.ceil(rounds / 3), waiters * batches, ours(waiters, batches), peer));
      }
    }
  } finally {
    bare.close();
    for (const { close } of peers) await close();
    await journal.close();
    rmSync(directory, { recursive: true, force: true });
  }
  return rows;
};
