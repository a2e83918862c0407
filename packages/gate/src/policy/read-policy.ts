// Text → a policy of the published shape, or every defect of its form at once (FC-POL-0002).
import { fault, type Fault, type FaultPosition, type JsonValue } from "@femtoclaw/protocol";
import { readDocument } from "../read-document.ts";
import { readIncludes, type IncludedFile, type IncludedTexts } from "./includes.ts";
import { joinParts } from "./join-parts.ts";
import type { PolicyDocument } from "./policy-document.ts";
import { readPart } from "./read-part.ts";
import { resolveSets } from "./resolve-sets.ts";

export interface WrittenPolicy {
  readonly file: string;
  /** With the rules of the included files, and without sets: their texts stand where they were named. */
  readonly document: PolicyDocument;
  /** The policy itself as plain JSON, for the digest; of what it includes, the pins stand in it. */
  readonly value: JsonValue;
  readonly included: readonly IncludedFile[];
  /** Where a part of `document` is written, in whichever file. */
  readonly place: (pointer: string) => FaultPosition;
  /** Defects of form. Where there are any, `document` is the part without them, and `compilePolicy` gives faults and no policy. */
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}

/** `policy` is null when nothing can be said about the rest. With faults and a policy, `compilePolicy` reports them and its own. */
export interface PolicyReading {
  readonly policy: WrittenPolicy | null;
  readonly faults: readonly Fault[];
}

/** `includes` has the texts that the policy includes. Whether they are those that it pins, `compilePolicy` says. */
export const readPolicy = (text: string, file: string, includes: IncludedTexts = {}): PolicyReading => {
  const { document, faults } = readDocument(text, file, "FC_POLICY_SYNTAX");
  if (document === null) return { policy: null, faults };
  return writtenPolicy(document.value, file, document.place, includes);
};

/** That a set is not found follows from such a defect: what would hold it was left out. */
const hidesSets = ({ code, at }: Fault): boolean => code === "FC_POLICY_INCLUDE" || code === "FC_POLICY_SYNTAX" || /^\/(sets|include)(\/|$)/.test(at?.pointer ?? "");

/** A value that was read, as a policy; for a document that is one in part. */
export const writtenPolicy = (value: JsonValue, file: string, place: (pointer: string) => FaultPosition, texts: IncludedTexts = {}): PolicyReading => {
  const { part, faults: ofShape } = readPart(value, file, place);
  if (part === null) return { policy: null, faults: ofShape };
  const including = readIncludes(part, texts);
  const joined = joinParts(part, including.parts);
  const resolved = resolveSets(joined.part.document, joined.part.place);
  const ofForm = [...ofShape, ...including.faults, ...joined.faults];
  const faults = ofForm.some(hidesSets) ? ofForm : [...ofForm, ...resolved.faults];
  // A file that many policies include may have sets for others.
  const unused = resolved.unused.filter((name) => Object.hasOwn(part.document.sets ?? {}, name));
  const warnings = unused.map((name) => fault("FC_POLICY_SET", "a set that some rule names", name, place(`/sets/${name}`)));
  return { policy: { file, document: resolved.document, value, included: including.files, place: joined.part.place, faults, warnings }, faults };
};
