import fc from "fast-check";
import type { JsonValue } from "../../src/index.ts";

const isForbidden = (key: string): boolean => ["__proto__", "constructor", "prototype"].includes(key);
const number = fc.oneof(
  fc.maxSafeInteger(),
  fc.double({ noNaN: true, noDefaultInfinity: true, min: -9007199254740991, max: 9007199254740991 }),
  fc.constantFrom(0.1, 5e-324, 2 ** 53 - 1, -(2 ** 53 - 1), 1e-7, 123456.789e-3),
).map((n) => (Object.is(n, -0) ? 0 : n));
const string = fc.oneof(fc.string({ unit: "binary" }), fc.string({ unit: "grapheme" }), fc.string());
const key = string.filter((text) => !isForbidden(text));

/** Values of the domain that strict JSON can carry. */
export const jsonValue: fc.Arbitrary<JsonValue> = fc.letrec<{ value: JsonValue }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 5, depthSize: "small" },
    fc.constantFrom(null, true, false),
    number,
    string,
    fc.array(tie("value"), { maxLength: 5 }),
    fc.dictionary(key, tie("value"), { maxKeys: 5, noNullPrototype: true }),
  ),
})).value;

const fragment = fc.constantFrom(
  "{", "}", "[", "]", ",", ":", '"', '"', "\\", '""', '"a"', '"a":', '"\\u0061":', '"b":1', "{}", "[]", "true", "false", "null", "nul",
  "0", "-0", "-", "1", "01", "1.5", "1.", ".5", "1e5", "1e400", "1E-2", "e", "9007199254740991", "9007199254740992", "-9007199254740993",
  " ", "\n", "\t", "\r", "\u00a0", "\ufeff", "\u0000", "\u001f", "\u007f", "é", "€", "😀", "\\n", "\\u00", "\\u0000", "\\ud83d", "\\ude00", "\\ud83d\\ude00",
  '"__proto__":', '"constructor":', '"\\u005f_proto__":', "/", "#", "'", "NaN", "Infinity",
);
const rawByte = fc.integer({ min: 0, max: 255 }).map((byte) => Uint8Array.of(byte));
const hostileByte = fc.constantFrom(0x80, 0xbf, 0xc0, 0xc1, 0xe0, 0xed, 0xa0, 0xf0, 0xf4, 0x90, 0xf5, 0xff).map((byte) => Uint8Array.of(byte));

const concat = (parts: readonly Uint8Array[]): Uint8Array => Uint8Array.from(parts.flatMap((part) => [...part]));
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Grammar fragments and bytes in any order: mostly rejected, sometimes just admissible. */
export const soup: fc.Arbitrary<Uint8Array> = fc
  .array(fc.oneof({ weight: 12, arbitrary: fragment.map(encode) }, { weight: 1, arbitrary: rawByte }, { weight: 1, arbitrary: hostileByte }), { maxLength: 12 })
  .map(concat);

/** A good document with one cut replaced by fragments: near the border from the inside. */
export const nearMiss: fc.Arbitrary<Uint8Array> = fc
  .tuple(jsonValue, fc.nat(), fc.nat(4), fc.oneof(fragment.map(encode), hostileByte, fc.constant(new Uint8Array())), fc.constantFrom(undefined, 1, "\t"))
  .map(([value, where, removed, inserted, indent]) => {
    const bytes = encode(JSON.stringify(value, undefined, indent));
    const at = where % (bytes.length + 1);
    return concat([bytes.subarray(0, at), inserted, bytes.subarray(at + removed)]);
  });
