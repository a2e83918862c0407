import { crc32 } from "node:zlib";
import { describe, expect, test } from "vitest";
import { encodeFrame, encodeSegmentHeader, genesisHash, scanSegment } from "@femtoclaw/memory";

/** Three batches of one, two and two frames. */
const build = (): { readonly bytes: Uint8Array; readonly starts: readonly number[]; readonly frames: readonly number[] } => {
  const parts: Uint8Array[] = [encodeSegmentHeader({ firstSeq: 1, prev: genesisHash }, crc32)];
  const starts: number[] = [];
  const frames: number[] = [];
  let at = 64;
  for (const batch of [["one"], ["two", "three"], ["four", "five"]]) {
    const start = at;
    starts.push(start);
    for (const text of batch) {
      const frame = encodeFrame(Buffer.from(JSON.stringify({ text })), start, crc32);
      frames.push(at);
      parts.push(frame);
      at += frame.length;
    }
  }
  parts.push(new Uint8Array(128));
  return { bytes: Buffer.concat(parts), starts, frames };
};

const { bytes, starts, frames } = build();
const end = bytes.length - 128;
const scan = (segment: Uint8Array, isLast = true) => scanSegment(segment, crc32, { isLast, maxFrameBytes: 1_000 });
const changed = (change: (copy: Uint8Array) => void): Uint8Array => {
  const copy = new Uint8Array(bytes);
  change(copy);
  return copy;
};
const writtenEnd = bytes.findLastIndex((byte) => byte !== 0) + 1;
const lastStart = starts[2] ?? 0;

describe("scanSegment()", () => {
  test("finds every frame and a clean end", () => {
    const it = scan(bytes);
    expect(it.frames.map(({ offset }) => offset)).toEqual(frames);
    expect(it).toMatchObject({ end, tail: { kind: "clean" } });
  });

  test("takes the end of the file for the end of the records (FC-STORAGE-0001.R4)", () => {
    expect(scan(bytes.subarray(0, end))).toMatchObject({ end, tail: { kind: "clean" } });
  });

  test("takes any tear of the last batch for a torn tail, and keeps every batch before it (FC-STORAGE-0001.R4)", () => {
    // The padding of the very last frame is zero anyway: blanking it out tears nothing.
    for (let cut = lastStart + 1; cut < writtenEnd; cut += 1) {
      for (const torn of [changed((copy) => copy.fill(0, cut)), bytes.subarray(0, cut)]) {
        const it = scan(torn);
        expect(it.tail.kind, `cut at ${cut}`).not.toBe("damage");
        expect(it.frames.length, `cut at ${cut}`).toBeGreaterThanOrEqual(3);
        expect(it.frames.length, `cut at ${cut}`).toBeLessThan(5);
      }
    }
  });

  test("takes pages of the last batch that came out of order for a torn tail", () => {
    const second = frames[4] ?? 0;
    expect(scan(changed((copy) => copy.fill(0, lastStart, second)))).toMatchObject({ end: lastStart, tail: { kind: "torn", bytes: writtenEnd - lastStart } });
  });

  test("takes any changed bit of an earlier batch for damage, since a later batch proves that it was on disk (FC-STORAGE-0001.R3, FC-STORAGE-0001.R4)", () => {
    for (let bit = 64 * 8; bit < lastStart * 8; bit += 1) {
      const it = scan(changed((copy) => void (copy[bit >> 3] = (copy[bit >> 3] ?? 0) ^ (1 << (bit & 7)))));
      expect(it.tail.kind, `bit ${bit}`).toBe("damage");
    }
  });

  test("takes a batch that was blanked out in the middle for damage", () => {
    expect(scan(changed((copy) => copy.fill(0, starts[1], lastStart)))).toMatchObject({ end: starts[1], tail: { kind: "damage" } });
  });

  test("takes every bad frame for damage in a segment that is not the last", () => {
    expect(scan(changed((copy) => copy.fill(0, lastStart + 9)), false).tail.kind).toBe("damage");
    expect(scan(bytes, false).tail.kind).toBe("clean");
  });

  test("takes stray bytes after the end for a torn tail, or for damage before a next segment (FC-STORAGE-0001.R4)", () => {
    const stray = changed((copy) => void (copy[end + 100] = 1));
    expect(scan(stray)).toMatchObject({ end, tail: { kind: "torn", bytes: 101 } });
    expect(scan(stray, false).tail.kind).toBe("damage");
  });

  test("is never led astray by arbitrary bytes", () => {
    let seed = 1;
    const random = (): number => (seed = (seed * 48_271) % 2_147_483_647);
    for (let round = 0; round < 300; round += 1) {
      const noise = changed((copy) => {
        for (let count = 0; count < 4; count += 1) copy[64 + (random() % (copy.length - 64))] = random() & 255;
      });
      const it = scan(noise);
      expect(it.end).toBeLessThanOrEqual(noise.length);
      expect(it.frames.every(({ offset, payloadBytes }) => offset + payloadBytes <= noise.length)).toBe(true);
    }
  });
});
