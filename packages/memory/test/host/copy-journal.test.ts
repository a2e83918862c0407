import { mkdir, readFile, readdir, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { copyJournal, openFileJournal, readJournalTree, verifyJournal } from "@femtoclaw/memory/host";
import { draft } from "../drafts.ts";
import { codeOf, faultOf, inPlace, onlySegment, segmentFiles, writeJournal } from "./journal-place.ts";

const small = { segmentBytes: 4_096, preallocateBytes: 256 } as const;
const batches = Array.from({ length: 40 }, (_, n) => [draft({ n, text: "x".repeat(200) })]);
const beside = (directory: string, name: string): string => join(directory, "..", name);

describe("copyJournal() (FC-UPGRADE-0001)", () => {
  test("copies every record of every segment, and the copy goes on as a journal", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches, small);
      const to = beside(directory, "copy");
      const copied = await copyJournal(directory, to);
      const tree = await readJournalTree(directory);
      expect(copied).toMatchObject({ size: 40, root: tree.root });
      expect((await segmentFiles(to)).length).toBe((await segmentFiles(directory)).length);
      expect(await verifyJournal(to)).toMatchObject({ ok: true, records: 40, torn: null, head: tree.head });
      await writeJournal(to, [[draft({ n: 41 })]]);
      expect(await verifyJournal(to, { expected: tree.head })).toMatchObject({ ok: true, records: 41 });
      expect((await readdir(beside(directory, "."))).toSorted()).toEqual(["copy", "journal"]);
    }));

  test("copies while the journal is being written, and then has all that was acknowledged before (FC-UPGRADE-0001.R2)", () =>
    inPlace(async (directory) => {
      const { journal } = await openFileJournal({ directory, ...small });
      let going = true;
      let acknowledged = 0;
      const writing = (async () => {
        for (let n = 0; going && n < 20_000; n += 1) {
          await journal.append([draft({ n })]);
          acknowledged = n + 1;
        }
      })();
      for (let copy = 0; copy < 5; copy += 1) {
        await journal.append([draft({ copy })]);
        const before = acknowledged;
        const { size, root } = await copyJournal(directory, beside(directory, `copy${copy}`));
        expect(size).toBeGreaterThan(before);
        expect(await verifyJournal(beside(directory, `copy${copy}`))).toMatchObject({ ok: true, records: size });
        expect((await readJournalTree(directory, { size })).root).toBe(root);
      }
      going = false;
      await writing;
      await journal.close();
    }));

  test("leaves a torn tail behind, and nothing at all of a journal that is damaged", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches.slice(0, 4));
      const file = await onlySegment(directory);
      const whole = await readFile(file);
      await truncate(file, whole.indexOf('"n":3') + 3);
      expect(await codeOf(copyJournal(directory, beside(directory, "cut")))).toBe("FC_JOURNAL_DAMAGED");
      await rm(join(directory, "head.json"));
      const { size } = await copyJournal(directory, beside(directory, "torn"));
      expect(size).toBe(3);
      expect(await verifyJournal(beside(directory, "torn"))).toMatchObject({ ok: true, records: 3, torn: null });
      await writeFile(file, Buffer.concat([whole.subarray(0, 200), Buffer.from([255]), whole.subarray(201)]));
      expect(await codeOf(copyJournal(directory, beside(directory, "damaged")))).toBe("FC_JOURNAL_DAMAGED");
      expect((await readdir(beside(directory, "."))).toSorted()).toEqual(["journal", "torn"]);
    }));

  test("writes over nothing, and takes no copy that was cut short for one (FC-UPGRADE-0001.R2, FC-UPGRADE-0001.R3)", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches.slice(0, 2));
      const to = beside(directory, "copy");
      await mkdir(to);
      await copyJournal(directory, to);
      const faults = [await faultOf(copyJournal(directory, to))];
      await mkdir(`${beside(directory, "cut")}.unfinished`);
      await writeFile(join(`${beside(directory, "cut")}.unfinished`, "x"), "");
      faults.push(await faultOf(copyJournal(directory, beside(directory, "cut"))), await faultOf(copyJournal(directory, join(directory, "0000000000000001.segment", "x"))));
      for (const it of faults) expect(it).toMatch(/FC_BACKUP_PLACE/);
      expect(await codeOf(copyJournal(beside(directory, "none"), beside(directory, "other")))).toBe("FC_JOURNAL_NOT_FOUND");
      expect(await verifyJournal(to)).toMatchObject({ ok: true, records: 2 });
    }));
});
