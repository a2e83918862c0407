import { webcrypto } from "node:crypto";
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { createVerifier, signCheckpoint, verifierKeyOf, type NoteSigner } from "@femtoclaw/memory";
import { createSigningKey, openFileJournal, readJournalTree, readLastCheckpoint, sha256, signableTree, verifyJournal, type CheckpointTold, type OpenedJournal } from "@femtoclaw/memory/host";
import { canonicalise, fault, FemtoClawError } from "@femtoclaw/protocol";
import { draft } from "../drafts.ts";
import { codeOf, copySegments, faultOf, forgetHeads, inPlace, onlySegment, rewriteSegment, writeJournal } from "./journal-place.ts";

const small = { segmentBytes: 4_096, preallocateBytes: 512 } as const;
const some = (count: number, from = 1) => Array.from({ length: count }, (_, n) => [draft({ n: from + n, padding: "x".repeat(100) })]);
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
const names = (directory: string): Promise<readonly string[]> => readdir(join(directory, "checkpoints")).then((it) => it.toSorted(), () => []);
const sizes = async (directory: string): Promise<readonly number[]> => (await names(directory)).map((name) => Number.parseInt(name, 10));
const kept = async (directory: string): Promise<{ readonly seq: number; readonly hash: string; readonly peaks: readonly string[]; readonly note: string }> =>
  JSON.parse(await readFile(join(directory, "tree.json"), "utf8"));

const withKey = <T>(use: (directory: string, signer: NoteSigner) => Promise<T>): Promise<T> =>
  inPlace(async (directory) => use(directory, await createSigningKey(`${directory}.key`, "host.example.com/journal", "journal")));

/** Changed and given the digest that fits: what a forger can do and rot cannot. */
const forgeTree = async (directory: string, change: object): Promise<void> => {
  const { digest: _, ...before } = JSON.parse(await readFile(join(directory, "tree.json"), "utf8"));
  const forged = { ...before, ...change };
  await writeFile(join(directory, "tree.json"), `${canonicalise({ ...forged, digest: sha256(canonicalise(forged)) })}\n`);
};

const append = async ({ journal }: Pick<OpenedJournal, "journal">, batches: readonly (readonly ReturnType<typeof draft>[])[]): Promise<void> => {
  for (const batch of batches) await journal.append(batch);
};

