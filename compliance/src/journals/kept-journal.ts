// FC-UPGRADE-0001: the journals that earlier versions wrote, kept as bytes. Whatever comes, each of them is read, verified and replayed.
import { createHash, webcrypto } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join, relative, sep } from "node:path";
import { createVerifier, openTrusted, readTrust } from "@femtoclaw/memory";
import { readJournalTree, verifyJournal } from "@femtoclaw/memory/host";
import { FemtoClawError } from "@femtoclaw/protocol";
import { replayRun } from "@femtoclaw/runtime";
import { z } from "zod";

const digest = z.string().regex(/^[0-9a-f]{64}$/);

const runSchema = z.strictObject({ records: z.int(), stateDigest: z.string(), closed: z.boolean() });
const journalSchema = z.strictObject({
  /** Of its directory. */
  name: z.string().regex(/^[0-9a-z][0-9a-z.-]*$/),
  /** The version that wrote it. */
  runtime: z.string(),
  format: z.int(),
  records: z.int(),
  root: digest,
  /** Every file, by its path from the directory, with SHA-256 of its bytes. */
  files: z.record(z.string(), digest),
  /** What a replay of each run came to when the journal was kept. */
  runs: z.record(z.string(), runSchema),
});

export const keptJournalsSchema = z.strictObject({ journals: z.array(journalSchema).min(1) });

export type KeptRun = z.infer<typeof runSchema>;
export type KeptJournal = z.infer<typeof journalSchema>;

export const listName = "journals.json";

/** Also of what nobody listed: a file that came later is a change. */
export const digestsUnder = async (directory: string): Promise<{ readonly [file: string]: string }> => {
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries.filter((it) => !it.isDirectory()).map((it) => join(it.parentPath, it.name)).sort();
  const found: { [file: string]: string } = {};
  for (const file of files) found[relative(directory, file).split(sep).join("/")] = createHash("sha256").update(await readFile(file)).digest("hex");
  return found;
};

/** One line for each file that is not as it was kept. */
export const byteDefects = async (directory: string, { files }: KeptJournal): Promise<readonly string[]> => {
  const found = await digestsUnder(directory);
  return [...new Set([...Object.keys(files), ...Object.keys(found)])].sort().flatMap((file) => {
    if (found[file] === undefined) return [`${file} is missing`];
    if (files[file] === undefined) return [`${file} is in no list`];
    return found[file] === files[file] ? [] : [`${file} was changed`];
  });
};

const signedRoot = async (directory: string): Promise<{ readonly size: number; readonly root: string } | string> => {
  const trust = readTrust(await readFile(join(directory, "trust.txt"), "utf8"), "trust.txt");
  if (!trust.ok) return "trust.txt cannot be read";
  const opened = await openTrusted(createVerifier(webcrypto.subtle), await readFile(join(directory, "checkpoint.note"), "utf8"), trust.value);
  return opened.ok ? opened.value.checkpoint : `the checkpoint is not trusted: ${opened.fault.found}`;
};

const replayDefects = async (journal: string, runs: KeptJournal["runs"]): Promise<readonly string[]> => {
  const defects: string[] = [];
  for (const [run, { records, stateDigest, closed }] of Object.entries(runs)) {
    const replayed = await replayRun(journal, run);
    if (!replayed.identical) defects.push(`${run} diverges at record ${replayed.divergence.seq}, ${replayed.divergence.pointer}: ${replayed.divergence.cause}`);
    else if (replayed.records !== records || replayed.closed !== closed) defects.push(`${run} has ${replayed.records} records in place of ${records}`);
    else if (replayed.stateDigest !== stateDigest) defects.push(`${run} comes to another state`);
  }
  return defects;
};

/** One line for each thing that this version reads, verifies or replays otherwise than when the journal was kept. */
export const readingDefects = async (directory: string, { records, root, runs }: KeptJournal): Promise<readonly string[]> => {
  const journal = join(directory, "journal");
  try {
    const verified = await verifyJournal(journal);
    if (!verified.ok || verified.torn !== null || verified.records !== records) return [`the journal does not verify: ${verified.damage?.cause ?? `${verified.records} records`}`];
    const tree = await readJournalTree(journal);
    const signed = await signedRoot(directory);
    if (typeof signed === "string") return [signed];
    if (tree.root !== root || signed.root !== root || signed.size !== records) return ["the history is not the one that the checkpoint signs"];
    return await replayDefects(journal, runs);
  } catch (error) {
    if (error instanceof FemtoClawError) return [`${error.code}: ${error.message}`];
    throw error;
  }
};

/** Every defect of what is kept under `root`: of the list, of the bytes, and of how they are read. */
export const keptJournalDefects = async (root: string): Promise<readonly string[]> => {
  const { journals } = keptJournalsSchema.parse(JSON.parse(await readFile(join(root, listName), "utf8")));
  const names = (await readdir(root, { withFileTypes: true })).filter((it) => it.isDirectory()).map(({ name }) => name);
  const defects = names.filter((name) => !journals.some((it) => it.name === name)).map((name) => `${name}: is in no list`);
  for (const it of journals) {
    if (!names.includes(it.name)) {
      defects.push(`${it.name}: is missing`);
      continue;
    }
    const directory = join(root, it.name);
    const bytes = await byteDefects(directory, it);
    defects.push(...(bytes.length > 0 ? bytes : await readingDefects(directory, it)).map((line) => `${it.name}: ${line}`));
  }
  return defects;
};
