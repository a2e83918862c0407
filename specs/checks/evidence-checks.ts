import { citedRequirement, type Citation } from "../citations.ts";
import { defect, type Defect } from "../defect.ts";
import type { SpecificationSuite } from "../read-specifications.ts";

/** Only a test file or a compliance vector is evidence; a citation in a source file is a claim. */
const isEvidence = (file: string): boolean => file.endsWith(".test.ts") || /^compliance\/(?:.*\/)?vectors\//.test(file);

/** Each MUST that says it is shown by vector or test, and that no vector and no test cites. */
export const findUnshown = (suite: SpecificationSuite, citations: readonly Citation[]): readonly Defect[] => {
  const shown = new Set(citations.filter((it) => isEvidence(it.file)).map(citedRequirement));
  return suite.requirements
    .filter((it) => it.level.startsWith("MUST") && it.shownBy.some((method) => method === "vector" || method === "test"))
    .filter((it) => !shown.has(it.id))
    .map((it) => defect(it.file, it.line, `${it.id} is cited by no vector and no test`));
};
