import { spawn } from "node:child_process";
import { cp, mkdir, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { fileURLToPath } from "node:url";
import { webcrypto } from "node:crypto";
import { describe, expect, test } from "vitest";
import { checkLines, consistencyParts, createVerifier, decodeArchivePlace, encodeArchivePlace, inclusionParts, readJournalArchived, signCheckpoint, verifierKeyOf } from "@femtoclaw/memory";
import {
  checkJournal, copyJournal, exportProven, loadSigningKey, openFileJournal, queryJournal, readArchivalState, readJournalTree, rebuildIndex, requireKept,
  settleArchival, sha256, signableTree, summariseRuns, verifyArchive, verifyJournal, type JournalSource,
} from "@femtoclaw/memory/host";
import { draft } from "../drafts.ts";
import { archiveOf, archiveWith, growSigned, keyOf, textsOf } from "./archive-place.ts";
import { codeOf, faultOf, inPlace, rewriteSegment, segmentFiles } from "./journal-place.ts";

const verifier = createVerifier(webcrypto.subtle);
const child = fileURLToPath(new URL("child-archiver.ts", import.meta.url));

const runChild = (directory: string, stage: string): Promise<NodeJS.Signals | number | null> =>
  new Promise((resolve) => {
    const started = spawn(process.execPath, ["--conditions=femtoclaw-source", "--no-warnings", child, directory, stage], { stdio: "inherit" });
    started.once("close", (code, signal) => resolve(signal ?? code));
  });

const joined = (directory: string, ...names: readonly string[]): JournalSource => ({ directory, archives: (names.length === 0 ? ["archive"] : names).map((name) => archiveOf(directory, name)) });

const namesIn = async (directory: string): Promise<readonly string[]> => (await readdir(directory)).filter((name) => !["index", "owner.json", "outline", "checkpoints"].includes(name)).sort();

describe("archiveJournal() (FC-UPGRADE-0001.R13, FC-UPGRADE-0001.R14)", () => {
  test("moves whole segments into an archive that is verified by itself, and records who, why, how far, and what it came to", () =>
    inPlace(async (directory) => {
      await growSigned(directory);
      const before = await textsOf(directory);
      const { plan, archived, settled } = await archiveWith(directory);
      const seq = archived?.to.head.seq ?? 0;
      expect(settled).toBe("none");
      expect(plan).toMatchObject({ held: "asked" });
      expect(seq).toBeGreaterThan(20);
      expect(seq).toBeLessThan(40);
      const manifest = await verifyArchive(archiveOf(directory), { key: verifierKeyOf(await loadSigningKey(keyOf(directory)), sha256) });
      expect(manifest).toEqual(archived);
      const kept = await textsOf(directory);
      expect(kept.slice(0, -1)).toEqual(before.slice(seq));
      expect(readJournalArchived(JSON.parse(kept.at(-1) ?? ""))).toMatchObject({ who: "ann", why: "the disk is full", archive: "journal-archive", from: 0, head: manifest.to.head, segments: manifest.segments, earlier: [] });
      // Named as it is called, and not where it lies on this machine.
      expect(kept.at(-1)).not.toContain(archiveOf(directory));
      expect(await textsOf(joined(directory))).toEqual([...before, kept.at(-1)]);
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, archived: seq, records: 61 - seq, outlines: [] });
      expect(await verifyJournal(joined(directory))).toMatchObject({ ok: true, archived: 0, records: 61, outlines: [] });
      expect((await segmentFiles(directory)).map((it) => basename(it)).at(0)).toBe(`${String(seq + 1).padStart(16, "0")}.segment`);
      expect(await readArchivalState(directory, sha256)).toBe(null);
      // And the journal goes on.
      await growSigned(directory);
      expect(await verifyJournal(joined(directory))).toMatchObject({ ok: true, records: 121 });
    }));

  test("keeps the last segment, what no checkpoint of the key signs, what is too young, and what an open run needs (FC-UPGRADE-0001.R12)", () =>
    inPlace(async (directory) => {
      await growSigned(directory);
      const held = async (bounds: object): Promise<string | undefined> =>
        (await archiveWith(directory, { to: "/nowhere/at-all", bounds: { beforeSeq: null, beforeMs: null, keepFromMs: Number.MAX_SAFE_INTEGER, ...bounds } }).catch((error: unknown) => ({ plan: { held: String(error) } }))).plan?.held;
      expect(await held({ beforeSeq: 2 })).toBe("asked");
      expect(await held({ beforeMs: 1_600_000_000_000 })).toBe("asked");
      expect(await held({ keepFromMs: 1_600_000_000_000 })).toBe("keep days");
      await rm(join(directory, "checkpoints"), { recursive: true });
      expect(await held({})).toBe("checkpoint");
    }));

  test("keeps the runs that wait for a person and those in doubt, with the start of the runtime that began them (FC-UPGRADE-0001.R12)", () =>
    inPlace(async (directory) => {
      const filler = Array.from({ length: 30 }, (_, n) => draft({ n, text: "x".repeat(200) }));
      const started = draft({}, { run: null, kind: "runtime.started" });
      await growSigned(directory, [...filler, started, ...filler, draft({}, { run: "waits", kind: "run.started" }), draft({}, { run: "waits", execution: "waits.1", kind: "approval.requested" }), ...filler]);
      const { plan, archived } = await archiveWith(directory, { bounds: { beforeSeq: null, beforeMs: null, keepFromMs: Number.MAX_SAFE_INTEGER } });
      expect(plan).toMatchObject({ held: "open run", heldAt: 31 });
      expect(archived?.to.head.seq).toBeLessThan(31);
    }));

  test("puts an archive over nothing, nor into the journal or around it, and then changes nothing", () =>
    inPlace(async (directory) => {
      await growSigned(directory);
      const before = await namesIn(directory);
      await mkdir(archiveOf(directory));
      await writeFile(join(archiveOf(directory), "mine"), "");
      for (const to of [archiveOf(directory), join(directory, "archive"), join(directory, "..")]) expect(await codeOf(archiveWith(directory, { to }))).toBe("FC_ARCHIVE_PLACE");
      expect(await namesIn(directory)).toEqual(before);
      expect(await readdir(archiveOf(directory))).toEqual(["mine"]);
    }));

  test("is refused while somebody writes, and an archive is never gone on with", () =>
    inPlace(async (directory) => {
      await growSigned(directory);
      const { journal } = await openFileJournal({ directory });
      expect(await codeOf(archiveWith(directory))).toBe("FC_JOURNAL_LOCKED");
      await journal.close();
      await archiveWith(directory);
      expect(await codeOf(openFileJournal({ directory: archiveOf(directory) }))).toBe("FC_JOURNAL_OPEN_FAILED");
      expect(await codeOf(copyJournal(archiveOf(directory), `${directory}-copy`))).toBe("FC_JOURNAL_OPEN_FAILED");
    }));

  test("goes twice in a row: each archive begins where the one before it ends, and all of them read as one journal", () =>
    inPlace(async (directory) => {
      await growSigned(directory);
      await archiveWith(directory);
      await growSigned(directory);
      const whole = await textsOf(joined(directory));
      const { archived } = await archiveWith(directory, { to: archiveOf(directory, "second"), bounds: { beforeSeq: 100, beforeMs: null, keepFromMs: Number.MAX_SAFE_INTEGER } });
      const all = await textsOf(joined(directory, "second", "archive"));
      expect(all.slice(0, -1)).toEqual(whole);
      expect(await verifyArchive(archiveOf(directory, "second"))).toEqual(archived);
      expect(await verifyJournal(joined(directory, "archive", "second"))).toMatchObject({ ok: true, records: 122 });
      expect(await verifyJournal(joined(directory, "second"))).toMatchObject({ ok: true, archived: archived?.from.head.seq });
      expect(await codeOf(textsOf(joined(directory, "archive")))).toBe("FC_ARCHIVE_INVALID");
      expect(await faultOf(requireKept(directory, 3, sha256))).toContain("which is in the archive journal-archive");
      expect(await faultOf(requireKept(directory, 80, sha256))).toContain("which is in the archive journal-second");
      expect(await codeOf(requireKept(joined(directory, "archive", "second"), 3, sha256))).toBe("no rejection");
    }));
});

