// FC-PROTO-0001.R15: reading takes time in proportion to the bytes, whatever they are. Each row reads four times as much as its floor,
// which is the same reader on the same kind of text: a reader in proportion shows about 4x, a quadratic one 16x. Brackets end at the
// bound of depth, so they show 1x and what it costs to say so.
import { defaultProtocolLimits, encodeUtf8, parseIntent, type ProtocolLimits } from "@femtoclaw/protocol";
import { compare, keep, least, times, type Row } from "./measure.ts";

const open: ProtocolLimits = { ...defaultProtocolLimits, maxBytes: 1e9, maxDepth: 256, maxKeys: 1e9, maxItems: 1e9, maxStringBytes: 1e9 };

const args = (inside: string): string => `{"tool_call":{"tool":"t","args":${inside}}}`;
const many = (count: number, part: (index: number) => string): string => Array.from({ length: count }, (_, index) => part(index)).join(",");

/** Texts that have made readers slow, by how large they are to be. */
const hostile: { readonly [what: string]: (size: number) => string } = {
  "open brackets": (size) => "[".repeat(size * 4),
  "escapes in a string": (size) => args(`{"a":"${"\\u0041\\n".repeat(size)}"}`),
  "a string that never ends": (size) => `{"message":{"content":"${"a\\\\".repeat(size)}`,
  "keys that differ at their end": (size) => args(`{${many(size, (index) => `"${"k".repeat(24)}${index}":1`)}}`),
  "keys like indexes": (size) => args(`{${many(size, (index) => `"${size - index}":1`)}}`),
  // Engines hash the text of an index to its number: these agree in the low bits that a table looks at first.
  "keys like indexes that collide": (size) => args(`{${many(size, (index) => `"${1_000_000_000 + index * 16_384}":1`)}}`),
  "the same key at the very end": (size) => args(`{${many(size, (index) => `"k${index}":1`)},"k0":2}`),
  "digits": (size) => args(`{"a":0.${"1".repeat(size * 4)}}`),
  "digits with an exponent": (size) => args(`{"a":${"1".repeat(size * 4)}e-${size * 4}}`),
  "decimals": (size) => args(`{"a":[${many(size, (index) => `${index}.5`)}]}`),
  "white space": (size) => `${" \n\t\r".repeat(size)}{"message":{"content":"x"}}`,
  "lines before a defect": (size) => `{"message":{"content":"x"}${"\n".repeat(size * 4)}x`,
  "characters beyond ASCII": (size) => args(`{"a":"${"é€😀".repeat(size)}"}`),
  "items nested to the bound": (size) => args(`{"a":[${many(Math.ceil(size / 60), () => `${"[".repeat(250)}${"]".repeat(250)}`)}]}`),
  "an unknown key behind many": (size) => `{"tool_call":{"tool":"t","args":{${many(size, (index) => `"k${index}":1`)}},"zzz":1}}`,
};

export const growth = async (rounds: number): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for (const [what, text] of Object.entries(hostile)) {
    const size = 12_500;
    const [large, small] = [encodeUtf8(text(size * 4)), encodeUtf8(text(size))];
    const read = (bytes: Uint8Array) => times(1, () => keep(parseIntent(bytes, open)));
    rows.push(await compare("growth", `${what}, ${Math.round(large.length / 1_024)} KiB`, `the same, ${Math.round(small.length / 1_024)} KiB`, rounds, 1, read(large), read(small), least));
  }
  return rows;
};
