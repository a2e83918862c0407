// Text → a policy of the published shape, or every defect of its form at once (FC-POL-0002).
import { fault, type Fault, type FaultPosition, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import { policyDefects } from "../generated/policy-validator.js";
import { isJsonObject, readDocument } from "../read-document.ts";
import { faultsOfShape } from "./faults-of-shape.ts";
import type { PolicyDocument, WrittenDocument } from "./policy-document.ts";
import { resolveSets } from "./resolve-sets.ts";
import { wellShapedPart } from "./well-shaped-part.ts";

export interface WrittenPolicy {
  readonly file: string;
  /** Without sets: their texts stand where they were named. */
  readonly document: PolicyDocument;
  /** The same as plain JSON, for the digest. */
  readonly value: JsonValue;
  readonly place: (pointer: string) => FaultPosition;
  /** Defects of shape and of sets. Where there are any, `document` is the part without them, and `compilePolicy` gives faults and no policy. */
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}

/** `policy` is null when nothing can be said about the rest. With faults and a policy, `compilePolicy` reports them and its own. */
export interface PolicyReading {
  readonly policy: WrittenPolicy | null;
  readonly faults: readonly Fault[];
}

const isWrittenDocument = (value: unknown): value is WrittenDocument => policyDefects(value).length === 0;

export const readPolicy = (text: string, file: string): PolicyReading => {
  const { document, faults } = readDocument(text, file, "FC_POLICY_SYNTAX");
  if (document === null) return { policy: null, faults };
  return writtenPolicy(document.value, file, document.place);
};

/** A value that was read, as a policy; for a document that is one in part. */
export const writtenPolicy = (value: JsonValue, file: string, place: (pointer: string) => FaultPosition): PolicyReading => {
  const shapeFaults = faultsOfShape(policyDefects(value), value, place);
  const shaped = isJsonObject(value) ? wellShaped(value) : value;
  if (!isWrittenDocument(shaped)) return { policy: null, faults: shapeFaults };
  const { document, faults: setFaults, unused } = resolveSets(shaped, place);
  // A set whose own shape is wrong was left out; that nobody finds it follows from that.
  const faults = shapeFaults.some(({ at }) => /^\/sets(\/|$)/.test(at?.pointer ?? "")) ? shapeFaults : [...shapeFaults, ...setFaults];
  const warnings = unused.map((name) => fault("FC_POLICY_SET", "a set that some rule names", name, place(`/sets/${name}`)));
  return { policy: { file, document, value, place, faults, warnings }, faults };
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
