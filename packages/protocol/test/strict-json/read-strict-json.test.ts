import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalise, defaultProtocolLimits, encodeUtf8, readStrictJson, type JsonValue, type ProtocolLimits } from "../../src/index.ts";
import { jsonValue, nearMiss, soup } from "./arbitraries.ts";
import { isStrictJson } from "./reference-grammar.ts";

const limits = defaultProtocolLimits;
const wide: ProtocolLimits = { maxBytes: 2 ** 30, maxDepth: 2 ** 30, maxKeys: 2 ** 30, maxItems: 2 ** 30, maxStringBytes: 2 ** 30 };
const read = (text: string, within: ProtocolLimits = limits): JsonValue | string => {
  const result = readStrictJson(encodeUtf8(text), within);
  return result.ok ? result.value : result.fault.code;
};

describe("readStrictJson()", () => {
  it("accepts what a slow second grammar accepts, and reads it as JSON.parse does (FC-PROTO-0002.R1)", () => {
    const agrees = (bytes: Uint8Array): void => {
      const result = readStrictJson(bytes, limits);
      expect(result.ok).toBe(isStrictJson(bytes, limits));
      if (result.ok) expect(result.value).toStrictEqual(JSON.parse(new TextDecoder().decode(bytes)));
      else {
        expect(result.fault.code).toMatch(/^FC_PROTO_/);
        expect(result.fault.at?.offset).toBeLessThanOrEqual(bytes.length);
      }
    };
    fc.assert(fc.property(soup, agrees), { numRuns: 6_000 });
    fc.assert(fc.property(nearMiss, agrees), { numRuns: 4_000 });
  });

  it("reads back every value from its canonical form and from a spacious one (FC-PROTO-0002.R12)", () => {
    fc.assert(
      fc.property(jsonValue, (value) => {
        expect(readStrictJson(encodeUtf8(canonicalise(value)), limits)).toStrictEqual({ ok: true, value });
        expect(readStrictJson(encodeUtf8(JSON.stringify(value, undefined, 2)), limits)).toStrictEqual({ ok: true, value });
      }),
      { numRuns: 3_000 },
    );
  });

  it("admits every escape of the grammar, in both cases of hexadecimal", () => {
    expect(read('"\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\u00E9\\ud83d\\uDE00\\u0000\\uffff"')).toBe('"\\/\b\f\n\r\téé😀\u0000\uffff');
  });

  it("admits every scalar value, raw and escaped, at the borders of its ranges", () => {
    for (const point of [0x20, 0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xfeff, 0xfffd, 0xfffe, 0xffff, 0x10000, 0x10ffff]) {
      const text = String.fromCodePoint(point);
      const escaped = [...Array(text.length).keys()].map((at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, "0")}`).join("");
      expect(read(`"${text}"`)).toBe(text);
      expect(read(`"${escaped}"`)).toBe(text);
    }
  });

  it("judges every two-byte and three-byte sequence as the platform's decoder does (FC-PROTO-0002.R2)", () => {
    const decoder = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
    const isUtf8 = (bytes: Uint8Array): boolean => {
      try {
        return decoder.decode(bytes) !== undefined;
      } catch {
        return false;
      }
    };
    for (let first = 0x80; first <= 0xff; first += 1) {
      for (let second = 0x7f; second <= 0xc0; second += 1) {
        for (const tail of [[], [0x7f], [0x80], [0xbf], [0x80, 0x80], [0xbf, 0xbf], [0x80, 0xc0]]) {
          const raw = Uint8Array.from([0x22, first, second, ...tail, 0x22]);
          expect(readStrictJson(raw, limits).ok, raw.join(" ")).toBe(isUtf8(raw));
        }
      }
    }
  });

  it("admits the largest safe integers and the smallest decimals", () => {
    expect(read("[9007199254740991,-9007199254740991,5e-324,0,0.0,1e2,-1.5E+1]")).toEqual([9007199254740991, -9007199254740991, 5e-324, 0, 0, 100, -15]);
  });

  it("admits exactly as much as each bound says (FC-PROTO-0002.R6)", () => {
    const text = '{"ab":[1,[2]]}';
    const exact: ProtocolLimits = { maxBytes: 14, maxDepth: 3, maxKeys: 1, maxItems: 3, maxStringBytes: 2 };
    expect(read(text, exact)).toEqual({ ab: [1, [2]] });
    expect(read(text, { ...exact, maxBytes: 13 })).toBe("FC_PROTO_TOO_LONG");
    expect(read(text, { ...exact, maxDepth: 2 })).toBe("FC_PROTO_TOO_DEEP");
    expect(read(text, { ...exact, maxKeys: 0 })).toBe("FC_PROTO_TOO_MANY_KEYS");
    expect(read(text, { ...exact, maxItems: 2 })).toBe("FC_PROTO_TOO_MANY_ITEMS");
    expect(read(text, { ...exact, maxStringBytes: 1 })).toBe("FC_PROTO_STRING_TOO_LONG");
  });

  it.each(["abcdef", "\\u0061", "ab\\n\\t", "é€a"])("admits the string %j of exactly as many bytes as the bound says (FC-PROTO-0002.R6)", (written) => {
    expect(read(`"${written}"`, { ...limits, maxStringBytes: 6 })).toBe(JSON.parse(`"${written}"`));
    expect(read(`"${written}"`, { ...limits, maxStringBytes: 5 })).toBe("FC_PROTO_STRING_TOO_LONG");
  });

  it("reads a long string in its order, be it plain, escaped, or both by turns", () => {
    const plain = Array.from({ length: 9_000 }, (_, index) => String.fromCharCode(0x61 + (index % 23))).join("");
    for (const text of [plain.slice(0, 256), plain.slice(0, 257), plain.slice(0, 4_096), plain.slice(0, 4_097), plain, `\n${plain}`, `${plain}\n${plain}é${plain}`, `\n${"é€".repeat(350_000)}`]) {
      expect(read(JSON.stringify(text), wide) === text).toBe(true);
    }
  });

  it("stops at once in a hundred thousand brackets, whatever the configuration admits (FC-PROTO-0002.R7)", () => {
    for (const open of ["[", '{"":']) {
      const text = open.repeat(100_000);
      expect(read(text, { ...limits, maxBytes: wide.maxBytes })).toBe("FC_PROTO_TOO_DEEP");
      expect(read(text, wide)).toBe("FC_PROTO_TOO_DEEP");
    }
  });

  it("reads a megabyte of escapes, of characters, of digits, of keys and of whitespace in linear time", () => {
    const escapes = read(`"${"\\u00e9\\n".repeat(125_000)}"`, wide);
    expect(escapes).toBe("é\n".repeat(125_000));
    expect(read(`"${"😀é".repeat(170_000)}"`, wide)).toBe("😀é".repeat(170_000));
    expect(read(`"${"x".repeat(1_000_000)}"`, wide)).toBe("x".repeat(1_000_000));
    expect(read(`0.${"1".repeat(1_000_000)}`, wide)).toBe(1 / 9);
    expect(read(`${" ".repeat(1_000_000)}1`, wide)).toBe(1);
    const keys = Object.fromEntries(Array.from({ length: 80_000 }, (_, index) => [`k${index}`, index]));
    expect(read(JSON.stringify(keys), wide)).toStrictEqual(keys);
  });

  it.each([
    ["9007199254740990.4", 9007199254740990], ["9007199254740990.5", 9007199254740990], ["9007199254740990.51", 9007199254740991], ["0.1e1", 1], ["1e-400", 0],
    ["0.1", 0.1], ["0.10000000000000000555", 0.1], ["2.2250738585072011e-308", 2.2250738585072011e-308], ["4.9e-324", 5e-324], ["2.4e-324", 0],
    ["9007199254740992.0", "FC_PROTO_UNSAFE_INTEGER"], ["9007199254740991.5", "FC_PROTO_UNSAFE_INTEGER"], ["-1e16", "FC_PROTO_UNSAFE_INTEGER"], ["1e309", "FC_PROTO_NUMBER_OVERFLOW"],
    ["-0", "FC_PROTO_NEGATIVE_ZERO"], ["-0.0e5", "FC_PROTO_NEGATIVE_ZERO"], ["-1e-400", "FC_PROTO_NEGATIVE_ZERO"],
  ])("reads the number %s as its nearest double, or not at all: %s (FC-PROTO-0002.R3)", (text, expected) => {
    expect(read(text)).toBe(expected);
  });

  it("keeps keys apart that only look or normalise alike, and joins spellings of one (FC-PROTO-0002.R4)", () => {
    expect(read('{"\\u00e9":1,"e\\u0301":2,"E":3,"e":4,"e ":5,"\\u0435":6}')).toStrictEqual({ "\u00e9": 1, "e\u0301": 2, E: 3, e: 4, "e ": 5, "\u0435": 6 });
    for (const [one, other] of [["é", "\\u00e9"], ["😀", "\\ud83d\\ude00"], ["/", "\\/"], ["", ""], ["\\n", "\\u000A"], ["1", "\\u0031"]]) {
      expect(read(`{"${one}":1,"x":{"${other}":1},"${other}":2}`), other).toBe("FC_PROTO_DUPLICATE_KEY");
    }
  });

  it("makes every key an own member and no key a prototype (FC-PROTO-0002.R5)", () => {
    const value: unknown = read('{"toString":1,"valueOf":2,"hasOwnProperty":3,"__defineGetter__":4,"__proto":5,"Constructor":6}');
    expect(Object.entries(value ?? {})).toEqual([["toString", 1], ["valueOf", 2], ["hasOwnProperty", 3], ["__defineGetter__", 4], ["__proto", 5], ["Constructor", 6]]);
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    for (const key of ["__proto__", "\\u005f_proto__", "constructor", "c\\u006fnstructor", "prototype", "prototyp\\u0065"]) expect(read(`[{"${key}":1}]`), key).toBe("FC_PROTO_FORBIDDEN_KEY");
  });

  it("reads bytes that are a view into a larger buffer", () => {
    expect(readStrictJson(encodeUtf8('x{"a":1}x').subarray(1, 8), limits)).toEqual({ ok: true, value: { a: 1 } });
  });
});
