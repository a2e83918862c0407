import { createHash } from "node:crypto";
import { describe, expect, test } from "vitest";
import { emptyHead, genesisHash, linkRecords, recordBytes, recordHash } from "@femtoclaw/memory";
import { sha256 } from "@femtoclaw/memory/host";
import { draft } from "./drafts.ts";

describe("linkRecords()", () => {
  test("counts from 1 and links each record to the one before, the first to 64 zeros", () => {
    const { records, encoded, head } = linkRecords(emptyHead, [draft({ n: 1 }), draft({ n: 2 })], sha256);
    expect(records.map(({ seq }) => seq)).toEqual([1, 2]);
    expect(records[0]?.prev).toBe(genesisHash);
    expect(records[1]?.prev).toBe(recordHash(encoded[0] ?? "", sha256));
    expect(head).toEqual({ seq: 2, hash: recordHash(encoded[1] ?? "", sha256) });
  });

  test("goes on after a head as if all had been linked at once", () => {
    const drafts = [draft({ n: 1 }), draft({ n: 2 }), draft({ n: 3 })];
    const whole = linkRecords(emptyHead, drafts, sha256);
    const first = linkRecords(emptyHead, drafts.slice(0, 1), sha256);
    expect(linkRecords(first.head, drafts.slice(1), sha256).head).toEqual(whole.head);
  });
});

test("recordBytes() has the members in canonical order and nothing else", () => {
  const [record] = linkRecords(emptyHead, [draft({ b: 1, a: "ü" })], sha256).records;
  expect(record && recordBytes(record)).toBe(
    `{"body":{"a":"ü","b":1},"execution":null,"kind":"input.received","prev":"${genesisHash}","run":"r1","seq":1,"time":1700000000000}`,
  );
});

test("recordHash() is the leaf hash of RFC 6962: SHA-256 over a zero byte and the bytes", () => {
  const bytes = '{"ü":"🦀"}';
  const expected = createHash("sha256").update(Buffer.concat([Buffer.from([0]), Buffer.from(bytes)])).digest("hex");
  expect(recordHash(bytes, sha256)).toBe(expected);
});
