import canonicalizeOf from "canonicalize";
import { runInNewContext } from "node:vm";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalise, defaultProtocolLimits, encodeUtf8, FemtoClawError, readStrictJson, type FaultPosition, type JsonValue } from "../src/index.ts";
import { doubles } from "./rfc-8785.ts";
import { jsonValue } from "./strict-json/arbitraries.ts";

const doubleOf = (bits: string): number => new DataView(Uint8Array.from(Buffer.from(bits, "hex")).buffer).getFloat64(0);

const refusalOf = (value: unknown): { readonly code: string; readonly at: FaultPosition | undefined } | undefined => {
  try {
    // The point of these tests is a caller whose types lied.
    canonicalise(value as JsonValue);
    return undefined;
  } catch (thrown) {
    if (!(thrown instanceof FemtoClawError)) throw thrown;
    return { code: thrown.code, at: thrown.fault.at };
  }
};

describe("canonicalise() follows RFC 8785 (FC-PROTO-0002.R11)", () => {
  it.each(doubles)("appendix B: the double %s is %s", (bits, text) => {
    expect(canonicalise(doubleOf(bits))).toBe(text);
  });

  it.each(["7fffffffffffffff", "fff8000000000000", "7ff0000000000000", "fff0000000000000"])("appendix B: the double %s has none", (bits) => {
    expect(refusalOf([doubleOf(bits)])).toEqual({ code: "FC_PROTO_NOT_CANONICALISABLE", at: { pointer: "/0" } });
  });

  it("section 3.2.2: literals, numbers and strings", () => {
    const value = { numbers: [333333333.33333329, 1e30, 4.5, 2e-3, 0.000000000000000000000000001], string: '\u20ac$\u000F\u000aA\'\u0042\u0022\u005c\\"/', literals: [null, true, false] };
    expect(canonicalise(value)).toBe('{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}');
  });

  it("section 3.2.3: keys in the order of their UTF-16 code units", () => {
    const value = { "\u20ac": 1, "\r": 2, "\ufb33": 3, "1": 4, "\ud83d\ude00": 5, "\u0080": 6, "\u00f6": 7 };
    expect(canonicalise(value)).toBe('{"\\r":2,"1":4,"\u0080":6,"\u00f6":7,"\u20ac":1,"\ud83d\ude00":5,"\ufb33":3}');
  });

  it("integer-like keys as text, not as numbers", () => {
    expect(canonicalise({ "10": 1, "9": 2, "1": 3 })).toBe('{"1":3,"10":1,"9":2}');
  });

  it("every control character with the shortest escape", () => {
    const controls = Array.from({ length: 0x21 }, (_, unit) => String.fromCharCode(unit)).join("");
    const short: Readonly<Record<number, string>> = { 8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r" };
    const expected = Array.from({ length: 0x20 }, (_, unit) => short[unit] ?? `\\u${unit.toString(16).padStart(4, "0")}`).join("");
    expect(canonicalise(controls)).toBe(`"${expected} "`);
    expect(canonicalise("\u007f\u0080\u2028\ufeff/")).toBe('"\u007f\u0080\u2028\ufeff/"');
  });
});

// The npm package of an author of the RFC. It is right wherever JSON can carry the value; it leaves out or turns into null what it cannot.
describe("canonicalise() beside an independent library (FC-PROTO-0002.R11)", () => {
  it("writes the same of every value that strict JSON can carry", () => {
    fc.assert(fc.property(jsonValue, (value) => canonicalise(value) === canonicalizeOf(value)), { numRuns: 5_000 });
  });

  it("writes the same of more keys than it keeps in mind, the first time and every other time", () => {
    const value = Object.fromEntries(Array.from({ length: 5_000 }, (_, n) => [`${n % 7 === 0 ? "quoted \"\u0001" : "key"}${n}${n % 11 === 0 ? "-".repeat(60) : ""}`, n]));
    for (let time = 0; time < 2; time += 1) expect(canonicalise(value) === canonicalizeOf(value)).toBe(true);
  });

  it("writes the same of every finite double, whatever its bits", () => {
    const double = fc.uint8Array({ minLength: 8, maxLength: 8 }).map((bytes) => new DataView(Uint8Array.from(bytes).buffer).getFloat64(0)).filter(Number.isFinite);
    fc.assert(fc.property(fc.oneof(double, fc.double({ noNaN: true, noDefaultInfinity: true })), (it) => canonicalise(it) === canonicalizeOf(it)), { numRuns: 20_000 });
  });

  it("writes the same keys in the same order, whatever their characters", () => {
    const unit = fc.constantFrom("a", "A", "0", "9", "10", "\u0000", "\r", '"', "\\", "/", "\u007f", "\u0080", "é", "e\u0301", "€", "\u2028", "\ud7ff", "\ue000", "\uffff", "😀", "\u{10ffff}");
    const keys = fc.array(fc.string({ unit, maxLength: 4 }), { maxLength: 40 });
    fc.assert(fc.property(keys, (names) => {
      const value = Object.fromEntries(names.map((name, index) => [name, index]));
      expect(canonicalise(value)).toBe(canonicalizeOf(value));
    }), { numRuns: 3_000 });
  });

  it("refuses what the library leaves out, or turns into null", () => {
    for (const value of [{ a: undefined }, [undefined], { a: () => 1 }, [Symbol("s")], { at: new Date(0) }, [new Number(1)]]) {
      expect(canonicalizeOf(value)).toBeTypeOf("string");
      expect(refusalOf(value)?.code).toBe("FC_PROTO_NOT_CANONICALISABLE");
    }
  });
});

describe("canonicalise()", () => {
  it("is blind to the order of keys, and the same when done twice (FC-PROTO-0002.R12, FC-PROTO-0002.R13)", () => {
    const reversed = (value: JsonValue): JsonValue => {
      if (value === null || typeof value !== "object") return value;
      if (Array.isArray(value)) return value.map(reversed);
      return Object.fromEntries(Object.entries(value).toReversed().map(([key, member]) => [key, reversed(member)]));
    };
    fc.assert(
      fc.property(jsonValue, (value) => {
        const text = canonicalise(value);
        expect(canonicalise(reversed(value))).toBe(text);
        const again = readStrictJson(encodeUtf8(text), defaultProtocolLimits);
        expect(again.ok && canonicalise(again.value)).toBe(text);
        expect(JSON.parse(text)).toStrictEqual(value);
      }),
      { numRuns: 3_000 },
    );
  });

  it("leaves the value as it was", () => {
    const value = Object.freeze({ b: 1, a: Object.freeze([2]) });
    expect(canonicalise(value)).toBe('{"a":[2],"b":1}');
    expect(Object.keys(value)).toEqual(["b", "a"]);
  });

  it("writes objects without prototype, and of another realm", () => {
    expect(canonicalise(Object.assign(Object.create(null), { a: 1 }))).toBe('{"a":1}');
    expect(canonicalise(runInNewContext("({ b: [1], a: {} })"))).toBe('{"a":{},"b":[1]}');
  });

  it.each([
    ["NaN", { a: Number.NaN }, "/a"],
    ["Infinity", [1, Number.POSITIVE_INFINITY], "/1"],
    ["undefined", { a: { "b/c": undefined } }, "/a/b~1c"],
    ["a hole in an array", [1, , 3], "/1"], // oxlint-disable-line no-sparse-arrays
    ["a function", { f: () => 1 }, "/f"],
    ["a bigint", [1n], "/0"],
    ["a symbol", [Symbol("s")], "/0"],
    ["a date", { at: new Date(0) }, "/at"],
    ["a map", new Map([["a", 1]]), ""],
    ["bytes", [new Uint8Array(2)], "/0"],
    ["a high surrogate alone", { a: "x\ud800" }, "/a"],
    ["a low surrogate alone", ["\udc00x"], "/0"],
    ["surrogates in the wrong order", "\udc00\ud800", ""],
    ["a high surrogate before another character", ["\ud800x"], "/0"],
    ["two low surrogates", ["\udc00\udc00"], "/0"],
    ["a low surrogate behind a whole character", ["😀\ude00"], "/0"],
    ["two high surrogates", `${"long enough for the other way of writing strings"}\ud800\ud800\udc00`, ""],
    ["a key with a lone surrogate", { "\ud800": 1 }, "/\ud800"],
  ])("refuses %s, and says where (FC-PROTO-0002.R14)", (_why, value, pointer) => {
    expect(refusalOf(value)).toEqual({ code: "FC_PROTO_NOT_CANONICALISABLE", at: { pointer } });
  });

  it("refuses a cycle and a nesting that no reader admits, without overflowing the stack", () => {
    const cycle: unknown[] = [];
    cycle.push(cycle);
    const ring: { next?: unknown } = {};
    ring.next = ring;
    for (const value of [cycle, ring]) expect(refusalOf(value)?.code).toBe("FC_PROTO_NOT_CANONICALISABLE");
    for (const around of [(inner: JsonValue): JsonValue => [inner], (inner: JsonValue): JsonValue => ({ a: inner })]) {
      let deep: JsonValue = 1;
      for (let depth = 0; depth < 100_000; depth += 1) deep = around(deep);
      expect(refusalOf(deep)?.code).toBe("FC_PROTO_NOT_CANONICALISABLE");
    }
  });

  it("writes exactly as deep as the reader can be told to read", () => {
    const limits = { ...defaultProtocolLimits, maxDepth: 1_000 };
    for (const [open, inmost, close] of [["[", "[]", "]"], ['{"a":', "{}", "}"]] as const) {
      const nested = (depth: number): string => open.repeat(depth - 1) + inmost + close.repeat(depth - 1);
      const deepest = readStrictJson(encodeUtf8(nested(256)), limits);
      expect(deepest.ok && canonicalise(deepest.value)).toBe(nested(256));
      expect(readStrictJson(encodeUtf8(nested(257)), limits).ok).toBe(false);
      expect(refusalOf(JSON.parse(nested(257)))?.code).toBe("FC_PROTO_NOT_CANONICALISABLE");
    }
  });
});