describe("the tree that a writer keeps (FC-CRYPTO-0001.R12)", () => {
  test("is that of the records, whatever their number, signed", () =>
    withKey(async (directory, signer) => {
      for (const count of [1, 2, 5, 8, 23]) {
        await writeJournal(directory, [Array.from({ length: count }, (_, n) => draft({ n }))], { ...small, checkpoints: { signer } });
        const { frontier, head, size, root } = await readJournalTree(directory);
        expect(await kept(directory)).toMatchObject({ ...head, peaks: frontier.peaks, note: signCheckpoint({ origin: signer.name, size, root }, signer, sha256) });
      }
    }));

  test("goes on in the next process from the end alone: records that it does not read again may be anything", () =>
    withKey(async (directory, signer) => {
      await writeJournal(directory, some(60), { ...small, checkpoints: { signer } });
      const { root } = await readJournalTree(directory);
      const first = join(directory, "0000000000000001.segment");
      await writeFile(first, (await readFile(first)).fill(0xff, 200, 300));
      const opened = await openFileJournal({ directory, ...small, checkpoints: { signer } });
      expect((await opened.checkpoints?.now())?.checkpoint).toEqual({ origin: signer.name, size: 60, root });
      await append(opened, some(1));
      await opened.journal.close();
      expect((await kept(directory)).seq).toBe(61);
      expect(await verifyJournal(directory)).toMatchObject({ ok: false });
    }));

  test.each<readonly [string, (directory: string) => Promise<void>]>([
    ["missing", (directory) => rm(join(directory, "tree.json"))],
    ["of an earlier writer, far behind", async (directory) => writeFile(join(directory, "tree.json"), await readFile(`${directory}.early`))],
    ["rotten", async (directory) => writeFile(join(directory, "tree.json"), (await readFile(join(directory, "tree.json"), "utf8")).replace(/"peaks":\["./, '"peaks":["0'))],
    ["cut", async (directory) => writeFile(join(directory, "tree.json"), (await readFile(join(directory, "tree.json"))).subarray(0, 100))],
    ["no JSON", (directory) => writeFile(join(directory, "tree.json"), "{")],
    ["no object", (directory) => writeFile(join(directory, "tree.json"), "[]\n")],
    ["a directory", (directory) => rm(join(directory, "tree.json")).then(() => mkdir(join(directory, "tree.json")))],
    ["forged, with a digest that fits", (directory) => forgeTree(directory, { peaks: ["a".repeat(64), "b".repeat(64), "c".repeat(64), "d".repeat(64)] })],
    ["forged and unsigned", (directory) => forgeTree(directory, { peaks: ["a".repeat(64), "b".repeat(64), "c".repeat(64), "d".repeat(64)], note: "" })],
    ["of another record", (directory) => forgeTree(directory, { hash: "a".repeat(64) })],
    ["of more records than there are", (directory) => forgeTree(directory, { seq: 120 })],
    ["signed by another key", async (directory) => {
      const other = await createSigningKey(`${directory}.other`, "host.example.com/journal", "journal");
      await writeJournal(directory, [], { ...small, checkpoints: { signer: other } });
    }],
  ])("that is %s is told from the records anew before anything is signed", (_, change) =>
    withKey(async (directory, signer) => {
      await writeJournal(directory, some(5), { ...small, checkpoints: { signer } });
      await writeFile(`${directory}.early`, await readFile(join(directory, "tree.json")));
      await writeJournal(directory, some(55, 6), { ...small, checkpoints: { signer } });
      const { root } = await readJournalTree(directory);
      await rm(join(directory, "checkpoints"), { recursive: true });
      await change(directory);
      expect(await signableTree(directory, { signer, isWritten: false })).toMatchObject({ size: 60, root });
      const opened = await openFileJournal({ directory, ...small, checkpoints: { signer } });
      expect((await opened.checkpoints?.now())?.checkpoint.root).toBe(root);
      await opened.journal.close();
    }));

  test.each([60, 70, 50])("of records that were written anew, %i of them, is a signature that the journal contradicts: nothing is signed on top", (count) =>
    withKey(async (directory, signer) => {
      await writeJournal(directory, some(60), { ...small, checkpoints: { signer } });
      const tree = await readFile(join(directory, "tree.json"));
      await rm(directory, { recursive: true });
      await writeJournal(directory, some(count, 500), small);
      await writeFile(join(directory, "tree.json"), tree);
      expect(await faultOf(openFileJournal({ directory, ...small, checkpoints: { signer } }))).toContain("tree.json");
      expect(await codeOf(signableTree(directory, { signer, isWritten: false }))).toBe("FC_CHECKPOINT_CONTRADICTED");
      // Another key signed nothing of the kind.
      const other = await createSigningKey(`${directory}.other`, "host.example.com/journal", "journal");
      await writeJournal(directory, [], { ...small, checkpoints: { signer: other } });
      expect((await kept(directory)).seq).toBe(count);
    }));

  test("is kept where there is a key for it alone, and catches up after a writer that had none", () =>
    withKey(async (directory, signer) => {
      await writeJournal(directory, some(60), small);
      expect(await codeOf(kept(directory))).toContain("ENOENT");
      await writeJournal(directory, [], { ...small, checkpoints: { signer } });
      expect((await kept(directory)).seq).toBe(60);
      await writeJournal(directory, some(60, 61), small);
      expect((await kept(directory)).seq).toBe(60);
      await writeJournal(directory, some(1, 121), { ...small, checkpoints: { signer } });
      expect(await kept(directory)).toMatchObject({ seq: 121, peaks: (await readJournalTree(directory)).frontier.peaks });
    }));

  test("costs old journals nothing: head.json alone is still read", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, some(3), small);
      expect(await readFile(join(directory, "head.json"), "utf8")).toMatch(/^\{"digest":"[0-9a-f]{64}","hash":"[0-9a-f]{64}","seq":3\}\n$/);
      await writeJournal(directory, some(1), small);
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 4 });
    }));
});

