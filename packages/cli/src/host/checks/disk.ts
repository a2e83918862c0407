// Can the journal be written where it should be, is there room, and what does one durable commit cost there?
import { access, mkdtemp, open, rm, statfs } from "node:fs/promises";
import { dirname, join } from "node:path";
import { failed, passed, warned, type Check } from "../../check.ts";
import { formatBytes, formatDuration } from "../../quantity.ts";
import { findJournalWriter } from "../journal-writer.ts";

const errnoOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "an unknown error");

/** The directory, or the nearest one above it that exists: there it will be made. */
const existingPlace = async (directory: string): Promise<string> => {
  for (let here = directory; ; here = dirname(here)) {
    if (await access(here).then(() => true, () => false)) return here;
    if (here === dirname(here)) return here;
  }
};

const fewBytes = 256 * 1024 * 1024;
const probes = 20;
const slowMs = 25;

/** Middle one of a few flushes of one block, in ms. */
const flushTime = async (place: string): Promise<number> => {
  const directory = await mkdtemp(join(place, ".femtoclaw-doctor-"));
  try {
    const file = await open(join(directory, "probe"), "w");
    try {
      const block = Buffer.alloc(4_096, 1);
      const times: number[] = [];
      for (let count = 0; count < probes; count += 1) {
        await file.write(block, 0, block.length, count * block.length);
        const began = performance.now();
        await file.datasync();
        times.push(performance.now() - began);
      }
      return times.sort((a, b) => a - b)[probes / 2] ?? 0;
    } finally {
      await file.close();
    }
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
};

const checkSpace = async (place: string): Promise<Check> => {
  const { bavail, bsize } = await statfs(place);
  const free = bavail * bsize;
  const detail = `${formatBytes(free)} free`;
  return free < fewBytes ? warned("disk space", detail, "Free space; a full disk stops every run, and loses nothing.") : passed("disk space", detail);
};

const checkFlush = async (place: string): Promise<Check> => {
  const ms = await flushTime(place);
  const detail = `one flush takes ${ms < 1 ? `${Math.round(ms * 1_000)} µs` : formatDuration(ms)}`;
  return ms > slowMs ? warned("durability", detail, "Every step waits for one; put the journal on a faster local disk.") : passed("durability", detail);
};

export const checkJournal = async (journal: string): Promise<readonly Check[]> => {
  const place = await existingPlace(journal);
  try {
    const flush = await checkFlush(place);
    const writer = await findJournalWriter(journal);
    const there = place === journal ? journal : `${journal} (will be made)`;
    const owner =
      writer.state === "active"
        ? warned("journal", `${there}, written by process ${writer.pid}`, "One process writes a journal at a time; give another one a directory of its own.")
        : writer.state === "none" && writer.left
          ? warned("journal", `${there}; the last writer ended without closing it`, "See `femtoclaw status` for what is in doubt; the next run recovers the journal.")
          : passed("journal", there);
    return [owner, await checkSpace(place), flush];
  } catch (error) {
    return [failed("journal", `${place}: ${errnoOf(error)}`, "Give this user write access to the directory, or name another one with --journal.")];
  }
};
