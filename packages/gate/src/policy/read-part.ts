// One document, the policy itself or one that it includes: its well-shaped part, and every defect of its shape at once.
import type { Fault, FaultPosition, JsonObject, JsonValue } from "@femtoclaw/protocol";
import { policyDefects } from "../generated/policy-validator.js";
import { isJsonObject } from "../read-document.ts";
import { faultsOfShape } from "./faults-of-shape.ts";
import type { WrittenDocument } from "./policy-document.ts";
import { wellShapedPart } from "./well-shaped-part.ts";

export interface PolicyPart {
  readonly file: string;
  readonly document: WrittenDocument;
  readonly place: (pointer: string) => FaultPosition;
}

export interface PartReading {
  /** Null when nothing can be said about the rest. */
  readonly part: PolicyPart | null;
  readonly faults: readonly Fault[];
}

const isWrittenDocument = (value: unknown): value is WrittenDocument => policyDefects(value).length === 0;

export const readPart = (value: JsonValue, file: string, place: (pointer: string) => FaultPosition): PartReading => {
  const faults = faultsOfShape(policyDefects(value), value, place);
  const document = isJsonObject(value) ? wellShaped(value) : value;
  return { part: isWrittenDocument(document) ? { file, document, place } : null, faults };
};

/** Leaving out one part can leave another without what it needs; a policy is only so deep. */
const mostRounds = 16;

const wellShaped = (value: JsonObject): JsonObject => {
  let part = value;
  for (let round = 0; round < mostRounds; round += 1) {
    const defects = policyDefects(part).map(({ pointer }) => pointer);
    if (defects.length === 0) break;
    part = wellShapedPart(part, defects.filter((at) => !defects.some((it) => it.startsWith(`${at}/`))));
  }
  return part;
};
