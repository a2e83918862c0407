import { crc32 } from "node:zlib";
import { describe, expect, test } from "vitest";
import { decodeSegmentHeader, encodeFrame, encodeSegmentHeader, frameBytes, openFrame, parseSegmentName, payloadOf, segmentName } from "@femtoclaw/memory";

const prev = "0123456789abcdef".repeat(4);

describe("the segment header", () => {
  test("is these 64 bytes, and no others (FC-STORAGE-0001.R1)", () => {
    const hex = Buffer.from(encodeSegmentHeader({ firstSeq: 258, prev }, crc32)).toString("hex");
    expect(hex).toBe(`46434a4f55524e4c0100000060ae77230201000000000000${prev}0000000000000000`);
  });

  test("is read back", () => {
    const read = decodeSegmentHeader(encodeSegmentHeader({ firstSeq: 9_007_199_254_740_991, prev }, crc32), crc32);
    expect(read).toEqual({ ok: true, value: { firstSeq: 9_007_199_254_740_991, prev } });
  });

  test("with any bit changed is damage (FC-STORAGE-0001.R2)", () => {
    const whole = encodeSegmentHeader({ firstSeq: 1, prev }, crc32);
    for (let bit = 0; bit < whole.length * 8; bit += 1) {
      const bytes = new Uint8Array(whole);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(decodeSegmentHeader(bytes, crc32)).toMatchObject({ ok: false, fault: { kind: "damage" } });
    }
  });

  test("of another version is told apart from damage", () => {
    const bytes = encodeSegmentHeader({ firstSeq: 1, prev }, crc32);
    bytes[8] = 2;
    bytes.fill(0, 12, 16);
    new DataView(bytes.buffer).setUint32(12, crc32(bytes), true);
    expect(decodeSegmentHeader(bytes, crc32)).toEqual({ ok: false, fault: { kind: "format", cause: "format version 2" } });
  });
});

describe("a frame", () => {
  const segmentWith = (frame: Uint8Array): Uint8Array => Buffer.concat([new Uint8Array(64), frame]);

  test("is length, checksum, batch start, payload and padding to a multiple of 8 (FC-STORAGE-0001.R1)", () => {
    const hex = Buffer.from(encodeFrame(Buffer.from('{"a":1}'), 64, crc32)).toString("hex");
    expect(hex).toBe(`07000000d2dbb87640000000${Buffer.from('{"a":1}').toString("hex")}0000000000`);
    for (const length of [1, 4, 5, 12, 13]) expect(frameBytes(length) % 8).toBe(0);
  });

  test("is opened again, and with any bit changed is not (FC-STORAGE-0001.R2)", () => {
    const whole = segmentWith(encodeFrame(Buffer.from('{"a":"b"}'), 64, crc32));
    const opened = openFrame(whole, 64, 1_000, crc32);
    expect(opened.ok && Buffer.from(payloadOf(whole, opened.value)).toString()).toBe('{"a":"b"}');
    for (let bit = 64 * 8; bit < whole.length * 8; bit += 1) {
      const bytes = new Uint8Array(whole);
      bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(openFrame(bytes, 64, 1_000, crc32).ok, `bit ${bit}`).toBe(false);
    }
  });

  test("beyond the bound is not opened", () => {
    const bytes = segmentWith(encodeFrame(Buffer.alloc(101, "x"), 64, crc32));
    expect(openFrame(bytes, 64, 100, crc32).ok).toBe(false);
    expect(openFrame(bytes, 64, 101, crc32).ok).toBe(true);
  });
});

test("a segment is named after its first record, and nothing else has such a name (FC-STORAGE-0001.R1)", () => {
  expect(segmentName(42)).toBe("0000000000000042.segment");
  expect(parseSegmentName(segmentName(9_007_199_254_740_991))).toBe(9_007_199_254_740_991);
  for (const name of ["42.segment", "0000000000000042.segment.new", "x0000000000000042.segment", "owner.json"]) expect(parseSegmentName(name)).toBeNull();
});
