// What the records of a run show only in passing: canonical JSON by the RFC's own vectors, and the stack at the depth ceiling.
import { doubles, texts } from "../../packages/protocol/test/rfc-8785.ts";
import type { DoubleCase, ReadingCase, WritingCase } from "./case.ts";

/** FC-PROTO-0001: no configuration reaches deeper, and the stack of the smallest engine must hold it. */
const ceiling = 256;
const nested = (depth: number): string => "[".repeat(depth) + "]".repeat(depth);

export const textCases: readonly (DoubleCase | ReadingCase | WritingCase)[] = [
  ...doubles.map(([bits, expected]): DoubleCase => ({ kind: "double", name: `rfc-8785/double-${bits}`, bits, expected })),
  ...texts.map(([source, expected], index): WritingCase => ({ kind: "writing", name: `rfc-8785/text-${index + 1}`, source, expected })),
  { kind: "reading", name: "depth/at-the-ceiling", source: nested(ceiling), expected: nested(ceiling) },
  { kind: "reading", name: "depth/beyond-the-ceiling", source: nested(ceiling + 1), expected: `FC_PROTO_TOO_DEEP ${ceiling}` },
  { kind: "reading", name: "depth/bracket-bomb", source: "[".repeat(60_000), expected: `FC_PROTO_TOO_DEEP ${ceiling}` },
];
