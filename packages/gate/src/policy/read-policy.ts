// Text → a policy of the published shape, or every defect of its form at once (FC-POL-0002).
import type { Fault, FaultPosition, JsonObject, JsonValue } from "@femtoclaw/protocol";
import { policyDefects } from "../generated/policy-validator.js";
import { isJsonObject, readDocument } from "../read-document.ts";
import { faultsOfShape } from "./faults-of-shape.ts";
import type { PolicyDocument } from "./policy-document.ts";
import { wellShapedPart } from "./well-shaped-part.ts";

export interface WrittenPolicy {
  readonly file: string;
  readonly document: PolicyDocument;
  /** The same as plain JSON, for the digest. */
  readonly value: JsonValue;
  readonly place: (pointer: string) => FaultPosition;
  /** Defects of shape. Where there are any, `document` is the part without them, and `compilePolicy` gives faults and no policy. */
  readonly faults: readonly Fault[];
}

/** `policy` is null when nothing can be said about the rest. With faults and a policy, `compilePolicy` reports them and its own. */
export interface PolicyReading {
  readonly policy: WrittenPolicy | null;
  readonly faults: readonly Fault[];
}

const isPolicyDocument = (value: unknown): value is PolicyDocument => policyDefects(value).length === 0;

export const readPolicy = (text: string, file: string): PolicyReading => {
  const { document, faults } = readDocument(text, file, "FC_POLICY_SYNTAX");
  if (document === null) return { policy: null, faults };
  return writtenPolicy(document.value, file, document.place);
};

/** A value that was read, as a policy; for a document that is one in part. */
export const writtenPolicy = (value: JsonValue, file: string, place: (pointer: string) => FaultPosition): PolicyReading => {
  const shapeFaults = faultsOfShape(policyDefects(value), value, place);
  const shaped = isJsonObject(value) ? wellShaped(value) : value;
  const policy = isPolicyDocument(shaped) ? { file, document: shaped, value, place, faults: shapeFaults } : null;
  return { policy, faults: shapeFaults };
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
