// The suite judged by broken runtimes: each must be refused, by every vector that says it does so, for a requirement it really breaks.
import type { LoadedSuite } from "./load-vectors.ts";
import type { VectorResult } from "./run-vector.ts";
import { suite, type Report, type SuiteOptions } from "./suite.ts";
import type { Target } from "./target.ts";

export interface BrokenTarget extends Target {
  /** What was done to it. */
  readonly fault: string;
  /** What it breaks. Refused for anything else, it was refused by accident. */
  readonly violates: readonly string[];
}

export interface Refusal {
  readonly target: BrokenTarget;
  readonly refused: boolean;
  /** Requirements of `violates` for which it was refused. */
  readonly requirements: readonly string[];
  readonly checks: readonly string[];
  readonly vectors: number;
  /** Why it does not count as refused. */
  readonly complaints: readonly string[];
  readonly report: Report;
}

const rightly = ({ violates }: BrokenTarget, { failures }: VectorResult): readonly string[] =>
  [...new Set(failures.flatMap(({ requirements }) => requirements))].filter((it) => violates.includes(it));

export const vectorsThatKill = (loaded: LoadedSuite, name: string): readonly string[] =>
  loaded.vectors.filter(({ written }) => written.kills?.includes(name) === true).map((it) => it.name);

/** Runs what promises to refuse this target, and holds each promise to it. */
export const refuse = async (target: BrokenTarget, options: SuiteOptions): Promise<Refusal> => {
  const report = await suite(target).run({ ...options, only: vectorsThatKill(options.loaded, target.name) });
  const complaints = report.results.flatMap((result) => {
    const { vector, failures } = result;
    if (failures.length === 0) return [`${vector.name} promises to refuse it and lets it through`];
    return rightly(target, result).length > 0 ? [] : [`${vector.name} refuses it for ${failures[0]?.requirements.join(", ") ?? "nothing"}, which it does not break`];
  });
  if (report.results.length === 0) complaints.push("no vector promises to refuse it");
  return {
    target,
    refused: complaints.length === 0 && report.conclusion === "nonconformant",
    requirements: [...new Set(report.results.flatMap((it) => rightly(target, it)))].sort(),
    checks: [...new Set(report.results.flatMap(({ failures }) => failures.map(({ check }) => check)))].sort(),
    vectors: report.results.length,
    complaints,
    report,
  };
};
