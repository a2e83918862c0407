// A vector as it is carried out: the file's assembly under its own, placeholders filled in.
import { createHash } from "node:crypto";
import type { Expect, Step, VectorFile, WrittenAssembly, WrittenVector } from "./vector.schema.ts";

export const domains = ["protocol", "gate", "machine", "journal"] as const;
export type Domain = (typeof domains)[number];

export interface Vector {
  /** `domain/id`. */
  readonly name: string;
  readonly domain: Domain;
  readonly file: string;
  readonly written: WrittenVector;
  readonly notes: VectorFile["notes"];
  readonly assembly: WrittenAssembly;
  readonly steps: readonly Step[];
}

export const defaultSteps: readonly Step[] = [{ do: "open" }, { do: "submit" }, { do: "close" }];

/** Values that differ from run to run, so that a recorded answer cannot pass. */
export interface Values {
  readonly word: string;
  readonly workspace: string;
}

export const wordFor = (seed: string, name: string): string => `w${createHash("sha256").update(`${seed}\n${name}`).digest("hex").slice(0, 12)}`;

const fillText = (text: string, values: Values): string =>
  text.replaceAll("{{word}}", values.word).replaceAll("{{workspace}}", values.workspace);

/** The same shape with every `{{word}}` and `{{workspace}}` replaced, in keys too. */
export const filled = <T>(value: T, values: Values): T => {
  const fill = (it: unknown): unknown => {
    if (typeof it === "string") return fillText(it, values);
    if (Array.isArray(it)) return it.map(fill);
    if (typeof it === "object" && it !== null) return Object.fromEntries(Object.entries(it).map(([key, inner]) => [fillText(key, values), fill(inner)]));
    return it;
  };
  return fill(value) as T;
};

export interface FilledVector {
  readonly vector: Vector;
  readonly assembly: WrittenAssembly;
  readonly steps: readonly Step[];
  readonly expect: Expect;
}

export const fillVector = (vector: Vector, values: Values): FilledVector => ({
  vector,
  assembly: filled(vector.assembly, values),
  steps: filled(vector.steps, values),
  expect: filled(vector.written.expect, values),
});
