// The `level` database under index/: what can be folded from the journal, kept so that it need not be folded again, and the lock
// of the journal's one writer (FC-MEM-0001.R7). The operating system holds that lock on index/LOCK and lets go of it when the
// process ends, however it ends; so it is never stale. The file itself is never removed: a lock on a removed file locks nobody out.
// Nor may anything else in the writer's process open it: POSIX drops a process's lock with the first close of the file.
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { Level } from "level";
import { fault, FemtoClawError } from "@femtoclaw/protocol";
import { fileError } from "./journal-fault.ts";
import { makeDirectory } from "./make-directory.ts";

export type IndexStore = Level<string, string>;

const small = { cacheSize: 1_048_576, writeBufferSize: 1_048_576, maxOpenFiles: 64 } as const;

const causeCode = (error: unknown): string => {
  const cause = error instanceof Error ? error.cause : undefined;
  return typeof cause === "object" && cause !== null && "code" in cause && typeof cause.code === "string" ? cause.code : "";
};

/** The store, or `locked`, or `unusable` where the files are not a database any more. */
const tryOpen = async (location: string): Promise<IndexStore | "locked" | "unusable"> => {
  const store: IndexStore = new Level(location, small);
  try {
    await store.open();
    return store;
  } catch (error) {
    return causeCode(error) === "LEVEL_LOCKED" ? "locked" : "unusable";
  }
};

const removeContents = async (location: string): Promise<void> => {
  for (const name of await readdir(location)) if (name !== "LOCK") await rm(join(location, name), { recursive: true, force: true });
};

const ownerFile = (directory: string): string => join(directory, "owner.json");

/** Who holds the lock, for the message alone: the file may be missing or late, the lock is not. */
const describeOwner = async (directory: string): Promise<string> => {
  try {
    const owner: unknown = JSON.parse(await readFile(ownerFile(directory), "utf8"));
    if (typeof owner === "object" && owner !== null && "pid" in owner && "since" in owner && "host" in owner) {
      return `process ${String(owner.pid)} on ${String(owner.host)} since ${String(owner.since)}`;
    }
  } catch {
    // Missing or half written: the lock itself is what counts.
  }
  return "another process";
};

const takeStore = async (directory: string, location: string): Promise<IndexStore> => {
  let store = await tryOpen(location);
  if (store === "unusable") {
    await removeContents(location);
    store = await tryOpen(location);
  }
  if (store === "locked") throw new FemtoClawError(fault("FC_JOURNAL_LOCKED", "no other writer", await describeOwner(directory), { file: directory }));
  if (store === "unusable") throw new FemtoClawError(fault("FC_JOURNAL_OPEN_FAILED", "a place for the index", "none that can be used", { file: location }));
  return store;
};

/** Opens the store and with it takes the lock. Throws FC_JOURNAL_LOCKED; a store that is no database any more is begun anew. */
export const claimIndexStore = async (directory: string): Promise<IndexStore> => {
  const location = join(directory, "index");
  try {
    await makeDirectory(location);
    const store = await takeStore(directory, location);
    const owner = { pid: process.pid, since: new Date().toISOString(), host: hostname() };
    // Without the file the lock holds all the same; only the message to the next one is poorer.
    await writeFile(ownerFile(directory), `${JSON.stringify(owner)}\n`, { mode: 0o600 }).catch(() => {});
    return store;
  } catch (error) {
    throw fileError("open", error, directory);
  }
};

/** Lets go of the lock. The owner's name goes first, so that it never names somebody who left while another writes. */
export const releaseIndexStore = async (directory: string, store: IndexStore): Promise<void> => {
  await rm(ownerFile(directory), { force: true }).catch(() => {});
  await store.close().catch(() => {});
};
