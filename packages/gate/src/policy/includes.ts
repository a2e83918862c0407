// FC-POL-0002: the files that a policy includes. Their texts are handed in, since this package opens no file; they bring sets and
// what stands under capabilities, and nothing else, so that a profile, a budget or a flow rule is only ever the policy's own.
import { fault, type Fault } from "@femtoclaw/protocol";
import { readDocument } from "../read-document.ts";
import { readPart, type PolicyPart } from "./read-part.ts";

/** Texts of included files, by the name under which the policy includes them. */
export type IncludedTexts = { readonly [file: string]: string };

export interface IncludedFile {
  /** As the policy names it, and as decisions cite it. */
  readonly file: string;
  /** `sha256:…` of the text that was reviewed; null where the policy pins none, which is a defect. */
  readonly digest: string | null;
  /** Null when it was not read. */
  readonly text: string | null;
}

const brings: readonly string[] = ["version", "name", "sets", "capabilities"];

const strangers = ({ document, place }: PolicyPart): readonly Fault[] =>
  Object.keys(document)
    .filter((key) => !brings.includes(key))
    .map((key) => fault("FC_POLICY_INCLUDE", `only ${brings.join(", ")} in an included file`, key, place(`/${key}`)));

export const readIncludes = ({ file: own, document, place }: PolicyPart, texts: IncludedTexts): { readonly files: readonly IncludedFile[]; readonly parts: readonly PolicyPart[]; readonly faults: readonly Fault[] } => {
  const written = document.include ?? [];
  const files = written.map(({ file, digest = null }): IncludedFile => ({ file, digest, text: Object.hasOwn(texts, file) ? (texts[file] ?? null) : null }));
  const faults: Fault[] = [];
  const seen = new Set([own]);
  const parts = files.flatMap(({ file, text }, index): readonly PolicyPart[] => {
    const at = place(`/include/${index}/file`);
    if (seen.has(file)) {
      faults.push(fault("FC_POLICY_INCLUDE", "each file once, and another than the policy", `${file} again`, at));
      return [];
    }
    seen.add(file);
    if (text === null) {
      faults.push(fault("FC_POLICY_INCLUDE", `the text of ${file}`, "not read", at));
      return [];
    }
    const reading = readDocument(text, file, "FC_POLICY_SYNTAX");
    faults.push(...reading.faults);
    if (reading.document === null) return [];
    const { part, faults: ofShape } = readPart(reading.document.value, file, reading.document.place);
    faults.push(...ofShape);
    if (part === null) return [];
    faults.push(...strangers(part));
    return [part];
  });
  return { files, parts, faults };
};
