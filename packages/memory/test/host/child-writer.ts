// A writer in a process of its own. It appends until it is told otherwise and says on stdout what happened, one JSON text a line.
//
//   node child-writer.ts hold DIRECTORY           opens, says {"open": true}, stays
//   node child-writer.ts flood DIRECTORY WAITERS [KEY]  says {"acknowledged": seq} after each acknowledged append, until it is killed; with a
//                                                 key it signs checkpoints, and says {"checkpointed": size} after each
//   node child-writer.ts until-fault DIRECTORY [ROUNDS]  appends two at a time, 20 times; after the first rejection says what all the others became
//   node child-writer.ts write DIRECTORY RECORDS  appends so many, 64 at a time, and says {"peakKiB": n}, the most memory it had
import { writeSync } from "node:fs";
import { FemtoClawError } from "@femtoclaw/protocol";
import { loadSigningKey, openFileJournal, type CheckpointOptions } from "@femtoclaw/memory/host";
import { draft } from "../drafts.ts";

const [mode = "", directory = "", count, key] = process.argv.slice(2);
const say = (what: object): void => void writeSync(1, `${JSON.stringify(what)}\n`);
const codeOf = (error: unknown): string => (error instanceof FemtoClawError ? error.code : String(error));

try {
  const checkpoints: CheckpointOptions | null =
    key === undefined ? null : { signer: await loadSigningKey(key), everyRecords: 20, everyMs: 5, onCheckpoint: ({ checkpoint }) => say({ checkpointed: checkpoint?.size ?? 0 }) };
  const { journal, recovery } = await openFileJournal({ directory, ...(checkpoints === null ? {} : { checkpoints }), segmentBytes: mode === "flood" ? 32_768 : 1_048_576, preallocateBytes: 8_192 });
  say({ open: true, lastSeq: recovery.lastSeq, tornBytes: recovery.tornBytes });
  if (mode === "hold") setInterval(() => {}, 1_000);
  if (mode === "flood") {
    await Promise.all(
      Array.from({ length: Number(count ?? "1") }, async (_, waiter) => {
        for (let n = 0; ; n += 1) {
          const { records } = await journal.append([draft({ waiter, n }), draft({ waiter, n, second: "x".repeat(n % 300) })]);
          say({ acknowledged: records.at(-1)?.seq });
        }
      }),
    );
  }
  if (mode === "write") {
    for (let seq = 0; seq < Number(count); seq += 64) {
      await Promise.all(Array.from({ length: 64 }, (_, n) => journal.append([{ ...draft({ content: `record ${seq + n}` }), run: `run-${Math.floor(seq / 1_024)}` }])));
    }
    await journal.close();
    say({ peakKiB: process.resourceUsage().maxRSS });
  }
  if (mode === "until-fault") {
    let acknowledged = 0;
    for (let n = 0; n < Number(count ?? "20"); n += 1) {
      const [one, two] = [journal.append([draft({ n })]), journal.append([draft({ n, second: true })])];
      const results = await Promise.allSettled([one, two]);
      acknowledged += results.filter(({ status }) => status === "fulfilled").length;
      if (results.some(({ status }) => status === "rejected")) {
        const pending = results.map((it) => (it.status === "rejected" ? codeOf(it.reason) : "acknowledged"));
        const later = await journal.append([draft({ late: true })]).then(() => "acknowledged", codeOf);
        await journal.close();
        say({ acknowledged, pending, later, head: journal.head().seq });
        process.exit(0);
      }
    }
    say({ acknowledged, pending: [], later: "no fault came" });
    await journal.close();
  }
} catch (error) {
  say({ failed: codeOf(error), fault: error instanceof FemtoClawError ? error.fault : null });
}