describe("the writer's checkpoints (FC-CRYPTO-0001.R10)", () => {
  test("are signed notes over what is durable: after so many records, at the end, and when asked", () =>
    withKey(async (directory, signer) => {
      const told: CheckpointTold[] = [];
      const opened = await openFileJournal({ directory, checkpoints: { signer, everyRecords: 10, onCheckpoint: (it) => told.push(it) } });
      for (const [index, batch] of some(25).entries()) {
        await opened.journal.append(batch);
        if (index % 10 === 9) await opened.checkpoints?.covering(index + 1);
      }
      expect(await sizes(directory)).toEqual([10, 20]);
      await opened.checkpoints?.now();
      await append(opened, some(2));
      await opened.journal.close();
      expect(await sizes(directory)).toEqual([10, 20, 25, 27]);
      expect(told.map(({ size, fault }) => [size, fault])).toEqual([[10, null], [20, null], [25, null], [27, null]]);
      const verifier = createVerifier(webcrypto.subtle);
      const all = await sizes(directory);
      const { roots } = await readJournalTree(directory, { sizes: all });
      for (const [index, name] of (await names(directory)).entries()) {
        const file = join(directory, "checkpoints", name);
        const size = all[index] ?? 0;
        expect(await verifier.open(await readFile(file, "utf8"), [verifierKeyOf(signer, sha256)])).toEqual({ checkpoint: { origin: signer.name, size, root: roots.get(size) }, signers: [signer.name] });
        expect((await stat(file)).mode & 0o777).toBe(0o600);
      }
    }));

  test("come after so long, and not again while nothing is written", () =>
    withKey(async (directory, signer) => {
      const opened = await openFileJournal({ directory, checkpoints: { signer, everyMs: 50 } });
      await append(opened, some(3));
      await opened.checkpoints?.covering(3);
      await pause(200);
      expect(await sizes(directory)).toHaveLength(1);
      await append(opened, some(1));
      await opened.checkpoints?.covering(4);
      await opened.journal.close();
      expect((await sizes(directory)).at(-1)).toBe(4);
    }));

  test("come not at once where they are to come after longer than any timer waits", () =>
    withKey(async (directory, signer) => {
      const opened = await openFileJournal({ directory, checkpoints: { signer, everyMs: 2 ** 40 } });
      await append(opened, some(1));
      await pause(50);
      expect(await sizes(directory)).toEqual([]);
      await opened.journal.close();
      expect(await sizes(directory)).toEqual([1]);
    }));

  test("are none without a key, and none of an empty journal", () =>
    withKey(async (directory, signer) => {
      const opened = await openFileJournal({ directory, checkpoints: { signer } });
      await opened.journal.close();
      await writeJournal(directory, some(3));
      expect(await names(directory)).toEqual([]);
      const plain = await openFileJournal({ directory });
      expect(plain.checkpoints).toBeNull();
      await plain.journal.close();
    }));

  test("are so many at most: the oldest go", () =>
    withKey(async (directory, signer) => {
      await writeJournal(directory, [], {});
      const opened = await openFileJournal({ directory, checkpoints: { signer, keep: 3 } });
      for (const batch of some(6)) {
        await opened.journal.append(batch);
        await opened.checkpoints?.now();
      }
      await opened.journal.close();
      expect(await sizes(directory)).toEqual([4, 5, 6]);
    }));

  test("are made while hundreds of records wait at a time, each of a history that is there", () =>
    withKey(async (directory, signer) => {
      const opened = await openFileJournal({ directory, ...small, segmentBytes: 65_536, checkpoints: { signer, everyRecords: 200 } });
      await Promise.all(Array.from({ length: 64 }, async () => append(opened, some(30))));
      await opened.journal.close();
      expect((await sizes(directory)).at(-1)).toBe(1_920);
      expect((await sizes(directory)).length).toBeGreaterThan(3);
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 1_920 });
    }), 20_000);

  test("go into no link", () =>
    withKey(async (directory, signer) => {
      await mkdir(directory);
      await mkdir(`${directory}-elsewhere`);
      await symlink(`${directory}-elsewhere`, join(directory, "checkpoints"));
      expect(await codeOf(openFileJournal({ directory, checkpoints: { signer } }))).toBe("FC_JOURNAL_OPEN_FAILED");
      await rm(join(directory, "checkpoints"));
      const opened = await openFileJournal({ directory, checkpoints: { signer } });
      await append(opened, some(1));
      await symlink(`${directory}-elsewhere`, join(directory, "checkpoints"));
      expect(await codeOf(opened.checkpoints?.now() ?? Promise.resolve())).toBe("FC_CHECKPOINT_FAILED");
      await opened.journal.close();
      expect(await readdir(`${directory}-elsewhere`)).toEqual([]);
    }));
});

