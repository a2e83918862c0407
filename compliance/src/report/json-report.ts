import type { VectorResult } from "../run-vector.ts";
import type { Refusal } from "../power.ts";
import type { Report } from "../suite.ts";

const resultValue = ({ vector, checks, failures, durationMs, notMeasured }: VectorResult): object => ({
  vector: vector.name,
  requirements: vector.written.req,
  verdict: notMeasured !== null ? "not measured" : failures.length > 0 ? "failed" : "passed",
  checks,
  durationMs,
  ...(notMeasured === null ? {} : { notMeasured }),
  ...(failures.length === 0 ? {} : { failures }),
});

export const reportValue = (report: Report): object => ({ ...report, results: report.results.map(resultValue) });

export const refusalValue = ({ target, refused, requirements, checks, vectors, complaints }: Refusal): object => ({
  target: target.name,
  fault: target.fault,
  refused,
  requirements,
  checks,
  vectors,
  complaints,
});
