// Index and documents must agree both ways, and the requirements of a document count 1, 2, 3 … without gap or repeat.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { defect, type Defect } from "../defect.ts";
import type { SpecificationSuite } from "../read-specifications.ts";
import { indexFile, type Specification } from "../specification-index.ts";

const fileDefects = (suite: SpecificationSuite): readonly Defect[] => {
  const found: Defect[] = [];
  for (const entry of suite.index.specifications) {
    const exists = existsSync(join(suite.root, "specs", entry.file));
    if (entry.status === "written" && !exists) found.push(defect(indexFile, entry.line, `${entry.id} is written, and specs/${entry.file} does not exist`));
    if (entry.status === "registered" && exists) found.push(defect(indexFile, entry.line, `${entry.id} is only registered, and specs/${entry.file} exists; mark it written`));
  }
  const known = new Set(suite.index.specifications.map((entry) => entry.file));
  for (const name of readdirSync(join(suite.root, "specs")).toSorted()) {
    if (/^FC.*\.md$/.test(name) && !known.has(name)) found.push(defect(`specs/${name}`, 1, "is not in the index"));
  }
  return found;
};

const numberingDefects = (suite: SpecificationSuite, entry: Specification): readonly Defect[] => {
  const file = `specs/${entry.file}`;
  const own = suite.requirements.filter((requirement) => requirement.file === file);
  if (own.length === 0) {
    return existsSync(join(suite.root, file)) ? [defect(file, 1, `${entry.id} has no requirement`)] : [];
  }
  const found: Defect[] = [];
  let previous = 0;
  for (const requirement of own) {
    if (requirement.specification !== entry.id) {
      found.push(defect(file, requirement.line, `${requirement.id} stands in the document of ${entry.id}`));
      continue;
    }
    const twin = own.find((other) => other.id === requirement.id);
    if (twin !== undefined && twin.line < requirement.line) {
      found.push(defect(file, requirement.line, `${requirement.id} is already on line ${twin.line}`));
      continue;
    }
    if (requirement.number !== previous + 1) found.push(defect(file, requirement.line, `expected ${entry.id}.R${previous + 1}, found ${requirement.id}`));
    previous = requirement.number;
  }
  return found;
};

export const checkDocuments = (suite: SpecificationSuite): readonly Defect[] => [
  ...suite.defects,
  ...fileDefects(suite),
  ...suite.index.specifications.filter((entry) => entry.status === "written").flatMap((entry) => numberingDefects(suite, entry)),
];