describe("a checkpoint that fails (FC-CRYPTO-0001.R11)", () => {
  test.each<readonly [string, (signer: NoteSigner, broken: () => boolean) => NoteSigner, boolean]>([
    ["because the key does not sign", (signer, broken) => ({ ...signer, sign: (bytes) => { if (broken()) throw new Error("hsm: secret detail"); return signer.sign(bytes); } }), false],
    ["because its directory cannot be written", (signer) => signer, true],
  ])("%s loses no record, is told, and is tried again", (_, wrap, blocks) =>
    withKey(async (directory, key) => {
      let isBroken = true;
      const signer = wrap(key, () => isBroken);
      const place = join(directory, "checkpoints");
      if (blocks) await mkdir(place, { recursive: true });
      if (blocks) await mkdir(join(place, "unfinished.new", "x"), { recursive: true });
      const told: CheckpointTold[] = [];
      const opened = await openFileJournal({ directory, checkpoints: { signer, everyRecords: 5, everyMs: 100, onCheckpoint: (it) => { told.push(it); throw new Error("an observer"); } } });
      const waiting = opened.checkpoints?.covering(5);
      await append(opened, some(12));
      expect(await codeOf(opened.checkpoints?.now() ?? Promise.resolve())).toBe("FC_CHECKPOINT_FAILED");
      expect(opened.checkpoints?.failure()).toMatchObject({ code: "FC_CHECKPOINT_FAILED" });
      expect(JSON.stringify(told)).not.toContain("secret");
      expect(told.every(({ checkpoint, fault }) => checkpoint === null && fault?.code === "FC_CHECKPOINT_FAILED")).toBe(true);
      expect(opened.acknowledged()).toEqual({ sequenced: 12, durable: 12, checkpointed: 0 });
      isBroken = false;
      if (blocks) await rm(join(place, "unfinished.new"), { recursive: true });
      // Nothing more is written: it is tried again all the same.
      expect((await waiting)?.checkpoint.size).toBe(12);
      expect(opened.checkpoints?.failure()).toBeNull();
      await opened.journal.close();
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 12 });
    }));

  test("at the end lets the journal close, and tells those who wait", () =>
    withKey(async (directory, key) => {
      const signer = { ...key, sign: () => { throw new FemtoClawError(fault("FC_KEY_FILE", "a key", "none")); } };
      const told: CheckpointTold[] = [];
      const opened = await openFileJournal({ directory, checkpoints: { signer, onCheckpoint: (it) => void told.push(it) } });
      await append(opened, some(2));
      const waiting = faultOf(opened.checkpoints?.covering(2) ?? Promise.resolve());
      await opened.journal.close();
      expect(await waiting).toContain("FC_KEY_FILE: none");
      expect(told).toMatchObject([{ size: 2, checkpoint: null, fault: { code: "FC_CHECKPOINT_FAILED" } }]);
      expect(await codeOf(opened.checkpoints?.now() ?? Promise.resolve())).toBe("FC_JOURNAL_CLOSED");
      expect(await codeOf(opened.checkpoints?.covering(9) ?? Promise.resolve())).toBe("FC_CHECKPOINT_FAILED");
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 2 });
    }));

  test("is one of a journal whose files were displaced: nothing is signed for it", () =>
    withKey(async (directory, signer) => {
      const opened = await openFileJournal({ directory, checkpoints: { signer } });
      await append(opened, some(2));
      await rm(await onlySegment(directory));
      expect(await faultOf(opened.checkpoints?.now() ?? Promise.resolve())).toContain("FC_JOURNAL_DISPLACED");
      await opened.journal.close();
      expect(await names(directory)).toEqual([]);
    }));
});

