// npm run crash -- [--kills N] [--seed N]: each write and each flush of a writer's segments fails once with EIO and once with ENOSPC;
// then writers are killed at N different moments: at each system call that changes something on disk or says something, and in between.
// A journal is killed ten times over. After each stop it is recovered and verified: whatever was acknowledged is there, as it was
// (FC-MEM-0001.R6, R8, R10).
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFileJournal, verifyJournal } from "@femtoclaw/memory/host";
import { changingCalls, describeMoment, type Moment } from "./moment.ts";
import { smallSegments } from "./small-segments.ts";
import { stopWriter, type Stopped } from "./stop-writer.ts";

const numberAfter = (flag: string, otherwise: number): number => {
  const at = process.argv.indexOf(flag);
  if (at < 0) return otherwise;
  const text = process.argv[at + 1] ?? "";
  if (/^[1-9][0-9]{0,6}$/.test(text)) return Number(text);
  process.stderr.write(`Expected a whole number from 1 after ${flag}, found ${JSON.stringify(text)}. Usage: npm run crash -- --kills 1000 --seed 1\n`);
  process.exit(2);
};

const kills = numberAfter("--kills", 1_000);
const seed = numberAfter("--seed", 1);
const rounds = 8;
const stopsOfOneJournal = 10;
const lanesAtOnce = 2;
const everyMs = 10_000;

const tally = { kills: 0, calls: 0, faults: 0, torn: 0, acknowledged: 0 };

/** What is wrong after a stop, or null. */
const judge = async (directory: string, moment: Moment, { last, fault, came, onSegment }: Stopped, before: number): Promise<string | null> => {
  if (moment.kind === "fault" && came) {
    const code = moment.error === "ENOSPC" ? "FC_JOURNAL_FULL" : moment.call === "fdatasync" ? "FC_JOURNAL_SYNC_FAILED" : "FC_JOURNAL_WRITE_FAILED";
    // Index and head file stay behind, and the journal goes on.
    if (fault !== (onSegment ? code : null)) return `expected ${onSegment ? code : "the journal to go on"}, found ${fault}`;
  }
  const { journal, recovery } = await openFileJournal({ directory, ...smallSegments });
  await journal.close();
  if (recovery.lastSeq < Math.max(before, last?.seq ?? 0)) return `record ${last?.seq ?? before} was acknowledged, and the journal ends with ${recovery.lastSeq}`;
  const verified = await verifyJournal(directory, last === null ? {} : { expected: last });
  if (!verified.ok) return `the journal does not verify: ${JSON.stringify(verified)}`;
  if (verified.records !== recovery.lastSeq) return `${recovery.lastSeq} records were recovered, and ${verified.records} are read`;
  tally.acknowledged += Math.max(0, (last?.seq ?? 0) - before);
  if (recovery.tornBytes > 0) tally.torn += 1;
  return null;
};

/** Stops writers of one kind at one moment after another. `next` is told whether the moment before came. */
const lane = async (waiters: number, stopsOfOne: number, next: (came: boolean) => Moment | null): Promise<void> => {
  let moment = next(true);
  while (moment !== null) {
    const base = await mkdtemp(join(tmpdir(), "femtoclaw-crash-"));
    const directory = join(base, "journal");
    let before = 0;
    for (let count = 0; moment !== null && count < stopsOfOne; count += 1) {
      const stopped = await stopWriter(directory, moment, waiters, rounds);
      const wrong = await judge(directory, moment, stopped, before);
      if (wrong !== null) {
        process.stdout.write(`${describeMoment(moment)}, ${waiters} waiting\n  ${wrong}\n  the journal is left in ${directory}\n`);
        process.exit(1);
      }
      before = Math.max(before, stopped.last?.seq ?? 0);
      if (stopped.came && moment.kind === "fault") tally.faults += 1;
      else if (stopped.came) tally.kills += 1;
      if (stopped.came && moment.kind === "call") tally.calls += 1;
      moment = next(stopped.came);
    }
    await rm(base, { recursive: true, force: true });
  }
};

const lanes = async (all: readonly (() => Promise<void>)[]): Promise<void> => {
  const waiting = [...all];
  await Promise.all(
    Array.from({ length: lanesAtOnce }, async () => {
      for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) await one();
    }),
  );
};

const since = Date.now();
const told = setInterval(() => process.stdout.write(`  ${tally.faults} faults, ${tally.kills} of ${kills} kills, ${Math.round((Date.now() - since) / 1_000)} s\n`), everyMs);

/** Every nth from the first, until none came. */
const each = (momentAt: (nth: number) => Moment, most: number): ((came: boolean) => Moment | null) => {
  let nth = 0;
  return (came) => {
    nth += 1;
    return came && nth <= most ? momentAt(nth) : null;
  };
};

const faults = (["pwrite64", "fdatasync"] as const).flatMap((call) => (["EIO", "ENOSPC"] as const).map((error) => ({ call, error })));
await lanes(faults.map((fault) => () => lane(2, 1, each((nth) => ({ kind: "fault", ...fault, nth }), Infinity))));

const crowds = [1, 2, 7, 30];
// Half of all at most: the other half comes between two calls.
const mostOfOne = Math.ceil(kills / 2 / crowds.length / 4);
await lanes(crowds.flatMap((waiters) => changingCalls.map((call) => () => lane(waiters, stopsOfOneJournal, each((nth) => ({ kind: "call", call, nth }), mostOfOne)))));

let state = seed >>> 0;
const roll = (): number => {
  state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
  return state / 4_294_967_296;
};
// Half of them soon, half when the journal has a thread of its own.
await lanes(crowds.map((waiters) => () => lane(waiters, stopsOfOneJournal, () => (tally.kills < kills ? { kind: "time", afterMs: roll() * (roll() < 0.5 ? 40 : 160) } : null))));

clearInterval(told);
process.stdout.write(
  `${tally.faults} writes and flushes failed, ${tally.kills} kills (${tally.calls} at a system call, the others from seed ${seed}), ${tally.torn} torn ends, ${tally.acknowledged} records acknowledged: none lost, all verified, ${((Date.now() - since) / 1_000).toFixed(0)} s\n`,
);
