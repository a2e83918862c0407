import type { Citation } from "../citations.ts";
import { defect, type Defect } from "../defect.ts";
import type { SpecificationSuite } from "../read-specifications.ts";

const wellFormed = /^(FC-[A-Z]+-\d{4})(?:\.R([1-9]\d*)(?:~([1-9]\d*))?)?$/;

/** Every id that the tree cites must exist; a revision, where one is cited, must be the current one. */
export const checkCitations = (suite: SpecificationSuite, citations: readonly Citation[]): readonly Defect[] => {
  const specifications = new Map(suite.index.specifications.map((entry) => [entry.id, entry]));
  const requirements = new Map(suite.requirements.map((requirement) => [requirement.id, requirement]));

  const problem = (text: string): string | undefined => {
    const parts = wellFormed.exec(text);
    if (parts === null) return `"${text}" is not of the form FC-DOMAIN-0000, FC-DOMAIN-0000.R1 or FC-DOMAIN-0000.R1~1`;
    const [, id = "", number, revision] = parts;
    const specification = specifications.get(id);
    if (specification === undefined) return `cites ${id}, which is not in the index`;
    if (number === undefined) return undefined;
    if (specification.status === "registered") return `cites ${text}, and ${id} is not written yet; cite ${id} alone`;
    const requirement = requirements.get(`${id}.R${number}`);
    if (requirement === undefined) return `cites ${id}.R${number}, which does not exist`;
    if (revision !== undefined && Number(revision) !== requirement.revision) return `cites ${text}, whose current revision is ${requirement.revision}`;
    return undefined;
  };

  return citations.flatMap((it) => {
    const message = problem(it.text);
    return message === undefined ? [] : [defect(it.file, it.line, message)];
  });
};