describe("the acknowledgements (FC-MEM-0001.R19)", () => {
  test("come in their order: sequenced, durable, checkpointed", () =>
    withKey(async (directory, signer) => {
      const opened = await openFileJournal({ directory, checkpoints: { signer } });
      const appended = opened.journal.append([draft(), draft(), draft()]);
      expect(opened.acknowledged()).toEqual({ sequenced: 3, durable: 0, checkpointed: 0 });
      await appended;
      expect(opened.acknowledged()).toEqual({ sequenced: 3, durable: 3, checkpointed: 0 });
      const covered = opened.checkpoints?.covering(2);
      expect((await opened.checkpoints?.now())?.checkpoint.size).toBe(3);
      expect((await covered)?.checkpoint.size).toBe(3);
      expect(opened.acknowledged()).toEqual({ sequenced: 3, durable: 3, checkpointed: 3 });
      await opened.journal.close();
      const again = await openFileJournal({ directory, checkpoints: { signer } });
      expect(again.acknowledged()).toEqual({ sequenced: 3, durable: 3, checkpointed: 3 });
      expect((await again.checkpoints?.covering(3))?.checkpoint.size).toBe(3);
      await again.journal.close();
    }));

  test("of a checkpoint are waited for by so many at most", () =>
    withKey(async (directory, signer) => {
      const opened = await openFileJournal({ directory, maxWaiting: 2, checkpoints: { signer } });
      const waiting = [1, 1].map((seq) => opened.checkpoints?.covering(seq));
      expect(await codeOf(opened.checkpoints?.covering(1) ?? Promise.resolve())).toBe("FC_JOURNAL_OVERLOADED");
      await append(opened, some(1));
      await opened.journal.close();
      for (const it of waiting) expect((await it)?.checkpoint.size).toBe(1);
    }));
});

