// What is killed: it opens the journal, appends from several sides at once, says on stdout what it was promised, and closes.
//
//   node writer.ts DIRECTORY WAITERS ROUNDS    {"seq":…,"hash":…} after each acknowledged append; {"fault":…} once one is rejected
import { writeSync } from "node:fs";
import { FemtoClawError } from "@femtoclaw/protocol";
import { recordBytes, recordHash } from "@femtoclaw/memory";
import { openFileJournal, sha256 } from "@femtoclaw/memory/host";
import { smallSegments } from "./small-segments.ts";

const [directory = "", waiters = "1", rounds = "1"] = process.argv.slice(2);
const say = (what: object): void => void writeSync(1, `${JSON.stringify(what)}\n`);
const faultOf = (error: unknown): string => (error instanceof FemtoClawError ? error.code : String(error));

const draft = (waiter: number, round: number) => ({ time: 1_700_000_000_000, run: `run-${waiter}`, execution: null, kind: "input.received" as const, body: { round, content: "x".repeat((round * 37 + waiter * 11) % 400) } });

try {
  const { journal } = await openFileJournal({ directory, ...smallSegments });
  const faults = new Set<string>();
  await Promise.all(
    Array.from({ length: Number(waiters) }, async (_, waiter) => {
      for (let round = 0; round < Number(rounds); round += 1) {
        try {
          const { records } = await journal.append([draft(waiter, round), draft(waiter, round)]);
          const last = records.at(-1);
          if (last !== undefined) say({ seq: last.seq, hash: recordHash(recordBytes(last), sha256) });
        } catch (error) {
          faults.add(faultOf(error));
          // Once more: nothing may be acknowledged after a failure.
        }
      }
    }),
  );
  for (const fault of faults) say({ fault });
  await journal.close();
} catch (error) {
  say({ fault: faultOf(error) });
}
