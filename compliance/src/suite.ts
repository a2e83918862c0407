// FC-COMP-0001: the suite as a function of a runtime. It fails closed: what was not measured is never called conformant.
import { checks as allChecks } from "./checks/index.ts";
import type { LoadedSuite, SuiteDefect } from "./load-vectors.ts";
import { runVector, type VectorResult } from "./run-vector.ts";
import type { Target } from "./target.ts";
import type { Domain } from "./vector.ts";

/** A vector that is known to fail on this target. It is carried out all the same: one that passes is stale. */
export interface ExpectedFailure {
  readonly vector: string;
  readonly why: string;
}

export interface SuiteOptions {
  readonly loaded: LoadedSuite;
  /** Absolute path of the folder from which they were loaded. */
  readonly vectors: string;
  readonly domain?: Domain;
  /** Only these, by `domain/id`. */
  readonly only?: readonly string[];
  readonly expectedFailures?: readonly ExpectedFailure[];
  /** Order and values follow from it; the same seed gives the same run. */
  readonly seed?: string;
  readonly jobs?: number;
  /** Names of checks that are left out, to show what they are needed for. Nothing that was run so may be called conformant. */
  readonly withoutChecks?: readonly string[];
  readonly onResult?: (result: VectorResult, done: number, all: number) => void;
}

/** Also the exit code. */
export const exitCodes = { conformant: 0, nonconformant: 1, stale: 2, notMeasured: 3 } as const;
export type Conclusion = keyof typeof exitCodes;

export interface Report {
  readonly target: string;
  readonly conclusion: Conclusion;
  readonly seed: string;
  readonly results: readonly VectorResult[];
  /** Checks that judged something. */
  readonly checks: number;
  readonly failed: number;
  /** Of these, how many were expected to fail. */
  readonly excused: number;
  readonly notMeasured: number;
  /** Defects of the suite and expectations that no longer hold. */
  readonly stale: readonly SuiteDefect[];
  readonly durationMs: number;
}

/** A fixed shuffle, so that no vector relies on the one before it. */
const shuffled = <T>(items: readonly T[], seed: string, nameOf: (it: T) => string): readonly T[] => {
  const weight = (it: T): number => {
    let sum = 2_166_136_261;
    for (const character of `${seed}/${nameOf(it)}`) sum = Math.imul(sum ^ (character.codePointAt(0) ?? 0), 16_777_619) >>> 0;
    return sum;
  };
  return [...items].sort((a, b) => weight(a) - weight(b));
};

const conclude = (results: readonly VectorResult[], stale: readonly SuiteDefect[], expected: ReadonlySet<string>): Conclusion => {
  if (stale.length > 0) return "stale";
  if (results.every(({ notMeasured }) => notMeasured !== null)) return "notMeasured";
  return results.some(({ failures, vector }) => failures.length > 0 && !expected.has(vector.name)) ? "nonconformant" : "conformant";
};

export const suite = (target: Target): { run(options: SuiteOptions): Promise<Report> } => ({
  run: async (options) => {
    const { loaded, vectors, domain, only, expectedFailures = [], seed = "1", jobs = 4, withoutChecks = [], onResult } = options;
    const began = performance.now();
    const stale: SuiteDefect[] = [...loaded.defects];
    const known = new Map(loaded.vectors.map((it) => [it.name, it]));
    for (const name of [...(only ?? []), ...expectedFailures.map((it) => it.vector)]) {
      if (!known.has(name)) stale.push({ file: name, what: "there is no such vector" });
    }
    const chosen = shuffled(
      loaded.vectors.filter((it) => (domain === undefined || it.domain === domain) && (only === undefined || only.includes(it.name))),
      seed,
      (it) => it.name,
    );
    const checks = allChecks.filter(({ name }) => !withoutChecks.includes(name));
    const results: VectorResult[] = [];
    const waiting = [...chosen];
    const work = async (): Promise<void> => {
      for (let vector = waiting.shift(); vector !== undefined; vector = waiting.shift()) {
        const result = await runVector({ target, vector, descriptors: loaded.capabilities, vectors, checks, seed });
        results.push(result);
        onResult?.(result, results.length, chosen.length);
      }
    };
    if (loaded.defects.length === 0) await Promise.all(Array.from({ length: Math.max(1, jobs) }, work));
    results.sort((a, b) => (a.vector.name < b.vector.name ? -1 : 1));
    for (const { vector, why } of expectedFailures) {
      const result = results.find((it) => it.vector.name === vector);
      if (result !== undefined && result.notMeasured === null && result.failures.length === 0) {
        stale.push({ file: vector, what: `passes, and is expected to fail (${why})` });
      }
    }
    const expected = new Set(expectedFailures.map((it) => it.vector));
    const failed = results.filter(({ failures }) => failures.length > 0);
    return {
      target: target.name,
      conclusion: conclude(results, stale, expected),
      seed,
      results,
      checks: results.reduce((sum, it) => sum + it.checks, 0),
      failed: failed.length,
      excused: failed.filter(({ vector }) => expected.has(vector.name)).length,
      notMeasured: results.filter(({ notMeasured }) => notMeasured !== null).length,
      stale,
      durationMs: Math.round(performance.now() - began),
    };
  },
});
