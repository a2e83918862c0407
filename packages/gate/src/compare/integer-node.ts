// The decimal texts of the whole numbers of a range, as a pattern: what `judgeArgv` takes for an integer.
import type { IntegerRange } from "../policy/policy-document.ts";
import type { CharacterSet, PatternNode } from "../pattern/pattern.ts";

const digits = (low: number, high: number): PatternNode => {
  const set: CharacterSet = [[0x30 + low, 0x30 + high]];
  return { kind: "set", set };
};
const text = (it: string): readonly PatternNode[] => [...it].map((digit) => digits(Number(digit), Number(digit)));
const sequence = (...parts: readonly PatternNode[]): PatternNode => ({ kind: "sequence", parts });

/** Numbers of as many digits as both ends have. */
const between = (low: string, high: string): readonly PatternNode[] => {
  const { length } = low;
  if (/^0*$/.test(low) && /^9*$/.test(high)) return [sequence(...Array.from({ length }, () => digits(0, 9)))];
  const [a, b] = [Number(low[0]), Number(high[0])];
  if (a === b) return between(low.slice(1), high.slice(1)).map((rest) => sequence(digits(a, a), rest));
  const any = Array.from({ length: length - 1 }, () => digits(0, 9));
  return [
    ...between(low.slice(1), "9".repeat(length - 1)).map((rest) => sequence(digits(a, a), rest)),
    ...(b - a > 1 ? [sequence(digits(a + 1, b - 1), ...any)] : []),
    ...between("0".repeat(length - 1), high.slice(1)).map((rest) => sequence(digits(b, b), rest)),
  ];
};

const natural = (low: number, high: number): readonly PatternNode[] => {
  const nodes: PatternNode[] = low === 0 && high >= 0 ? [sequence(...text("0"))] : [];
  for (let from = Math.max(1, low); from <= high; ) {
    const to = Math.min(high, 10 ** String(from).length - 1);
    nodes.push(...between(String(from), String(to)));
    from = to + 1;
  }
  return nodes;
};

const nothing: PatternNode = { kind: "set", set: [] };
const minus: PatternNode = { kind: "set", set: [[0x2d, 0x2d]] };

/** Of a range as a policy can have it: its ends are safe integers. */
export const integerNode = ({ min = Number.MIN_SAFE_INTEGER, max = Number.MAX_SAFE_INTEGER }: IntegerRange): PatternNode => {
  const options = [...natural(Math.max(0, min), max), ...natural(Math.max(1, -max), -min).map((it) => sequence(minus, it))];
  return options.length === 0 ? nothing : { kind: "either", options };
};
