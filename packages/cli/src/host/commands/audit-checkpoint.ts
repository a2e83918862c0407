// femtoclaw audit checkpoint: verifies the journal and signs its tree as it now is. Keep the note elsewhere: whoever can change the
// journal can change what lies beside it.
import { open } from "node:fs/promises";
import { resolve } from "node:path";
import { signCheckpoint } from "@femtoclaw/memory";
import { loadSigningKey, readJournalTree, sha256 } from "@femtoclaw/memory/host";
import { FemtoClawError, fault } from "@femtoclaw/protocol";
import { exitCode } from "../../exit-code.ts";
import { printable } from "../../printable.ts";
import { plural } from "../../quantity.ts";
import { dim, plain, plainLine, span } from "../../styled-line.ts";
import { shortenPath, type CommandAction } from "../session.ts";
import { journalDirectory } from "../settings.ts";

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

export const auditCheckpoint: CommandAction = async (session) => {
  const { io, options, screen } = session;
  const keyFile = options.text("--key");
  if (keyFile === null) throw new FemtoClawError(fault("FC_USAGE", "--key, the key that signs", "no --key"));
  const signer = await loadSigningKey(resolve(io.directory, keyFile));
  if (signer.role !== "journal") throw new FemtoClawError(fault("FC_USAGE", "a key that signs checkpoints", "a witness's key", { file: keyFile }));
  const journal = await journalDirectory(session);
  screen.status("reading");
  const { size, root } = await readJournalTree(journal, { onProgress: (records) => screen.status(`reading, ${records} records so far`) });
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
  return { exitCode: exitCode.success, document: { checkpoint, note, file } };
};