describe("a journal of which a beginning was archived (FC-UPGRADE-0001.R15)", () => {
  test("recovers, rebuilds its index to the same answers, is asked, copied and signed, without the archive", () =>
    inPlace(async (directory) => {
      await growSigned(directory);
      const { archived } = await archiveWith(directory);
      const from = (archived?.to.head.seq ?? 0) + 1;
      const runs = await summariseRuns(directory);
      expect(runs[0]?.firstSeq).toBe(from);
      const indexed = async (): Promise<readonly unknown[]> => {
        const { journal, runs: index } = await openFileJournal({ directory });
        const found: unknown[] = [];
        for await (const it of index.all()) found.push(it);
        await journal.close();
        return found;
      };
      const first = await indexed();
      expect(first).toHaveLength(runs.length);
      expect(await rebuildIndex(directory)).toEqual({ records: 61 });
      expect(await indexed()).toEqual(first);
      expect(await checkJournal(directory)).toMatchObject({ format: 1, records: 61 });
      const found: number[] = [];
      for await (const { record } of queryJournal(directory, { afterSeq: 0 }, { limit: 2 })) found.push(record.seq);
      expect(found).toEqual([from, from + 1]);
      const { size, root } = await copyJournal(directory, `${directory}-copy`);
      expect(await verifyJournal(`${directory}-copy`)).toMatchObject({ ok: true, archived: from - 1 });
      expect(await textsOf({ directory: `${directory}-copy`, archives: [archiveOf(directory)] })).toHaveLength(61);
      await copyJournal(`${directory}-copy`, `${directory}-restored`);
      await growSigned(`${directory}-restored`, [draft({ n: 1 })]);
      expect(await verifyJournal(`${directory}-restored`)).toMatchObject({ ok: true });
      const signer = await loadSigningKey(keyOf(directory));
      expect(await signableTree(directory, { signer, isWritten: false, whole: true })).toMatchObject({ size, root });
      await rm(join(directory, "tree.json"));
      await growSigned(directory, [draft({ n: 1 })]);
      expect(await verifyJournal(joined(directory))).toMatchObject({ ok: true, records: 62 });
    }));

  test("proves kept records without the archive and archived ones with it, against checkpoints of before and after (FC-UPGRADE-0001.R17)", () =>
    inPlace(async (directory) => {
      await growSigned(directory);
      const before = await readJournalTree(directory);
      const proofs = await Promise.all([1, 12, 25, 60].map(async (seq) => ({ seq, ...(await readJournalTree(directory, { seq, parts: inclusionParts(seq - 1, 60) })) })));
      const { archived } = await archiveWith(directory);
      const from = archived?.to.head.seq ?? 0;
      const after = await readJournalTree(directory);
      expect(await readJournalTree(directory, { size: 60 })).toMatchObject({ root: before.root, from });
      expect(await readJournalTree(joined(directory))).toMatchObject({ root: after.root, from: 0 });
      for (const { seq, proof, record } of proofs) {
        expect(await verifier.includes(record ?? "", seq, proof, 60, before.root)).toBe(true);
        for (const [source, isTold] of [[directory, seq > from], [joined(directory), true]] as const) {
          for (const { size, root } of [before, after]) {
            const read = readJournalTree(source, { size, seq, parts: inclusionParts(seq - 1, size) });
            if (!isTold) {
              expect(await codeOf(read)).toBe("FC_JOURNAL_ARCHIVED");
              continue;
            }
            const it = await read;
            expect(await verifier.includes(it.record ?? "", seq, it.proof, size, root)).toBe(true);
          }
        }
      }
      for (let size = from; size <= 60; size += 1) {
        const { roots, proof } = await readJournalTree(directory, { sizes: [size], parts: consistencyParts(size, 61) });
        expect(await verifier.extends({ size, root: roots.get(size) ?? "" }, after, proof)).toBe(true);
      }
      expect(await codeOf(readJournalTree(directory, { size: 5 }))).toBe("FC_JOURNAL_ARCHIVED");
      expect(await codeOf(readJournalTree(directory, { sizes: [5], parts: consistencyParts(5, 61) }))).toBe("FC_JOURNAL_ARCHIVED");
    }));

  test("exports with proofs, in which the archived records are a gap (FC-AUDIT-0001.R11)", () =>
    inPlace(async (directory) => {
      await growSigned(directory);
      await archiveWith(directory);
      const signer = await loadSigningKey(keyOf(directory));
      const tree = await readJournalTree(directory);
      const checkpoint = { origin: signer.name, size: tree.size, root: tree.root };
      for (const [source, run] of [[directory, "run-5"], [joined(directory), "run-0"]] as const) {
        let text = "";
        for await (const piece of exportProven(source, { run }, { note: signCheckpoint(checkpoint, signer, sha256), checkpoint })) text += piece;
        const check = checkLines(sha256, null);
        for (const line of text.trimEnd().split("\n")) expect(check.add(line)).toMatchObject({ ok: true });
        expect(check.end()).toMatchObject({ ok: true });
      }
    }));
});

