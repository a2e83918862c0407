import { describe, expect, test } from "vitest";
import { emptyHead, linkRecords, recordBytes, recordHash, verifyLinks, type StoredPayload } from "@femtoclaw/memory";
import { sha256 } from "@femtoclaw/memory/host";
import { draft } from "./drafts.ts";

const { encoded, head } = linkRecords(emptyHead, [1, 2, 3, 4].map((n) => draft({ n })), sha256);
const stored = (texts: readonly string[]): readonly StoredPayload[] =>
  texts.map((text, index) => ({ file: "a.segment", offset: 64 + index * 8, payload: Buffer.from(text) }));
const without = (index: number): readonly string[] => encoded.filter((_, at) => at !== index);
const withText = (index: number, change: (text: string) => string): readonly string[] =>
  encoded.map((text, at) => (at === index ? change(text) : text));
const swapped = [encoded[0], encoded[2], encoded[1], encoded[3]].map(String);

describe("verifyLinks()", () => {
  test("accepts what was linked, and ends at its head", () => {
    expect(verifyLinks(stored(encoded), sha256)).toEqual({ ok: true, records: 4, head, damage: null });
  });

  test("finds a number that was left out although every link fits", () => {
    const [first = ""] = encoded;
    const third = recordBytes({ ...draft({ n: 2 }), seq: 3, prev: recordHash(first, sha256) });
    expect(verifyLinks(stored([first, third]), sha256)).toMatchObject({ ok: false, damage: { seq: 2 } });
  });

  test.each([
    ["an edit, at the record that no longer links to it", withText(1, (text) => text.replace('{"n":2}', '{"n":9}')), 3],
    ["a deletion", without(1), 2],
    ["a deleted first record", without(0), 1],
    ["an exchange of two records", swapped, 2],
    ["a record that occurs twice", [encoded[0], encoded[0], ...encoded.slice(1)].map(String), 2],
    ["a space that changes no meaning", withText(2, (text) => text.replace('{"body":', '{ "body":')), 3],
    ["a key that is given twice", withText(2, (text) => text.replace('"run":"r1"', '"run":"r0","run":"r1"')), 3],
    ["members in another order", withText(2, (text) => text.replace(/^\{(.*),"time":(\d+)\}$/, '{"time":$2,$1}')), 3],
    ["a member too many", withText(2, (text) => text.replace(/\}$/, ',"x":1}')), 3],
    ["a kind that does not exist", withText(2, (text) => text.replace("input.received", "input.invented")), 3],
    ["bytes that are no text", withText(2, () => "\ud800"), 3],
  ])("finds %s", (_, texts, seq) => {
    const result = verifyLinks(stored(texts), sha256);
    expect(result.ok).toBe(false);
    expect(result.damage).toMatchObject({ seq, file: "a.segment", offset: 64 + (seq - 1) * 8 });
    expect(result.records).toBe(seq - 1);
  });
});
