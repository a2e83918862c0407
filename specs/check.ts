// node specs/check.ts [--write [--same-revision]] [--evidence]
//
//   (nothing)         check index, documents, citations and lock; one line per defect; exit 1 if there is any
//   --write           generate requirements.lock.json; refused while a sentence changed and its revision did not
//   --same-revision   with --write: the changes are editorial, their meaning is the same
//   --evidence        also list each MUST that no vector and no test cites (a warning, it does not fail)

import { realpathSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { checkCitations } from "./checks/citation-checks.ts";
import { checkDocuments } from "./checks/document-checks.ts";
import { findUnshown } from "./checks/evidence-checks.ts";
import { checkIndex } from "./checks/index-checks.ts";
import { checkLock, silentChanges } from "./checks/lock-checks.ts";
import { findCitations } from "./citations.ts";
import { describeDefect, type Defect } from "./defect.ts";
import { readSpecifications } from "./read-specifications.ts";
import { formatLock, lockFile, lockOf } from "./requirements-lock.ts";

export interface SpecificationReport {
  readonly defects: readonly Defect[];
  /** MUSTs without evidence; not among the defects. */
  readonly unshown: readonly Defect[];
  readonly counts: { readonly specifications: number; readonly written: number; readonly requirements: number; readonly citations: number };
}

/** Checks the repository at `root`. */
export const checkSpecifications = (root: string): SpecificationReport => {
  const suite = readSpecifications(root);
  const citations = findCitations(root);
  return {
    defects: [...checkIndex(suite), ...checkDocuments(suite), ...checkCitations(suite, citations), ...checkLock(suite)],
    unshown: findUnshown(suite, citations),
    counts: {
      specifications: suite.index.specifications.length,
      written: suite.index.specifications.filter((entry) => entry.status === "written").length,
      requirements: suite.requirements.length,
      citations: citations.length,
    },
  };
};

/** Generates the lock; returns why it was not written, or nothing. */
export const writeLock = (root: string, options: { readonly sameRevision: boolean }): readonly string[] => {
  const suite = readSpecifications(root);
  const blocking = [...checkIndex(suite), ...checkDocuments(suite)].map(describeDefect);
  const silent = options.sameRevision ? [] : silentChanges(suite).map((id) => `${id} changed and its revision did not: raise it, or pass --same-revision if the meaning is the same`);
  if (blocking.length + silent.length > 0) return [...blocking, ...silent];
  writeFileSync(join(root, lockFile), formatLock(lockOf(suite)));
  return [];
};

const main = (root: string, flags: readonly string[]): number => {
  const known = ["--write", "--same-revision", "--evidence"];
  const unknown = flags.filter((flag) => !known.includes(flag));
  if (unknown.length > 0) {
    console.error(`unknown option ${unknown.join(" ")}; there are ${known.join(", ")}`);
    return 2;
  }
  if (flags.includes("--write")) {
    const refused = writeLock(root, { sameRevision: flags.includes("--same-revision") });
    for (const line of refused) console.error(line);
    if (refused.length > 0) return 1;
    console.log(`wrote ${lockFile}`);
  }
  const { defects, unshown, counts } = checkSpecifications(root);
  for (const it of defects) console.error(describeDefect(it));
  if (flags.includes("--evidence")) for (const it of unshown) console.log(`warning: ${describeDefect(it)}`);
  const summary = `${counts.specifications} specifications (${counts.written} written), ${counts.requirements} requirements, ${counts.citations} citations`;
  console.log(`${summary}: ${defects.length === 0 ? "ok" : `${defects.length} defects`}`);
  return defects.length === 0 ? 0 : 1;
};

const invoked = process.argv[1];
if (invoked !== undefined && realpathSync(invoked) === fileURLToPath(import.meta.url)) {
  process.exitCode = main(dirname(import.meta.dirname), process.argv.slice(2));
}
