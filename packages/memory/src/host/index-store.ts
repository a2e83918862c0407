// The `level` database under index/: what can be folded from the journal, kept so that it need not be folded again, and the lock
// of the journal's one writer (FC-MEM-0001.R7). The operating system holds that lock on index/LOCK and lets go of it when the
// process ends, however it ends; so it is never stale. The file itself is never removed: a lock on a removed file locks nobody out.
// Nor may anything else in the writer's process open it: POSIX drops a process's lock with the first close of the file. Should somebody
// remove it all the same, the writer finds that out before it acknowledges anything more.
import type { Stats } from "node:fs";
import { lstat, readdir, readFile, rm, unlink, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { Level } from "level";
import { fault, FemtoClawError } from "@femtoclaw/protocol";
import { errnoOf, fileError } from "./journal-fault.ts";
import { makeDirectory } from "./make-directory.ts";
import { displacement, fileUnder, identityKey } from "./named-file.ts";

export type IndexStore = Level<string, string>;

/** What a store holds: what was folded from elsewhere may be thrown away and folded again, records never. */
type StoreContent = "folded" | "records";

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

/** LevelDB's own names, but for LOCK. Whatever else lies there is somebody else's. */
const storeFile = /^(?:CURRENT|LOG|LOG\.old|MANIFEST-[0-9]+|[0-9]+\.(?:ldb|sst|log|dbtmp))$/;

const removeStore = async (location: string): Promise<void> => {
  for (const name of await readdir(location)) if (storeFile.test(name)) await unlink(join(location, name));
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

const removeOwner = (directory: string): Promise<void> => rm(ownerFile(directory), { force: true }).catch(() => {});

const locked = (directory: string, found: string): FemtoClawError =>
  new FemtoClawError(fault("FC_JOURNAL_LOCKED", "no other writer", found, { file: directory }));

const takeStore = async (directory: string, location: string, content: StoreContent): Promise<IndexStore> => {
  let store = await tryOpen(location);
  if (store === "unusable" && content === "folded") {
    await removeStore(location);
    store = await tryOpen(location);
  }
  if (store === "locked") throw locked(directory, await describeOwner(directory));
  if (store === "unusable") {
    const [expected, code] = content === "folded" ? (["a place for the index", "FC_JOURNAL_OPEN_FAILED"] as const) : (["a database of records, whole", "FC_JOURNAL_DAMAGED"] as const);
    throw new FemtoClawError(fault(code, expected, "none that can be used", { file: location }));
  }
  return store;
};

/**
 * Directories with a writer in this process. LevelDB's own table goes by spelling; and it opens and closes a LOCK that this process
 * holds before it refuses, which gives the lock away. So it is not even asked.
 */
const writersHere = new Set<string>();

export interface StoreClaim {
  readonly store: IndexStore;
  /** What stands under the lock's name in place of the file that is locked; null while the lock keeps others out. */
  displaced(): string | null;
  /** Lets go of the lock. */
  release(): Promise<void>;
}

/** The index is a directory of the journal's own: behind a link lie somebody else's files, and another journal's lock. */
const makeIndex = async (location: string): Promise<void> => {
  const refuse = (file: string, expected: string, found: string): FemtoClawError =>
    new FemtoClawError(fault("FC_JOURNAL_OPEN_FAILED", expected, found, { file }));
  const kindOf = (file: string): Promise<Stats | null> =>
    lstat(file).catch((error: unknown) => {
      if (errnoOf(error) === "ENOENT") return null;
      throw error;
    });
  const index = await kindOf(location);
  if (index === null) return makeDirectory(location);
  if (!index.isDirectory()) throw refuse(location, "an index that is a directory of the journal's own", index.isSymbolicLink() ? "a symbolic link" : "no directory");
  const lock = await kindOf(join(location, "LOCK"));
  if (lock !== null && !lock.isFile()) throw refuse(join(location, "LOCK"), "a lock that is a file of the journal's own", "no regular file");
};

/**
 * Opens the store and with it takes the lock. `directory` is without links, as realpath gives it. Throws FC_JOURNAL_LOCKED,
 * FC_JOURNAL_OPEN_FAILED and FC_JOURNAL_DAMAGED; what can be folded again and is no database any more is begun anew.
 */
const claimStore = async (directory: string, name: string, content: StoreContent): Promise<StoreClaim> => {
  const location = join(directory, name);
  const lock = join(location, "LOCK");
  let here: string | null = null;
  try {
    // By identity: a bind mount is another spelling that realpath cannot see through.
    const key = identityKey(await lstat(directory, { bigint: true }));
    if (writersHere.has(key)) throw locked(directory, "this process");
    writersHere.add(key);
    here = key;
    await makeIndex(location);
    const store = await takeStore(directory, location, content);
    const held = fileUnder(lock);
    if (held === null) {
      await store.close();
      throw locked(directory, "a lock that was removed");
    }
    const displaced = (): string | null => displacement(lock, held);
    const owner = { pid: process.pid, since: new Date().toISOString(), host: hostname() };
    // Without the file the lock holds all the same; only the message to the next one is poorer. Made anew, never written through a link.
    await removeOwner(directory).then(() => writeFile(ownerFile(directory), `${JSON.stringify(owner)}\n`, { mode: 0o600, flag: "wx" })).catch(() => {});
    const release = async (): Promise<void> => {
      // The owner's name goes first, so that it never names somebody who left while another writes.
      if (displaced() === null) await removeOwner(directory);
      await store.close().catch(() => {});
      writersHere.delete(key);
    };
    let releasing: Promise<void> | null = null;
    // Once: afterwards the lock and the owner's name are somebody else's.
    return { store, displaced, release: () => (releasing ??= release()) };
  } catch (error) {
    if (here !== null) writersHere.delete(here);
    throw fileError("open", error, directory);
  }
};

export const claimIndexStore = (directory: string): Promise<StoreClaim> => claimStore(directory, "index", "folded");
export const claimRecordStore = (directory: string): Promise<StoreClaim> => claimStore(directory, "records", "records");
