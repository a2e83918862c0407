// Text → a policy of the published shape, or every defect of its form at once (FC-POL-0002).
import { fault, type Fault, type FaultPosition, type JsonValue } from "@femtoclaw/protocol";
import { policyDefects } from "../generated/policy-validator.js";
import { readDocument } from "../read-document.ts";
import type { PolicyDocument } from "./policy-document.ts";

export interface WrittenPolicy {
  readonly file: string;
  readonly document: PolicyDocument;
  /** The same as plain JSON, for the digest. */
  readonly value: JsonValue;
  readonly place: (pointer: string) => FaultPosition;
}

export type PolicyReading = { readonly policy: WrittenPolicy; readonly faults: readonly [] } | { readonly policy: null; readonly faults: readonly Fault[] };

export const readPolicy = (text: string, file: string): PolicyReading => {
  const { document, faults } = readDocument(text, file, "FC_POLICY_SYNTAX");
  if (document === null) return { policy: null, faults };
  const defects = policyDefects(document.value);
  // Where a value may be one of several kinds, the kind that came closest speaks: a defect inside silences the one around it.
  const inside = (pointer: string): boolean => defects.some((it) => it.pointer.startsWith(`${pointer}/`));
  const found = defects
    .filter((it) => !inside(it.pointer))
    .map((it) => fault("FC_POLICY_SCHEMA", it.expected, it.found, document.place(it.pointer)));
  if (found.length > 0) return { policy: null, faults: found };
  // The validator above is generated from the schema of exactly this type.
  const shaped = document.value as unknown as PolicyDocument;
  return { policy: { file, document: shaped, value: document.value, place: document.place }, faults: [] };
};
