// What the index must be: sixty specifications, numbered 1 to 60 in order, 1–40 enterprise and 41–60 reference, in
// eighteen domains, each id and file once, each owned by a package that exists or is planned.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { defect, type Defect } from "../defect.ts";
import type { SpecificationSuite } from "../read-specifications.ts";
import { indexFile, type Specification } from "../specification-index.ts";

const specificationCount = 60;
const lastEnterprise = 40;
const domainCount = 18;

/** Workspace packages by their folder's name. */
export const presentPackages = (root: string): readonly string[] => {
  const inPackages = existsSync(join(root, "packages")) ? readdirSync(join(root, "packages")).map((name) => join("packages", name)) : [];
  return [...inPackages, "compliance", "benchmarks", "specs"]
    .filter((folder) => existsSync(join(root, folder, "package.json")))
    .map((folder) => folder.slice(folder.lastIndexOf("/") + 1));
};

const repeats = (entries: readonly Specification[], of: (entry: Specification) => string, what: string): readonly Defect[] =>
  entries.flatMap((entry, at) => {
    const first = entries.findIndex((other) => of(other) === of(entry));
    return first < at ? [defect(indexFile, entry.line, `the ${what} ${of(entry)} is already that of number ${entries[first]?.number}`)] : [];
  });

const entryDefects = (entry: Specification, at: number, domains: readonly string[], packages: readonly string[]): readonly Defect[] => {
  const found: string[] = [];
  if (entry.number !== at + 1) found.push(`expected number ${at + 1}, found ${entry.number}`);
  const tier = entry.number <= lastEnterprise ? "enterprise" : "reference";
  if (entry.tier !== tier) found.push(`number ${entry.number} belongs to the ${tier} tier, found ${entry.tier}`);
  if (!/^FC-[A-Z]+-\d{4}$/.test(entry.id)) found.push(`"${entry.id}" is not an id of the form FC-DOMAIN-0000`);
  if (!/^FC(?:_[A-Za-z]+)+_Specification\.md$/.test(entry.file)) found.push(`"${entry.file}" is not a name of the form FC_Title_Specification.md`);
  if (!domains.includes(entry.domain)) found.push(`"${entry.domain}" is none of the domains`);
  if (entry.packages.length === 0) found.push(`${entry.id} has no package that owns it`);
  for (const name of entry.packages) if (!packages.includes(name)) found.push(`${entry.id} belongs to the package "${name}", which does not exist and is not planned`);
  return found.map((message) => defect(indexFile, entry.line, message));
};

export const checkIndex = (suite: SpecificationSuite): readonly Defect[] => {
  const { domains, plannedPackages, specifications, defects } = suite.index;
  const present = presentPackages(suite.root);
  const found: Defect[] = [...defects];
  if (specifications.length !== specificationCount) {
    found.push(defect(indexFile, 1, `expected ${specificationCount} specifications, found ${specifications.length}`));
  }
  if (domains.length !== domainCount || new Set(domains).size !== domainCount) {
    found.push(defect(indexFile, 1, `expected ${domainCount} different domains, found ${new Set(domains).size}`));
  }
  for (const name of plannedPackages) if (present.includes(name)) found.push(defect(indexFile, 1, `the package "${name}" exists; take it out of plannedPackages`));
  for (const name of domains) {
    if (!specifications.some((entry) => entry.domain === name)) found.push(defect(indexFile, 1, `no specification is in the domain "${name}"`));
  }
  const packages = [...present, ...plannedPackages];
  specifications.forEach((entry, at) => found.push(...entryDefects(entry, at, domains, packages)));
  found.push(...repeats(specifications, (entry) => entry.id, "id"));
  found.push(...repeats(specifications, (entry) => entry.file, "file"));
  return found;
};
