/**
 * The adversary with a disk: changes segments of FC-STORAGE-0001, format 1, so that checksums are right again and only links,
 * counts and known heads can tell. Written from the format's description, not with the code under judgement.
 *
 *   segment = header (64 bytes: magic, u32 version, u32 crc, u64 first seq, 32 bytes prev, 8 zero), frame*, zero*
 *   frame   = u32 length, u32 crc of the rest, u32 offset of its batch, payload, zeros up to a multiple of 8      little-endian
 */
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { canonical, emptyHash, leafHash } from "./canonical.ts";
import type { Step } from "./vector.schema.ts";

export type Forgery = Extract<Step, { do: "forge" }>;

const headerBytes = 64;

interface Segment {
  readonly file: string;
  readonly header: Buffer;
  readonly payloads: string[];
  /** Where each frame begins. */
  readonly offsets: number[];
  readonly length: number;
}

const segmentFiles = (directory: string): readonly string[] =>
  readdirSync(directory).filter((name) => name.endsWith(".segment")).sort().map((name) => join(directory, name));

const readSegment = (file: string): Segment => {
  const bytes = readFileSync(file);
  const payloads: string[] = [];
  const offsets: number[] = [];
  let at = headerBytes;
  while (at + 12 <= bytes.length) {
    const length = bytes.readUInt32LE(at);
    if (length === 0) break;
    payloads.push(bytes.toString("utf8", at + 12, at + 12 + length));
    offsets.push(at);
    at += Math.ceil((12 + length) / 8) * 8;
  }
  offsets.push(at);
  return { file, header: bytes.subarray(0, headerBytes), payloads, offsets, length: bytes.length };
};

const frameOf = (payload: string, at: number): Buffer => {
  const text = Buffer.from(payload);
  const frame = Buffer.alloc(Math.ceil((12 + text.length) / 8) * 8);
  frame.writeUInt32LE(text.length, 0);
  frame.writeUInt32LE(at, 8);
  text.copy(frame, 12);
  frame.writeUInt32LE(crc32(frame.subarray(8, 12 + text.length)), 4);
  return frame;
};

const writeSegment = ({ file, header, length }: Segment, payloads: readonly string[]): void => {
  const parts: Buffer[] = [header];
  let at = headerBytes;
  for (const payload of payloads) {
    const frame = frameOf(payload, at);
    parts.push(frame);
    at += frame.length;
  }
  parts.push(Buffer.alloc(Math.max(0, length - at)));
  writeFileSync(file, Buffer.concat(parts));
};

const indexOf = (payloads: readonly string[], record: string | undefined): number => {
  if (record === undefined) return payloads.length - 1;
  const index = payloads.findIndex((payload) => {
    const it = JSON.parse(payload) as { readonly kind: string; readonly seq: number };
    return it.kind === record || String(it.seq) === record;
  });
  if (index === -1) throw new Error(`the journal has no record ${record} to forge`);
  return index;
};

const edited = (payload: string, find: string | undefined, replace: string | undefined): string => {
  if (find === undefined || !payload.includes(find)) throw new Error(`the record does not hold ${find ?? "anything"} to edit`);
  return payload.replaceAll(find, replace ?? "");
};

/** The whole history again from record 1, with every link right: only a head that is known from elsewhere tells. */
const relinked = (payloads: readonly string[]): readonly string[] => {
  let prev = emptyHash;
  return payloads.map((payload, index) => {
    const record = { ...(JSON.parse(payload) as object), prev, seq: index + 1 };
    prev = leafHash(record);
    return canonical(record);
  });
};

const patch = (file: string, change: (bytes: Buffer) => Buffer): void => writeFileSync(file, change(readFileSync(file)));

/** On a journal that nobody has open. Forges the first segment. */
export const forgeJournal = (directory: string, { how, record, find, replace, sealed = true }: Forgery): void => {
  const file = segmentFiles(directory)[0];
  if (file === undefined) throw new Error("there is no segment to forge");
  const segment = readSegment(file);
  const { payloads, offsets } = segment;
  const at = indexOf(payloads, record);
  const [begin = 0, end = 0] = [offsets[at], offsets[at + 1]];
  switch (how) {
    case "edit":
      if (sealed) return writeSegment(segment, payloads.map((it, index) => (index === at ? edited(it, find, replace) : it)));
      return patch(file, (bytes) => {
        const text = Buffer.from(edited(payloads[at] ?? "", find, replace));
        if (text.length !== Buffer.byteLength(payloads[at] ?? "")) throw new Error("an unsealed edit keeps the length");
        text.copy(bytes, begin + 12);
        return bytes;
      });
    case "delete":
      return writeSegment(segment, payloads.toSpliced(at, 1));
    case "swap":
      return writeSegment(segment, payloads.toSpliced(at, 2, payloads[at + 1] ?? "", payloads[at] ?? ""));
    case "insert":
      return writeSegment(segment, payloads.toSpliced(at + 1, 0, payloads[at] ?? ""));
    case "truncate":
      return writeSegment(segment, payloads.slice(0, at));
    case "rewrite":
      return writeSegment(segment, relinked(payloads.map((it, index) => (index === at ? edited(it, find, replace) : it))));
    case "empty":
      return writeSegment(segment, []);
    case "flip":
      return patch(file, (bytes) => {
        const place = begin + 12 + Math.floor((end - begin - 12) / 2);
        bytes.writeUInt8(bytes.readUInt8(place) ^ 1, place);
        return bytes;
      });
    case "flip-length":
      return patch(file, (bytes) => {
        bytes.writeUInt8(bytes.readUInt8(begin) ^ 8, begin);
        return bytes;
      });
    case "cut-file":
      return patch(file, (bytes) => bytes.subarray(0, begin + 16));
    case "tear":
      return patch(file, (bytes) => {
        // The beginning of a frame that promises more than is there, as a write that lost its power leaves it.
        const place = offsets.at(-1) ?? headerBytes;
        const frame = frameOf(payloads.at(-1) ?? "{}", place);
        const whole = bytes.length < place + frame.length ? Buffer.concat([bytes, Buffer.alloc(place + frame.length - bytes.length)]) : bytes;
        frame.copy(whole, place, 0, Math.floor(frame.length / 2));
        return whole;
      });
    case "version":
      return patch(file, (bytes) => {
        bytes.writeUInt32LE(99, 8);
        bytes.writeUInt32LE(0, 12);
        bytes.writeUInt32LE(crc32(bytes.subarray(0, headerBytes)), 12);
        return bytes;
      });
  }
};

/** Over the names and bytes of all segments. */
export const segmentsDigest = (directory: string): string => {
  const hash = createHash("sha256");
  for (const file of segmentFiles(directory)) hash.update(file).update(readFileSync(file));
  return hash.digest("hex");
};