describe("a stored checkpoint (FC-CRYPTO-0001.R13)", () => {
  const written = (signer: NoteSigner) => ({ ...small, checkpoints: { signer, everyRecords: 1 } });

  test("that the journal contradicts is damage: rewritten, cut, or the note itself changed", () =>
    withKey(async (directory, signer) => {
      await writeJournal(directory, some(6), written(signer));
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 6 });
      for (const count of [9, 6, 4]) {
        const place = `${directory}-${count}`;
        await writeJournal(place, some(count, 100), small);
        await mkdir(join(place, "checkpoints"));
        for (const name of await names(directory)) await writeFile(join(place, "checkpoints", name), await readFile(join(directory, "checkpoints", name)));
        const { ok, damage } = await verifyJournal(place);
        expect({ ok, seq: damage?.seq }).toEqual({ ok: false, seq: (await sizes(place))[0] });
        expect(damage?.file).toContain("/checkpoints/");
        const before = await readFile(await onlySegment(place));
        expect(await codeOf(openFileJournal({ directory: place, ...written(signer) }))).toBe("FC_JOURNAL_DAMAGED");
        // Without a key opening reads the end alone, so more records than were signed are left to verification.
        if (count < 6) expect(await codeOf(openFileJournal({ directory: place, ...small }))).toBe("FC_JOURNAL_DAMAGED");
        expect(await codeOf(signableTree(place, { signer, isWritten: false }))).toBe("FC_CHECKPOINT_CONTRADICTED");
        expect((await readFile(await onlySegment(place))).equals(before)).toBe(true);
      }
    }));

  test("finds a journal whose end is gone with everything that knew of it but the note, and changes no byte of it", () =>
    withKey(async (directory, signer) => {
      await writeJournal(directory, some(6), written(signer));
      await rewriteSegment(await onlySegment(directory), (payloads) => payloads.slice(0, 4));
      await forgetHeads(directory);
      await rm(join(directory, "tree.json"));
      expect((await verifyJournal(directory)).damage?.cause).toContain("this checkpoint signs 6 records");
      const before = await readFile(await onlySegment(directory));
      const refusal = await faultOf(openFileJournal({ directory, ...small }));
      for (const said of ["FC_JOURNAL_DAMAGED", "a checkpoint has seen this record", "the folder checkpoints"]) expect(refusal).toContain(said);
      expect((await readFile(await onlySegment(directory))).equals(before)).toBe(true);
      await rm(await onlySegment(directory));
      expect(await codeOf(openFileJournal({ directory, ...small }))).toBe("FC_JOURNAL_DAMAGED");
    }));

  test("that was changed is damage", () =>
    withKey(async (directory, signer) => {
      await writeJournal(directory, some(3), written(signer));
      const last = await readLastCheckpoint(directory);
      const { file = "", note = "" } = last.ok && last.value !== null ? last.value : {};
      for (const changed of ["", note.replace("\n3\n", "\n2\n"), note.slice(30), "x".repeat(70_000)]) {
        await writeFile(file, changed);
        expect(await verifyJournal(directory)).toMatchObject({ ok: false, records: 3, damage: { file } });
        expect(await codeOf(openFileJournal({ directory, ...small }))).toBe("FC_JOURNAL_DAMAGED");
      }
      await writeFile(file, note);
      expect(await verifyJournal(directory)).toMatchObject({ ok: true });
      // What is no note is not looked at.
      await writeFile(join(directory, "checkpoints", "README"), "hello");
      expect(await verifyJournal(directory)).toMatchObject({ ok: true });
    }));
});

describe("signableTree() (FC-CRYPTO-0001.R12)", () => {
  test("goes on from the kept tree, or reads everything, and comes to the same", () =>
    withKey(async (directory, signer) => {
      await writeJournal(directory, some(30), { ...small, checkpoints: { signer } });
      await writeJournal(directory, [], small);
      const { root } = await readJournalTree(directory);
      expect(await signableTree(directory, { signer, isWritten: false })).toEqual({ size: 30, root, from: 30 });
      expect(await signableTree(directory, { signer, isWritten: false, whole: true })).toEqual({ size: 30, root, from: 0 });
      const bare = `${directory}-bare`;
      await copySegments(directory, bare);
      await rm(join(bare, "checkpoints"), { recursive: true, force: true });
      expect(await signableTree(bare, { signer, isWritten: false })).toEqual({ size: 30, root, from: 0 });
    }));

  test("signs nothing beside a writer that may still be lost", () =>
    withKey(async (directory, signer) => {
      const { journal } = await openFileJournal({ directory, checkpoints: { signer } });
      await journal.append([draft()]);
      expect(await codeOf(signableTree(directory, { signer, isWritten: true }))).toBe("FC_CHECKPOINT_FAILED");
      await pause(1_500);
      await journal.append([draft()]);
      expect(await signableTree(directory, { signer, isWritten: true })).toMatchObject({ size: 1 });
      expect(await signableTree(directory, { signer, isWritten: true, whole: true })).toMatchObject({ size: 1 });
      await journal.close();
      expect(await signableTree(directory, { signer, isWritten: false })).toMatchObject({ size: 2 });
    }));
});
