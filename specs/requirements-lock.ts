// `requirements.lock.json` holds, for every requirement, its revision, level, the digest of its sentence, and who owns it.
// A sentence that people and tests rely on cannot change without this file changing in the same commit.

import { createHash } from "node:crypto";
import type { SpecificationSuite } from "./read-specifications.ts";
import type { Tier } from "./specification-index.ts";

export interface LockedRequirement {
  readonly id: string;
  readonly revision: number;
  readonly level: string;
  /** SHA-256 of the sentence's UTF-8 bytes, in hexadecimal. */
  readonly sha256: string;
  readonly packages: readonly string[];
  readonly tier: Tier;
}

export const lockFile = "specs/requirements.lock.json";

export const lockOf = (suite: SpecificationSuite): readonly LockedRequirement[] => {
  const specifications = new Map(suite.index.specifications.map((entry) => [entry.id, entry]));
  return suite.requirements.flatMap((it) => {
    const owner = specifications.get(it.specification);
    if (owner === undefined) return [];
    const sha256 = createHash("sha256").update(it.sentence, "utf8").digest("hex");
    return [{ id: it.id, revision: it.revision, level: it.level, sha256, packages: owner.packages, tier: owner.tier }];
  });
};

/** One requirement a line, so that a difference between two versions reads well. */
export const formatLock = (entries: readonly LockedRequirement[]): string =>
  `{\n  "version": 1,\n  "requirements": [\n${entries.map((it) => `    ${JSON.stringify(it)}`).join(",\n")}\n  ]\n}\n`;
