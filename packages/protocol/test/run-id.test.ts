import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { executionId, FemtoClawError, isExecutionId, isRunId, makeRunId, parseExecutionId, parseRunId } from "../src/index.ts";

const random = new Uint8Array(10);
const timeMs = fc.integer({ min: 0, max: 2 ** 48 - 1 });

describe("run ids", () => {
  it("have the layout of a ULID", () => {
    expect(makeRunId(0, random)).toBe("run_00000000000000000000000000");
    expect(makeRunId(2 ** 48 - 1, random.map(() => 0xff))).toBe("run_7zzzzzzzzzzzzzzzzzzzzzzzzz");
    // The example of the ULID specification, in lower case.
    expect(makeRunId(1469922850259, random).slice(4, 14)).toBe("01arz3ndek");
    expect(makeRunId(32, Uint8Array.of(0x08, 0, 0, 0, 0, 0, 0, 0, 0, 1))).toBe("run_00000000101000000000000001");
  });

  it("carry every bit they are made of, and sort by time", () => {
    const bits = (id: string): bigint => Array.from(id.slice(4)).reduce((sum, letter) => sum * 32n + BigInt("0123456789abcdefghjkmnpqrstvwxyz".indexOf(letter)), 0n);
    fc.assert(
      fc.property(timeMs, timeMs, fc.uint8Array({ minLength: 10, maxLength: 10 }), (one, other, bytes) => {
        const id = makeRunId(one, bytes);
        expect(bits(id)).toBe((BigInt(one) << 80n) | BigInt(`0x${Buffer.from(bytes).toString("hex")}`));
        expect(parseRunId(id)).toEqual({ ok: true, value: id });
        expect(id < makeRunId(other, bytes)).toBe(one < other);
      }),
      { numRuns: 500 },
    );
  });

  it.each([
    "", "run_", "run_0000000000000000000000000", "run_000000000000000000000000000", "run_0000000000000000000000000i", "run_0000000000000000000000000A",
    "run_80000000000000000000000000", "Run_00000000000000000000000000", "run-00000000000000000000000000", " run_0000000000000000000000000", "run_0000000000000000000000000\n",
  ])("%j is none", (text) => {
    expect(isRunId(text)).toBe(false);
    expect(parseRunId(text)).toMatchObject({ ok: false, fault: { code: "FC_PROTO_RUN_ID" } });
  });

  it("are not made from a time or randomness that cannot make one", () => {
    for (const time of [-1, 0.5, 2 ** 48, Number.NaN]) expect(() => makeRunId(time, random)).toThrow(FemtoClawError);
    expect(() => makeRunId(0, new Uint8Array(9))).toThrow(FemtoClawError);
  });
});

describe("execution ids", () => {
  const runId = makeRunId(1, random);

  it("name a run and a number, both ways", () => {
    expect(executionId(runId, 12)).toBe(`${runId}.12`);
    expect(parseExecutionId(executionId(runId, 0))).toEqual({ ok: true, value: { runId, number: 0 } });
  });

  it.each(["", ".", ".01", ".-1", ".1.0", ".1e3", ". 1", ".9007199254740992", "/1", ".1 "])("a run id with %j behind it is none", (rest) => {
    expect(isExecutionId(runId + rest)).toBe(false);
    expect(parseExecutionId(runId + rest)).toMatchObject({ ok: false, fault: { code: "FC_PROTO_EXECUTION_ID" } });
  });

  it("are not made from what is no run id or no count", () => {
    expect(() => executionId("run_x", 1)).toThrow(FemtoClawError);
    for (const number of [-1, 0.5, Number.NaN, 2 ** 53]) expect(() => executionId(runId, number)).toThrow(FemtoClawError);
  });
});
