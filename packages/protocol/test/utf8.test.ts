import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decodeUtf8, encodeUtf8, FemtoClawError, utf8Length } from "../src/index.ts";

const text = fc.oneof(fc.string({ unit: "binary", maxLength: 200 }), fc.string({ maxLength: 200 }), fc.string({ unit: "grapheme" }));
const platform = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
const platformDecode = (bytes: Uint8Array): string | undefined => {
  try {
    return platform.decode(bytes);
  } catch {
    return undefined;
  }
};

describe("UTF-8", () => {
  it("is encoded, measured and decoded as the platform does", () => {
    fc.assert(
      fc.property(text, (it) => {
        const bytes = encodeUtf8(it);
        expect(bytes).toEqual(new TextEncoder().encode(it));
        expect(utf8Length(it)).toBe(bytes.length);
        expect(decodeUtf8(bytes)).toEqual({ ok: true, value: it });
      }),
      { numRuns: 2_000 },
    );
  });

  it("is refused where the platform refuses it", () => {
    const bytes = fc.array(fc.oneof(fc.constantFrom(0x41, 0x80, 0x9f, 0xa0, 0xbf, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4), fc.nat(255)), { maxLength: 8 }).map((all) => Uint8Array.from(all));
    fc.assert(
      fc.property(bytes, (it) => {
        const result = decodeUtf8(it);
        expect(result.ok ? result.value : undefined).toBe(platformDecode(it));
      }),
      { numRuns: 3_000 },
    );
  });

  it.each([
    [[0x80], "a continuation byte without a first byte"],
    [[0xc1, 0x80], "an overlong encoding"],
    [[0xe0, 0x80, 0x80], "an overlong encoding"],
    [[0xf0, 0x8f, 0x80, 0x80], "an overlong encoding"],
    [[0xed, 0xa0, 0x80], "an encoded surrogate"],
    [[0xf4, 0x90, 0x80, 0x80], "a code point beyond U+10FFFF"],
    [[0xff], "a code point beyond U+10FFFF"],
    [[0xe2, 0x82], "a truncated character"],
    [[0xf0, 0x9f, 0x98, 0x41], "a truncated character"],
  ])("%j is told as %s, with its place", (bad, found) => {
    const result = decodeUtf8(Uint8Array.from([0xc3, 0xa9, 0x0a, 0x41, ...bad]));
    expect(result).toMatchObject({ ok: false, fault: { code: "FC_PROTO_UTF8", found, at: { offset: 4, line: 2, column: 2 } } });
  });

  it("keeps a byte order mark as a character", () => {
    expect(decodeUtf8(Uint8Array.of(0xef, 0xbb, 0xbf, 0x41))).toEqual({ ok: true, value: "\ufeffA" });
  });

  it("has every scalar value at the borders of its ranges, alone and behind another", () => {
    for (const point of [0, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x10ffff]) {
      for (const it of [String.fromCodePoint(point), `€${String.fromCodePoint(point)}`]) {
        expect(encodeUtf8(it)).toEqual(new TextEncoder().encode(it));
        expect(decodeUtf8(encodeUtf8(it))).toEqual({ ok: true, value: it });
      }
    }
  });

  it("keeps the order of a long text in which ASCII and other characters take turns", () => {
    const ascii = Array.from({ length: 9_000 }, (_, index) => String.fromCharCode(0x20 + (index % 95))).join("");
    for (const it of [`é${ascii.repeat(80)}é`, "é€".repeat(350_000), ascii.slice(0, 257), ascii.slice(0, 4_096), ascii.slice(0, 4_097), ascii]) {
      const decoded = decodeUtf8(encodeUtf8(it));
      expect(decoded.ok && decoded.value === it).toBe(true);
    }
  });

  it("survives texts longer than an argument list may be", () => {
    for (const unit of ["x", "é", "😀", "aé", "x".repeat(100) + "é"]) {
      const long = unit.repeat(100_000);
      expect(decodeUtf8(encodeUtf8(long))).toEqual({ ok: true, value: long });
    }
  });

  it("does not write half a character", () => {
    for (const half of ["\ud800", "\udbff", "\udc00", "\udfff", "a\udc00", "€\udc00", "\ud800a", "\ud800\ue000", "\udc00\ud800", "\udc00\udc00", "\ud800\ud800"]) {
      expect(() => encodeUtf8(half)).toThrow(FemtoClawError);
      expect(utf8Length(half)).toBe(new TextEncoder().encode(half).length);
    }
  });
});
