// femtoclaw audit checkpoint: signs the journal's tree as it now is. It goes on from the tree that this very key signed for the writer, or
// reads every record. Keep the note elsewhere: whoever can change the journal can change what lies beside it.
import { open } from "node:fs/promises";
import { resolve } from "node:path";
import { signCheckpoint } from "@femtoclaw/memory";
import { loadSigningKey, sha256, signableTree } from "@femtoclaw/memory/host";
import { FemtoClawError, fault } from "@femtoclaw/protocol";
import { exitCode } from "../../exit-code.ts";
import { printable } from "../../printable.ts";
import { plural } from "../../quantity.ts";
import { dim, plain, plainLine, span } from "../../styled-line.ts";
import { findJournalWriter } from "../journal-writer.ts";
import { shortenPath, type CommandAction, type Session } from "../session.ts";
import { journalDirectory, loadSettings } from "../settings.ts";

const write = async (file: string, note: string): Promise<void> => {
  try {
    const handle = await open(file, "wx", 0o644);
    try {
      await handle.writeFile(note);
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch (error) {
    const errno = error instanceof Error && "code" in error ? String(error.code) : "an unknown error";
    throw new FemtoClawError(fault("FC_USAGE", "a new file for the checkpoint", errno, { file }));
  }
};

/** The one that is named, else the configured one. */
const keyOf = async (session: Session): Promise<string> => {
  const named = session.options.text("--key");
  if (named !== null) return resolve(session.io.directory, named);
  const configured = (await loadSettings(session)).checkpoint;
  if (configured !== null) return configured.key;
  throw new FemtoClawError(fault("FC_USAGE", "--key, the key that signs, or `checkpoint: {key: FILE}` in the configuration", "neither"));
};

export const auditCheckpoint: CommandAction = async (session) => {
  const { io, options, screen } = session;
  const keyFile = await keyOf(session);
  const signer = await loadSigningKey(keyFile);
  if (signer.role !== "journal") throw new FemtoClawError(fault("FC_USAGE", "a key that signs checkpoints", "a witness's key", { file: keyFile }));
  const journal = await journalDirectory(session);
  screen.status("reading");
  const { state } = await findJournalWriter(journal);
  const { size, root, from } = await signableTree(journal, {
    signer,
    isWritten: state !== "none",
    whole: options.has("--whole"),
    onProgress: (records) => screen.status(`reading, ${records} records so far`),
  });
  screen.status(null);
  const checkpoint = { origin: signer.name, size, root };
  const note = signCheckpoint(checkpoint, signer, sha256);
  const out = options.text("--out");
  const file = out === null ? null : resolve(io.directory, out);
  if (file !== null) await write(file, note);
  screen.print(
    file === null
      ? note.trimEnd().split("\n").map((line) => plainLine(line))
      : [[span("good", "checkpoint signed"), plain(`  ${plural(size, "record")} of ${printable(signer.name)}, in ${printable(shortenPath(io)(file))}`), dim("  keep it elsewhere")]],
  );
  return { exitCode: exitCode.success, document: { checkpoint, note, file, readFrom: from + 1 } };
};
