import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defect, type Defect } from "./defect.ts";
import { looksLikeRequirement, parseRequirement, type Requirement } from "./requirement.ts";
import { readIndex, type Specification, type SpecificationIndex } from "./specification-index.ts";

/** The index and every written document, read once. Checks and tools work on this and not on files. */
export interface SpecificationSuite {
  readonly root: string;
  readonly index: SpecificationIndex;
  readonly requirements: readonly Requirement[];
  /** What could not be read; such lines are not among the requirements. */
  readonly defects: readonly Defect[];
}

interface Document {
  readonly requirements: readonly Requirement[];
  readonly defects: readonly Defect[];
}

/** Documents say their own name first, so that a file cannot be swapped for another unnoticed. */
const titleDefects = (specification: Specification, file: string, firstLine: string): readonly Defect[] => {
  const wanted = `# ${specification.id} ${specification.title}`;
  return firstLine === wanted ? [] : [defect(file, 1, `expected the heading "${wanted}"`)];
};

const readDocument = (root: string, specification: Specification): Document => {
  const file = `specs/${specification.file}`;
  if (!existsSync(join(root, file))) return { requirements: [], defects: [] };
  const lines = readFileSync(join(root, file), "utf8").split("\n");
  const defects: Defect[] = [...titleDefects(specification, file, lines[0] ?? "")];
  const requirements: Requirement[] = [];
  lines.forEach((text, at) => {
    if (!looksLikeRequirement(text)) return;
    const parsed = parseRequirement(text, file, at + 1);
    if (parsed.ok) requirements.push(parsed.requirement);
    else defects.push(...parsed.problems.map((problem) => defect(file, at + 1, problem)));
  });
  return { requirements, defects };
};

/** Reads `specs/` under the repository at `root`. */
export const readSpecifications = (root: string): SpecificationSuite => {
  const index = readIndex(root);
  const documents = index.specifications
    .filter((specification) => specification.status === "written")
    .map((specification) => readDocument(root, specification));
  return {
    root,
    index,
    requirements: documents.flatMap((document) => document.requirements),
    defects: documents.flatMap((document) => document.defects),
  };
};
