import { describe, expect, test } from "vitest";
import { checkRecord } from "@femtoclaw/memory";
import { sha256 } from "@femtoclaw/memory/host";
import { decodeUtf8 } from "@femtoclaw/protocol";
import { emptyHead } from "../../src/record-link.ts";
import { payloadText } from "../../src/host/payload-text.ts";

const bytes = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);

describe("payloadText()", () => {
  test.each([
    ["an overlong form", bytes(0x22, 0xc0, 0xaf, 0x22)],
    ["half of a surrogate pair", bytes(0xed, 0xa0, 0x80)],
    ["a sequence that is cut short", bytes(0x7b, 0xe2, 0x82)],
    ["what lies beyond the last character", bytes(0xf4, 0x90, 0x80, 0x80)],
    ["a byte that begins nothing", bytes(0x80)],
  ])("is nothing for %s, as for the decoder of the protocol, and no record (FC-MEM-0001.R9)", (_what, payload) => {
    expect(payloadText(payload)).toBeNull();
    expect(decodeUtf8(payload).ok).toBe(false);
    expect(checkRecord(emptyHead, payload, sha256)).toEqual({ ok: false, fault: "the record is not UTF-8" });
  });

  test.each(["", "{}", "Grüße, 世界 🦀", "\ufeff{}", "\u0000", "\u{10ffff}"])("is what the decoder of the protocol says of %j, also from the middle of a buffer", (text) => {
    const around = Buffer.concat([Buffer.from("xx"), Buffer.from(text), Buffer.from("yy")]);
    const payload = around.subarray(2, around.length - 2);
    expect(payloadText(payload)).toBe(text);
    expect(decodeUtf8(payload)).toEqual({ ok: true, value: text });
  });
});
