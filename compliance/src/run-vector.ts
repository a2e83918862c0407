// One vector against one target: places of its own, bounded time, then judgement.
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CapabilityDescriptor } from "@femtoclaw/gate";
import type { Check, Problem } from "./checks/check.ts";
import { perform } from "./perform.ts";
import type { Feature, Target } from "./target.ts";
import { fillVector, wordFor, type Vector } from "./vector.ts";

export interface Failure extends Problem {
  readonly check: string;
  readonly requirements: readonly string[];
}

export type VectorResult = {
  readonly vector: Vector;
  readonly checks: number;
  readonly failures: readonly Failure[];
  readonly durationMs: number;
  /** Why nothing was measured; null when something was. */
  readonly notMeasured: string | null;
};

export interface VectorRun {
  readonly target: Target;
  readonly vector: Vector;
  readonly descriptors: ReadonlyMap<string, CapabilityDescriptor>;
  readonly vectors: string;
  readonly checks: readonly Check[];
  readonly seed: string;
}

const defaultTimeoutMs = 15_000;

const neededBy = ({ written, assembly, steps }: Vector): readonly Feature[] => {
  const needed = new Set<Feature>(written.needs ?? []);
  if (assembly.approvals === "later") needed.add("suspension");
  for (const step of steps) {
    if ("assembly" in step && step.assembly?.approvals === "later") needed.add("suspension");
    if (step.do === "answer") needed.add("suspension");
    if (step.do === "open-run") needed.add("mandate");
    if (step.do === "crash") needed.add("crash");
    if (step.do === "forge") needed.add("journal-format-1");
    if (step.do === "replay") needed.add("replay");
  }
  return [...needed];
};

export const runVector = async ({ target, vector, descriptors, vectors, checks, seed }: VectorRun): Promise<VectorResult> => {
  const missing = neededBy(vector).filter((it) => !target.supports.includes(it));
  if (missing.length > 0) {
    return { vector, checks: 0, failures: [], durationMs: 0, notMeasured: `${target.name} does not support ${missing.join(", ")}` };
  }
  const began = performance.now();
  const place = realpathSync(mkdtempSync(join(tmpdir(), "femtoclaw-compliance-")));
  const places = { journal: join(place, "journal"), workspace: join(place, "workspace") };
  mkdirSync(places.workspace);
  const word = wordFor(seed, vector.name);
  const filled = fillVector(vector, { word, workspace: places.workspace });
  try {
    const timeoutMs = vector.written.timeoutMs ?? defaultTimeoutMs;
    const seen = await perform({ target, filled, descriptors, places, vectors, timeoutMs, defaultInput: `the task ${word}` });
    const failures: Failure[] = [];
    let executed = 0;
    for (const { name, requirements, judge } of checks) {
      const problems = judge(filled, seen);
      if (problems === null) continue;
      executed += 1;
      const violated = requirements.length === 0 ? vector.written.req : requirements;
      for (const it of problems) failures.push({ check: name, requirements: violated, ...it });
    }
    const durationMs = Math.round(performance.now() - began);
    return { vector, checks: executed, failures, durationMs, notMeasured: executed === 0 ? "no check had anything to judge" : null };
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
};
