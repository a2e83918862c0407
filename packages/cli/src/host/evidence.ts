// FC-AUDIT-0001: what is read from beside the journal to hold it against: notes, trust files and proofs, each small and untrusted.
import { webcrypto } from "node:crypto";
import { constants } from "node:fs";
import { open, type FileHandle } from "node:fs/promises";
import { resolve } from "node:path";
import { createVerifier, openTrusted, readCheckpoint, readTrust, type Checkpoint, type Trust, type Verifier } from "@femtoclaw/memory";
import { directoryOf, readJournalTree, type JournalSource } from "@femtoclaw/memory/host";
import { FemtoClawError, fault } from "@femtoclaw/protocol";
import { FaultsError } from "../faults-error.ts";
import { plural } from "../quantity.ts";
import type { Session } from "./session.ts";

export const verifier: Verifier = createVerifier(webcrypto.subtle);

/** What is kept elsewhere may have been put there by anybody: neither without end, nor a pipe that never answers. */
const mostBytes = 67_108_864;

const refusal = (file: string, expected: string, found: string): FemtoClawError => new FemtoClawError(fault("FC_CONFIG_FILE", expected, found, { file }));

const withEvidence = async <T>({ io }: Session, named: string, what: string, use: (handle: FileHandle, size: number, file: string) => Promise<T>): Promise<T> => {
  const file = resolve(io.directory, named);
  try {
    const handle = await open(file, constants.O_RDONLY | constants.O_NONBLOCK);
    try {
      const found = await handle.stat();
      if (!found.isFile()) throw refusal(file, `${what} in a regular file`, "another kind of thing");
      return await use(handle, found.size, file);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof FemtoClawError) throw error;
    throw refusal(file, `${what} that can be read`, error instanceof Error && "code" in error ? String(error.code) : "an unknown error");
  }
};

export const readEvidence = (session: Session, named: string, what: string): Promise<string> =>
  withEvidence(session, named, what, async (handle, size, file) => {
    if (size > mostBytes) throw refusal(file, `${what} of at most ${mostBytes} bytes`, `${size}`);
    return handle.readFile("utf8");
  });

const beginningBytes = 16;

/** Enough to tell what it is, however long. */
export const beginningOf = (session: Session, named: string): Promise<string> =>
  withEvidence(session, named, "a proof or an export", async (handle) => {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(beginningBytes), 0, beginningBytes, 0);
    return buffer.toString("utf8", 0, bytesRead);
  });

/** Null where no trust file was named. */
export const trustOf = async (session: Session): Promise<Trust | null> => {
  const file = session.options.text("--trust");
  if (file === null) return null;
  const trust = readTrust(await readEvidence(session, file, "a trust file"), file);
  if (trust.ok) return trust.value;
  throw new FaultsError(trust.fault[0] ?? fault("FC_TRUST_LINE", "a trust file", "none", { file }), trust.fault);
};

export interface FoundCheckpoint {
  readonly note: string;
  readonly checkpoint: Checkpoint;
  /** Whose signatures count; none where no trust file was named. */
  readonly signers: readonly string[];
}

/** A checkpoint in a file. Without a trust file it is taken at its word: whoever keeps the file vouches for it. */
export const checkpointIn = async (session: Session, file: string): Promise<FoundCheckpoint> => {
  const note = await readEvidence(session, file, "a checkpoint");
  const trust = await trustOf(session);
  if (trust !== null) {
    const opened = await openTrusted(verifier, note, trust);
    if (!opened.ok) throw new FemtoClawError({ ...opened.fault, at: { file } });
    return { note, ...opened.value };
  }
  const checkpoint = readCheckpoint(note.slice(0, note.lastIndexOf("\n\n") + 1));
  if (checkpoint === null) throw new FemtoClawError(fault("FC_CHECKPOINT_UNTRUSTED", "a checkpoint: a signed note of origin, size and root", "something else", { file }));
  return { note, checkpoint, signers: [] };
};

/** What `--checkpoint` names; null where it names none. */
export const namedCheckpoint = async (session: Session): Promise<FoundCheckpoint | null> => {
  const file = session.options.text("--checkpoint");
  if (file !== null) return checkpointIn(session, file);
  if (session.options.text("--trust") === null) return null;
  throw new FemtoClawError(fault("FC_USAGE", "--checkpoint beside --trust, which says whose signatures on it count", "no --checkpoint"));
};

/** Throws FC_CHECKPOINT_CONTRADICTED where the journal does not begin with the history that was signed: `root` is its own at that size. */
export const requireRoot = (journal: JournalSource, { size, root: signed }: Checkpoint, records: number, root: string | undefined): void => {
  if (root === signed) return;
  const found = records < size ? plural(records, "record") : "another history";
  throw new FemtoClawError(fault("FC_CHECKPOINT_CONTRADICTED", `the history of ${plural(size, "record")} that was signed`, found, { file: directoryOf(journal) }));
};

export const holdAgainst = async (journal: JournalSource, { checkpoint }: FoundCheckpoint): Promise<void> => {
  const tree = await readJournalTree(journal, { size: checkpoint.size, sizes: [checkpoint.size] });
  requireRoot(journal, checkpoint, tree.size, tree.roots.get(checkpoint.size));
};
