// Valid intents under bounds that mostly do not matter, and what an adversary makes of them.
import { defaultProtocolLimits, encodeUtf8, type ProtocolLimits } from "../../src/index.ts";
import { diceOf, type Dice } from "./dice.ts";
import { mutateBytes } from "./mutate-bytes.ts";
import { mutateTokens } from "./mutate-tokens.ts";

export interface FuzzCase {
  readonly bytes: Uint8Array;
  readonly limits: ProtocolLimits;
}

/** Sometimes an intent as it is, mostly with up to four faults. */
export const fuzzCase = (seed: number): FuzzCase => {
  const dice = diceOf(seed);
  const limits = limitsOf(dice);
  let bytes: Uint8Array = encodeUtf8(intentText(dice));
  for (let count = dice.roll(5); count > 0 && bytes.length > 0; count -= 1) {
    bytes = dice.roll(4) === 0 ? mutateBytes(bytes, dice) : Uint8Array.from(Buffer.from(mutateTokens(Buffer.from(bytes).toString("latin1"), dice), "latin1"));
  }
  return { bytes, limits };
};

/** One bound in four cases lies about where the text ends, so that both sides of it are seen. */
const limitsOf = (dice: Dice): ProtocolLimits => {
  const limits = { ...defaultProtocolLimits, maxDepth: 8 };
  switch (dice.roll(20)) {
    case 0:
      return { ...limits, maxBytes: 20 + dice.roll(100) };
    case 1:
      return { ...limits, maxDepth: dice.roll(6) };
    case 2:
      return { ...limits, maxKeys: dice.roll(8) };
    case 3:
      return { ...limits, maxItems: dice.roll(6) };
    case 4:
      return { ...limits, maxStringBytes: dice.roll(24) };
    default:
      return limits;
  }
};

const scalars = ['"x"', '""', '"é😀"', '"\\u0061\\n\\/"', '"\\ud83d\\ude00"', "0", "-1", "1.5", "1e3", "-2E-2", "9007199254740991", "true", "false", "null"] as const;
const keys = ["a", "b", "path", "__proto", "constructors", "", "é", "toString", "0"] as const;
const spaces = ["", "", "", " ", "\n", "\t \r"] as const;

const intentText = (dice: Dice): string => {
  const members = [...(dice.roll(5) === 0 ? ['"protocol":"1.0"'] : []), ...form(dice)];
  if (dice.roll(2) === 0) members.reverse();
  const space = dice.pick(spaces);
  return `${dice.pick(spaces)}{${space}${members.join(`${space},`)}${space}}${dice.pick(spaces)}`;
};

const form = (dice: Dice): readonly string[] => {
  switch (dice.roll(3)) {
    case 0:
      return [`"message":{"content":${dice.pick(['"x"', '""', '"a\\u0000b"', '"{\\"tool_call\\":{}}"'])}}`];
    case 1:
      return [`"tool_call":{"tool":${dice.pick(['"fs.read"', '"t"', '"a-b_c.d9"'])},"args":{${several(dice, 3, (index) => `"k${index}":${value(dice, 0)}`)}}}`];
    default:
      return [`"bin":${dice.pick(['"git"', '""'])}`, `"argv":[${several(dice, 4, () => dice.pick(['"log"', '"-n"', '""', '"\\u002d"']))}]`];
  }
};

const value = (dice: Dice, depth: number): string => {
  switch (dice.roll(depth > 3 ? 2 : 4)) {
    case 2:
      return `[${several(dice, 4, () => value(dice, depth + 1))}]`;
    case 3:
      return `{${several(dice, 4, (index) => `"${dice.pick(keys)}${index}":${value(dice, depth + 1)}`)}}`;
    default:
      return dice.pick(scalars);
  }
};

const several = (dice: Dice, below: number, part: (index: number) => string): string => Array.from({ length: dice.roll(below) }, (_, index) => part(index)).join(",");
