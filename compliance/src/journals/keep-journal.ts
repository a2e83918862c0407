// A journal made by scripted-life.ts, with what somebody elsewhere would hold of it: a signed checkpoint, and whose signature counts.
import { createPrivateKey, sign } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { formatVersion, signCheckpoint, verifierKeyOf, type NoteSigner } from "@femtoclaw/memory";
import { readJournal, readJournalTree, sha256 } from "@femtoclaw/memory/host";
import { replayRun, RUNTIME_VERSION } from "@femtoclaw/runtime";
import { digestsUnder, type KeptJournal, type KeptRun } from "./kept-journal.ts";
import { liveScriptedLife } from "./scripted-life.ts";

/** The key of RFC 8032 §7.1, test 1. Everybody knows it, so that the note is the same whenever it is signed; it vouches for nothing else. */
const seed = "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60";

const publishedSigner = (): NoteSigner => {
  const key = createPrivateKey({ key: Buffer.from(`302e020100300506032b657004220420${seed}`, "hex"), format: "der", type: "pkcs8" });
  const publicKey = new Uint8Array(Buffer.from(key.export({ format: "jwk" }).x ?? "", "base64url"));
  return { name: "femtoclaw.example/fixtures", role: "journal", publicKey, sign: (bytes) => new Uint8Array(sign(null, bytes, key)) };
};

const runsIn = async (journal: string): Promise<{ readonly [run: string]: KeptRun }> => {
  const runs: { [run: string]: KeptRun } = {};
  for await (const { record } of readJournal(journal)) {
    if (record.kind !== "run.started" || record.run === null) continue;
    const replayed = await replayRun(journal, record.run);
    if (!replayed.identical) throw new Error(`${record.run} diverges at ${replayed.divergence.seq}: ${replayed.divergence.cause}`);
    runs[record.run] = { records: replayed.records, stateDigest: replayed.stateDigest, closed: replayed.closed };
  }
  return runs;
};

/** Makes `directory`, which must not be there yet, and returns what the list has to say of it. */
export const keepJournal = async (directory: string, name: string): Promise<KeptJournal> => {
  const scratch = await mkdtemp(join(tmpdir(), "femtoclaw-life-"));
  try {
    const journal = join(directory, "journal");
    await liveScriptedLife(journal, scratch);
    const { size, root } = await readJournalTree(journal);
    const signer = publishedSigner();
    await writeFile(join(directory, "checkpoint.note"), signCheckpoint({ origin: signer.name, size, root }, signer, sha256), { flag: "wx" });
    await writeFile(join(directory, "trust.txt"), `journal ${verifierKeyOf(signer, sha256)}\n`, { flag: "wx" });
    return { name, runtime: RUNTIME_VERSION, format: formatVersion, records: size, root, files: await digestsUnder(directory), runs: await runsIn(journal) };
  } finally {
    await rm(scratch, { recursive: true });
  }
};
