// FC-MEM-0001: a durable record, at one and at many waiters. The floor writes the same bytes in the same batches and flushes.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RecordDraft } from "@femtoclaw/core";
import { openFileJournal } from "@femtoclaw/memory/host";
import { openBareLog } from "./bare-log.ts";
import { compare, type Row } from "./measure.ts";

const draft: RecordDraft = {
  time: 1_795_000_000_000,
  run: "run_01kb0000000000000000000000",
  execution: "run_01kb0000000000000000000000.1",
  kind: "outcome",
  body: { outcome: "ok", output: { exitCode: 0, stdout: "x".repeat(160), stderr: "" }, error: null, measures: { durationMs: 3 } },
};
/** About what one such record takes in the journal, frame and links included. */
const recordBytes = 480;

export const commit = async (rounds: number): Promise<readonly Row[]> => {
  const directory = mkdtempSync(join(tmpdir(), "femtoclaw-bench-"));
  const { journal } = await openFileJournal({ directory: join(directory, "journal") });
  const bare = openBareLog(directory);
  const rows: Row[] = [];
  try {
    for (const waiters of [1, 64, 1_024]) {
      const batches = waiters === 1 ? 40 : 8;
      const operations = waiters * batches;
      rows.push(
        await compare(
          "commit",
          `file journal, ${waiters.toLocaleString("en")} waiting`,
          "same bytes, one write + fdatasync a batch",
          rounds,
          operations,
          async () => {
            for (let batch = 0; batch < batches; batch += 1) {
              await Promise.all(Array.from({ length: waiters }, () => journal.append([draft])));
            }
          },
          () => {
            for (let batch = 0; batch < batches; batch += 1) bare.flush(waiters * recordBytes);
          },
        ),
      );
    }
  } finally {
    bare.close();
    await journal.close();
    rmSync(directory, { recursive: true, force: true });
  }
  return rows;
};
