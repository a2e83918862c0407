// Valid intents, and what an adversary makes of them: cut, doubled, spelt another way, broken at a byte. Everything comes from one
// seed, so that what was found once is found again.

export interface Dice {
  /** A whole number from 0 up to, and not, `below`. */
  readonly roll: (below: number) => number;
  readonly pick: <T>(from: readonly T[]) => T;
}

/** Marsaglia's xorshift with 32 bits: good enough to wander, and the same everywhere. */
export const diceOf = (seed: number): Dice => {
  let state = (seed ^ 0x9e3779b9) | 0 || 1;
  const roll = (below: number): number => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
  const pick = <T>(from: readonly T[]): T => {
    const found = from[roll(from.length)];
    if (found === undefined) throw new Error("nothing to pick from");
    return found;
  };
  return { roll, pick };
};

const scalars = ['"x"', '""', '"é😀"', '"\\u0061\\n\\/"', '"\\ud83d\\ude00"', "0", "-1", "1.5", "1e3", "-2E-2", "9007199254740991", "true", "false", "null"] as const;
const keys = ["a", "b", "path", "__proto", "constructors", "", "é", "toString", "0"] as const;

const value = (dice: Dice, depth: number): string => {
  const kind = dice.roll(depth > 3 ? 1 : 4);
  if (kind < 2) return dice.pick(scalars);
  const count = dice.roll(4);
  const parts = Array.from({ length: count }, (_, index) => (kind === 2 ? value(dice, depth + 1) : `"${dice.pick(keys)}${index}":${value(dice, depth + 1)}`));
  return kind === 2 ? `[${parts.join(",")}]` : `{${parts.join(",")}}`;
};

const forms = (dice: Dice): readonly string[] => {
  switch (dice.roll(3)) {
    case 0:
      return [`"message":{"content":${dice.pick(['"x"', '""', '"a\\u0000b"', '"{\\"tool_call\\":{}}"'])}}`];
    case 1:
      return [`"tool_call":{"tool":${dice.pick(['"fs.read"', '"t"', '"a-b_c.d9"'])},"args":{${Array.from({ length: dice.roll(3) }, (_, index) => `"k${index}":${value(dice, 0)}`).join(",")}}}`];
    default:
      return [`"bin":${dice.pick(['"git"', '""'])}`, `"argv":[${Array.from({ length: dice.roll(4) }, () => dice.pick(['"log"', '"-n"', '""', '"\\u002d"'])).join(",")}]`];
  }
};

const spaces = ["", "", "", " ", "\n", "\t \r"] as const;

const intentText = (dice: Dice): string => {
  const members = [...(dice.roll(5) === 0 ? ['"protocol":"1.0"'] : []), ...forms(dice)];
  if (dice.roll(2) === 0) members.reverse();
  const space = dice.pick(spaces);
  return `${dice.pick(spaces)}{${space}${members.join(`${space},`)}${space}}${dice.pick(spaces)}`;
};

/** What is put in: tokens of the grammar, near misses of them, keys that are no ordinary ones, versions, and other forms. */
const tokens = [
  "{", "}", "[", "]", ",", ":", '"', "\\", "-", "0", "1", ".", "e", "E+", "/", "//", "/**/", "#", "'", "`", "```json\n", "\u0000", "\u001f", "\u00a0", "\ufeff", "\u2028",
  "01", "-0", "1.", ".5", "1e", "1e999", "9007199254740992", "-9007199254740993", "0x1", "NaN", "Infinity", "nul", "True", "undefined",
  '"a":1,', '"\\u0061":1,', '"k0":1,', '"\\u006b0":1,', '"__proto__":1,', '"\\u005f_proto__":{},', '"constructor":1,', '"prototype":1,',
  '"message":{"content":"y"},', '"bin":"ls",', '"argv":[],', '"tool":"t",', '"protocol":"1.0",', '"protocol":"2.0",', '"protocol":1,', '"protocol":"1.1",',
  "\\ud800", "\\udc00", "\\ud83d\\ude00", "\\u12", "\\x", "\\u00e9", "[[[[[[[[", "{\"a\":{\"a\":{\"a\":", "]]]]", "Sure! ", " ok", "null", "{}", "[]",
] as const;

const hostileBytes = [0x00, 0x1f, 0x20, 0x22, 0x2c, 0x5c, 0x7b, 0x7d, 0x7f, 0x80, 0xa0, 0xbf, 0xc0, 0xc2, 0xe0, 0xed, 0xef, 0xf0, 0xf4, 0xf5, 0xff] as const;

const encoder = new TextEncoder();

const splice = (bytes: Uint8Array, at: number, removed: number, put: Uint8Array): Uint8Array => {
  const result = new Uint8Array(at + put.length + Math.max(0, bytes.length - at - removed));
  result.set(bytes.subarray(0, at));
  result.set(put, at);
  result.set(bytes.subarray(at + removed), at + put.length);
  return result;
};

const mutateOnce = (bytes: Uint8Array, dice: Dice): Uint8Array => {
  const at = dice.roll(bytes.length + 1);
  switch (dice.roll(7)) {
    case 0:
      return splice(bytes, at, 1, Uint8Array.of(dice.pick(hostileBytes)));
    case 1:
      return splice(bytes, at, 0, Uint8Array.of(dice.pick(hostileBytes)));
    case 2:
      return splice(bytes, at, 1 + dice.roll(6), new Uint8Array());
    case 3:
      return splice(bytes, at, 0, bytes.slice(at, at + 1 + dice.roll(12)));
    case 4: {
      const copy = bytes.slice();
      const other = Math.min(dice.roll(bytes.length + 1), bytes.length - 1);
      [copy[Math.min(at, bytes.length - 1)], copy[other]] = [bytes[other] ?? 0, bytes[Math.min(at, bytes.length - 1)] ?? 0];
      return copy;
    }
    default: {
      // Most often where a token may begin: behind a sign of the grammar.
      const places = [...bytes.keys()].filter((index) => '{[,:}]"'.includes(String.fromCharCode(bytes[index] ?? 0)));
      const place = places.length === 0 ? at : dice.pick(places) + dice.roll(2);
      return splice(bytes, place, dice.roll(4) === 0 ? 1 : 0, encoder.encode(dice.pick(tokens)));
    }
  }
};

/** One case: sometimes an intent as it is, mostly with up to three faults. */
export const fuzzCase = (seed: number): Uint8Array => {
  const dice = diceOf(seed);
  let bytes: Uint8Array = encoder.encode(intentText(dice));
  for (let count = dice.roll(4); count > 0 && bytes.length > 0; count -= 1) bytes = mutateOnce(bytes, dice);
  return bytes;
};
