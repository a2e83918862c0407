import { describe, expect, it } from "vitest";
import { parseIntent, type FaultCode } from "../../src/index.ts";
import { rejections } from "../rejections.ts";
import { fuzzCase } from "./fuzz-case.ts";
import { judgeCase } from "./judge-case.ts";

const shown = (bytes: Uint8Array): string => JSON.stringify(Buffer.from(bytes).toString("latin1"));

describe("parseIntent() under structure-aware mutation", () => {
  it("agrees with the reference on 200,000 cases and never throws (FC-PROTO-0001.R15)", () => {
    const codes = new Map<FaultCode | "none", number>();
    const parse: typeof parseIntent = (bytes, limits) => {
      const read = parseIntent(bytes, limits);
      const code = read.ok ? "none" : read.fault.code;
      codes.set(code, (codes.get(code) ?? 0) + 1);
      return read;
    };
    for (let seed = 1; seed <= 200_000; seed += 1) {
      const it = fuzzCase(seed);
      const wrong = judgeCase(it, parse);
      if (wrong !== null) expect.fail(`seed ${seed}: ${wrong}: ${shown(it.bytes)} within ${JSON.stringify(it.limits)}`);
    }
    // Both sides of the border are visited, and every way to cross it.
    expect(codes.get("none")).toBeGreaterThan(40_000);
    expect(codes.get("none")).toBeLessThan(160_000);
    expect([...codes.keys()].toSorted()).toEqual([...new Set(["none", ...rejections.map((it) => it.code)])].toSorted());
  }, 120_000);

  const repairs: typeof parseIntent = (bytes, limits) => parseIntent(bytes.filter((byte) => byte !== 0x60), limits);
  const lastWins: typeof parseIntent = (bytes, limits) => {
    const read = parseIntent(bytes, limits);
    return !read.ok && read.fault.code === "FC_PROTO_DUPLICATE_KEY" ? { ok: true, value: { kind: "message", content: "" } } : read;
  };
  const trims: typeof parseIntent = (bytes, limits) => {
    const read = parseIntent(bytes, limits);
    return read.ok && read.value.kind === "message" ? { ok: true, value: { kind: "message", content: read.value.content.replaceAll("\u0000", "") } } : read;
  };
  const countsOneMore: typeof parseIntent = (bytes, limits) => parseIntent(bytes, { ...limits, maxItems: limits.maxItems + 1 });
  const measuresCharacters: typeof parseIntent = (bytes, limits) => parseIntent(bytes, { ...limits, maxStringBytes: limits.maxStringBytes * 2 });
  const throws: typeof parseIntent = (bytes, limits) => {
    if (bytes.includes(0xff)) throw new RangeError("odd byte");
    return parseIntent(bytes, limits);
  };

  it.each(Object.entries({ repairs, lastWins, trims, countsOneMore, measuresCharacters, throws }))("would notice a reader that differs: %s", (_how, reader) => {
    const cases = Array.from({ length: 4_000 }, (_, index) => fuzzCase(index + 1));
    expect(cases.some((it) => judgeCase(it, reader) !== null)).toBe(true);
  });
});