describe("an archival that is cut short (FC-UPGRADE-0001.R16)", () => {
  test.each([
    ["claimed", "none"], ["planned", "none"], ["begun", "taken back"], ["copied", "taken back"], ["named", "taken back"],
    ["recorded", "finished"], ["placed", "finished"], ["removed", "finished"], ["done", "none"],
  ])("at the stage %s leaves a whole journal, and the next call ends it: %s", (stage, settled) =>
    inPlace(async (directory) => {
      await growSigned(directory);
      const before = await textsOf(directory);
      expect(await runChild(directory, stage)).toBe("SIGKILL");
      const isDecided = ["recorded", "placed", "removed", "done"].includes(stage);
      const source = ["placed", "removed", "done"].includes(stage) ? joined(directory) : directory;
      expect((await textsOf(source)).slice(0, 60)).toEqual(before);
      expect(await verifyJournal(directory)).toMatchObject({ ok: true });
      expect((await readArchivalState(directory, sha256)) === null).toBe(settled === "none");
      // Nobody has to wait for it: a writer goes on meanwhile, and nothing of what it wrote is in the way.
      await growSigned(directory, [draft({ n: "meanwhile" })]);
      expect(await settleArchival({ directory, signer: await loadSigningKey(keyOf(directory)) })).toBe(settled);
      expect(await readArchivalState(directory, sha256)).toBe(null);
      const whole = isDecided ? joined(directory) : directory;
      expect((await textsOf(whole)).slice(0, 60)).toEqual(before);
      expect(await verifyJournal(whole)).toMatchObject({ ok: true, records: isDecided ? 62 : 61 });
      if (!isDecided) {
        expect(await readdir(archiveOf(directory)).catch(() => "gone")).toBe("gone");
        expect(await readdir(`${archiveOf(directory)}.unfinished`).catch(() => "gone")).toBe("gone");
        expect((await archiveWith(directory)).archived).not.toBe(null);
      }
      await growSigned(directory);
      expect(await verifyJournal(joined(directory))).toMatchObject({ ok: true, outlines: [] });
    }), 60_000);

  test("does not remove a segment for an archive that is not there: it is made again, and one that was changed is refused", () =>
    inPlace(async (directory) => {
      await growSigned(directory);
      const before = await textsOf(directory);
      await runChild(directory, "recorded");
      const [file = ""] = await segmentFiles(archiveOf(directory));
      await rewriteSegment(file, (payloads) => payloads.map((it, index) => (index === 1 ? it.replace('"n":1', '"n":7') : it)));
      const signer = await loadSigningKey(keyOf(directory));
      expect(await codeOf(settleArchival({ directory, signer }))).toBe("FC_ARCHIVE_INVALID");
      expect((await textsOf(directory)).slice(0, 60)).toEqual(before);
      await rename(archiveOf(directory), archiveOf(directory, "wrong"));
      expect(await settleArchival({ directory, signer })).toBe("finished");
      expect((await textsOf(joined(directory))).slice(0, 60)).toEqual(before);
    }), 60_000);
});

