import { describe, expect, it } from "vitest";
import { parseIntent } from "../../src/index.ts";
import { fuzzCase } from "./mutate.ts";
import { judgeCase } from "./judge-case.ts";

const shown = (bytes: Uint8Array): string => Buffer.from(bytes).toString("latin1");

describe("parseIntent() under structure-aware mutation", () => {
  it("agrees with the reference on 200,000 cases and never throws (FC-PROTO-0001.R15)", () => {
    let intents = 0;
    for (let seed = 1; seed <= 200_000; seed += 1) {
      const bytes = fuzzCase(seed);
      const wrong = judgeCase(bytes);
      if (wrong !== null) expect.fail(`seed ${seed}: ${wrong}: ${shown(bytes)}`);
      if (parseIntent(bytes, { maxBytes: 1e6, maxDepth: 8, maxKeys: 1e4, maxItems: 1e4, maxStringBytes: 1e6 }).ok) intents += 1;
    }
    // Both sides of the border are visited.
    expect(intents).toBeGreaterThan(40_000);
    expect(intents).toBeLessThan(160_000);
  }, 120_000);

  it("would notice a reader that repairs, one that forgets a key, and one that throws", () => {
    const cases = Array.from({ length: 4_000 }, (_, index) => fuzzCase(index + 1));
    const repairs: Parameters<typeof judgeCase>[1] = (bytes, limits) => parseIntent(Uint8Array.from([...bytes].filter((byte) => byte !== 0x60)), limits);
    const forgets: Parameters<typeof judgeCase>[1] = (bytes, limits) => {
      const read = parseIntent(bytes, limits);
      if (read.ok) return read;
      return /"(a|k0|bin)":/.test(shown(bytes)) && read.fault.code === "FC_PROTO_DUPLICATE_KEY" ? { ok: true } : read;
    };
    const throws: Parameters<typeof judgeCase>[1] = (bytes, limits) => {
      if (bytes.includes(0xff)) throw new RangeError("odd byte");
      return parseIntent(bytes, limits);
    };
    for (const reader of [repairs, forgets, throws]) expect(cases.some((bytes) => judgeCase(bytes, reader) !== null)).toBe(true);
  });
});
