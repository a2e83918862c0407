// FC-STORAGE-0001: a program that shares no line with this package writes a journal by the specification alone, and reads one.
import { createHash } from "node:crypto";
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { describe, expect, test } from "vitest";
import { openFileJournal, verifyJournal } from "@femtoclaw/memory/host";
import { draft } from "../drafts.ts";
import { inPlace, onlySegment, readAll, segmentFiles, writeJournal } from "./journal-place.ts";

const leaf = (text: string): string => createHash("sha256").update(Buffer.from([0])).update(text).digest("hex");

/** Keys in order and no blanks: for these records that is the canonical form. */
const recordOf = (seq: number, prev: string): string =>
  `{"body":{"content":"record ${seq}"},"execution":null,"kind":"input.received","prev":"${prev}","run":"run-1","seq":${seq},"time":1700000000000}`;

const header = (firstSeq: number, prev: string): Buffer => {
  const bytes = Buffer.alloc(64);
  bytes.write("FCJOURNL", 0, "latin1");
  bytes.writeUInt32LE(1, 8);
  bytes.writeBigUInt64LE(BigInt(firstSeq), 16);
  bytes.write(prev, 24, "hex");
  bytes.writeUInt32LE(crc32(bytes), 12);
  return bytes;
};

const frame = (text: string, batch: number): Buffer => {
  const payload = Buffer.from(text);
  const bytes = Buffer.alloc(Math.ceil((12 + payload.length) / 8) * 8);
  bytes.writeUInt32LE(payload.length, 0);
  bytes.writeUInt32LE(batch, 8);
  payload.copy(bytes, 12);
  bytes.writeUInt32LE(crc32(bytes.subarray(8, 12 + payload.length)), 4);
  return bytes;
};

interface Written {
  readonly seq: number;
  readonly prev: string;
}

/** Batches of two records in one segment, with zeros behind them. */
const segmentFrom = ({ seq: before, prev: first }: Written, batches: number, zeros: number): { readonly bytes: Buffer; readonly last: Written } => {
  const parts = [header(before + 1, first)];
  let [seq, prev, at] = [before, first, 64];
  for (let batch = 0; batch < batches; batch += 1) {
    const start = at;
    for (let index = 0; index < 2; index += 1) {
      seq += 1;
      const text = recordOf(seq, prev);
      prev = leaf(text);
      const bytes = frame(text, start);
      parts.push(bytes);
      at += bytes.length;
    }
  }
  return { bytes: Buffer.concat([...parts, Buffer.alloc(zeros)]), last: { seq, prev } };
};

const nothing: Written = { seq: 0, prev: "0".repeat(64) };
const nameOf = (seq: number): string => `${String(seq).padStart(16, "0")}.segment`;

/** The texts of a segment's records, by the specification alone. */
const textsIn = (segment: Buffer): readonly string[] => {
  const texts: string[] = [];
  for (let at = 64; at + 12 <= segment.length; ) {
    const length = segment.readUInt32LE(at);
    if (length === 0) break;
    expect(crc32(segment.subarray(at + 8, at + 12 + length))).toBe(segment.readUInt32LE(at + 4));
    texts.push(segment.toString("utf8", at + 12, at + 12 + length));
    at += Math.ceil((12 + length) / 8) * 8;
  }
  return texts;
};

describe("a journal that another program wrote", () => {
  test.each([0, 8, 100_000])("is read, verified and gone on with, whatever zeros it was filled with: %i (FC-STORAGE-0001.R1)", (zeros) =>
    inPlace(async (directory) => {
      await mkdir(directory);
      const first = segmentFrom(nothing, 3, zeros);
      const second = segmentFrom(first.last, 2, zeros);
      await writeFile(join(directory, nameOf(1)), first.bytes);
      await writeFile(join(directory, nameOf(first.last.seq + 1)), second.bytes);
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 10, torn: null });
      const { journal, recovery } = await openFileJournal({ directory });
      expect(recovery.lastSeq).toBe(10);
      expect(journal.head()).toEqual({ seq: 10, hash: second.last.prev });
      await journal.append([draft({ of: "this one" })]);
      expect((await readAll(journal.read())).map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]);
      await journal.close();
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 11 });
    }),
  );

  test("is read by another program from what this one wrote (FC-STORAGE-0001.R1)", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, [[draft({ n: 1 }), draft({ n: 2 })], [draft({ text: "Grüße, 世界" })]]);
      const segment = await readFile(await onlySegment(directory));
      expect(segment.subarray(0, 64)).toEqual(header(1, nothing.prev));
      let { prev } = nothing;
      const texts = textsIn(segment);
      expect(texts).toHaveLength(3);
      for (const [index, text] of texts.entries()) {
        expect(JSON.parse(text)).toMatchObject({ seq: index + 1, prev });
        prev = leaf(text);
      }
    }));
});

test("opening reads what the index has not seen, and nothing before it (FC-STORAGE-0001.R9)", () =>
  inPlace(async (directory) => {
    const options = { segmentBytes: 4_096, preallocateBytes: 0 };
    await writeJournal(directory, Array.from({ length: 60 }, (_, n) => [draft({ n, text: "x".repeat(200) })]), options);
    const [first, second] = await segmentFiles(directory);
    if (first === undefined || second === undefined) throw new Error("expected several segments");
    await writeFile(first, Buffer.alloc(4_096, 0xff));
    const { journal, recovery } = await openFileJournal({ directory, ...options });
    expect(recovery.lastSeq).toBe(60);
    await journal.append([draft({ more: true })]);
    await journal.close();
    // Whoever reads it all finds it.
    expect(await verifyJournal(directory)).toMatchObject({ ok: false });
  }));