describe("what somebody did to an archived journal is found (FC-UPGRADE-0001.R15, FC-UPGRADE-0001.R17)", () => {
  interface Forged {
    readonly place: string;
    readonly directory: string;
    readonly seq: number;
  }
  const editPlace = async ({ directory }: Forged, change: (it: NonNullable<ReturnType<typeof decodeArchivePlace>>) => NonNullable<ReturnType<typeof decodeArchivePlace>>): Promise<void> => {
    const file = join(directory, "archive.json");
    const place = decodeArchivePlace(await readFile(file, "utf8"), sha256);
    if (place === null) throw new Error("no archive.json");
    await writeFile(file, encodeArchivePlace(change(place), sha256));
  };

  const forgeries: readonly (readonly [what: string, forge: (it: Forged) => Promise<void>])[] = [
    ["archive.json removed", ({ directory }) => rm(join(directory, "archive.json"))],
    ["a letter of archive.json changed", async ({ directory }) => writeFile(join(directory, "archive.json"), (await readFile(join(directory, "archive.json"), "utf8")).replace('"seq":', '"seq":1'))],
    ["one more segment removed, and archive.json made to say so", async (it) => {
      const [first = "", second = ""] = await segmentFiles(it.directory);
      const { prev, seq } = JSON.parse((await textsOf(it.directory)).find((text) => text.includes(`"seq":${Number(basename(second).slice(0, 16))},`)) ?? "");
      const { frontier } = await readJournalTree(it.directory, { size: seq - 1 });
      await rm(first);
      await editPlace(it, ({ record }) => ({ record, head: { seq: seq - 1, hash: prev }, frontier }));
    }],
    ["other peaks in archive.json", (it) => editPlace(it, (place) => ({ ...place, frontier: { ...place.frontier, peaks: place.frontier.peaks.map(() => "ab".repeat(32)) } }))],
    ["archive.json that names another record", (it) => editPlace(it, (place) => ({ ...place, record: { ...place.record, seq: place.record.seq - 1 } }))],
    ["the record of it changed in its place", async ({ directory }) => {
      const last = (await segmentFiles(directory)).at(-1) ?? "";
      await rewriteSegment(last, (payloads) => payloads.map((it) => it.replace('"archive":"journal-archive"', '"archive":"journal-elsewhere"')));
    }],
    ["the record of it cut off", async ({ directory }) => {
      const last = (await segmentFiles(directory)).at(-1) ?? "";
      await rewriteSegment(last, (payloads) => payloads.filter((it) => !it.includes("journal.archived")));
    }],
    ["segments removed before any archival, with an archive.json from elsewhere", async ({ directory, place }) => {
      await rm(directory, { recursive: true });
      await cp(`${place}-untouched`, directory, { recursive: true });
      const [first = ""] = await segmentFiles(directory);
      await rm(first);
      await cp(join(`${place}-archived`, "archive.json"), join(directory, "archive.json"));
    }],
  ];

  const withForged = (forge: (it: Forged) => Promise<void>, expectFound: (it: Forged) => Promise<void>): Promise<void> =>
    inPlace(async (directory) => {
      await growSigned(directory);
      await cp(directory, `${directory}-untouched`, { recursive: true });
      const { archived } = await archiveWith(directory);
      await cp(directory, `${directory}-archived`, { recursive: true });
      const it: Forged = { place: directory, directory, seq: archived?.to.head.seq ?? 0 };
      await forge(it);
      await expectFound(it);
    });

  test.each(forgeries)("%s", (_what, forge) =>
    withForged(forge, async ({ directory }) => {
      expect((await verifyJournal(directory)).ok).toBe(false);
      expect(await codeOf(openFileJournal({ directory }))).toBe("FC_JOURNAL_DAMAGED");
      expect(await codeOf(copyJournal(directory, `${directory}-copy`))).toBe("FC_JOURNAL_DAMAGED");
    }));

  const archiveForgeries: readonly (readonly [what: string, code: string, forge: (it: Forged) => Promise<void>])[] = [
    ["a record changed in the archive", "FC_JOURNAL_DAMAGED", async ({ directory }) => {
      const [, file = ""] = await segmentFiles(archiveOf(directory));
      await rewriteSegment(file, (payloads) => payloads.map((it, index) => (index === 0 ? it.replace("xxxx", "yyyy") : it)));
    }],
    ["the last record changed in the archive", "FC_JOURNAL_DAMAGED", async ({ directory }) => {
      const file = (await segmentFiles(archiveOf(directory))).at(-1) ?? "";
      await rewriteSegment(file, (payloads) => payloads.map((it, index) => (index === payloads.length - 1 ? it.replace("xxxx", "yyyy") : it)));
    }],
    ["a segment missing in the archive", "FC_JOURNAL_DAMAGED", async ({ directory }) => rm((await segmentFiles(archiveOf(directory)))[1] ?? "")],
    ["the manifest changed", "FC_ARCHIVE_INVALID", async ({ directory }) => {
      const file = join(archiveOf(directory), "manifest.json");
      await writeFile(file, (await readFile(file, "utf8")).replace('"bytes":', '"bytes":1'));
    }],
    ["another journal's archive in its place", "FC_ARCHIVE_INVALID", async ({ directory }) => {
      const other = `${directory}2`;
      await growSigned(other, Array.from({ length: 60 }, (_, n) => draft({ n, text: "y".repeat(200) })));
      await archiveWith(other);
      await rm(archiveOf(directory), { recursive: true });
      await rename(archiveOf(other), archiveOf(directory));
    }],
  ];

  test.each(archiveForgeries)("%s", (_what, code, forge) =>
    withForged(forge, async ({ directory }) => {
      expect(await codeOf(textsOf(joined(directory)))).toBe(code);
      expect(["FC_ARCHIVE_INVALID", "FC_JOURNAL_DAMAGED"]).toContain(await codeOf(verifyArchive(archiveOf(directory), { key: verifierKeyOf(await loadSigningKey(keyOf(directory)), sha256) })));
      expect(await verifyJournal(directory)).toMatchObject({ ok: true });
    }));

  test("a segment that an archival has not removed yet, and that was changed meanwhile, stays", () =>
    inPlace(async (directory) => {
      await growSigned(directory);
      await runChild(directory, "placed");
      const [file = ""] = await segmentFiles(directory);
      await rewriteSegment(file, (payloads) => payloads.map((it) => it.replace("xxxx", "yyyy")));
      expect(await codeOf(settleArchival({ directory, signer: await loadSigningKey(keyOf(directory)) }))).toBe("FC_JOURNAL_DAMAGED");
      expect(await segmentFiles(directory)).toContain(file);
      expect(await verifyJournal(joined(directory))).toMatchObject({ ok: true });
    }), 60_000);
});
