// What a person reads: one table by domain, one of the broken runtimes, and every failure in full.
import type { Refusal } from "../power.ts";
import type { VectorResult } from "../run-vector.ts";
import type { Report } from "../suite.ts";
import { domains } from "../vector.ts";

const aligned = (rows: readonly (readonly string[])[], rightFrom: number): readonly string[] => {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) => row.map((cell, at) => (at >= rightFrom ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0))).join("  ").trimEnd());
};

const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;

const failureLines = ({ vector, failures }: VectorResult): readonly string[] => [
  `  ${vector.name}  ${vector.written.title}`,
  ...failures.flatMap(({ check, requirements, expected, found }) => [
    `    ${check} (${requirements.join(", ")})`,
    `      expected ${expected}`,
    `      found    ${found}`,
  ]),
];

const conclusions = {
  conformant: "conformant",
  nonconformant: "NOT conformant",
  stale: "nothing concluded: the suite's own expectations are not in order",
  notMeasured: "not measured: no check had anything to judge",
} as const;

export const reportLines = (report: Report): readonly string[] => {
  const rows = domains.map((domain) => {
    const own = report.results.filter(({ vector }) => vector.domain === domain);
    const failed = own.filter(({ failures }) => failures.length > 0).length;
    const skipped = own.filter(({ notMeasured }) => notMeasured !== null);
    const negative = own.filter(({ vector }) => vector.written.kind === "negative").length;
    const checks = own.reduce((sum, it) => sum + it.checks, 0);
    return [domain, `${own.length}`, `${negative}`, `${checks}`, `${own.length - failed - skipped.length}`, `${failed}`, `${skipped.length}`];
  });
  const unmeasured = report.results.flatMap(({ vector, notMeasured }) => (notMeasured === null ? [] : [`  ${vector.name}: ${notMeasured}`]));
  return [
    ...aligned([["domain", "vectors", "negative", "checks", "passed", "failed", "not measured"], ...rows], 1),
    ...report.results.filter(({ failures }) => failures.length > 0).flatMap(failureLines),
    ...unmeasured,
    ...report.stale.map(({ file, what }) => `  ${file}: ${what}`),
    `${report.target}: ${conclusions[report.conclusion]}${report.excused === 0 ? "" : ` but for ${report.excused} expected ${report.excused === 1 ? "failure" : "failures"}`}  (${report.results.length} vectors, ${report.checks} checks, ${seconds(report.durationMs)}, seed ${report.seed})`,
  ];
};

const shortened = (requirements: readonly string[]): string =>
  requirements.length <= 3 ? requirements.join(" ") : `${requirements.slice(0, 3).join(" ")} and ${requirements.length - 3} more`;

export const powerLines = (refusals: readonly Refusal[]): readonly string[] => [
  ...aligned(
    [
      ["broken runtime", "", "vectors", "refused for"],
      ...refusals.map(({ target, refused, vectors, requirements }) => [target.name, refused ? "refused" : "LET THROUGH", `${vectors}`.padStart(7), shortened(requirements)]),
    ],
    9,
  ),
  ...refusals.flatMap(({ target, complaints }) => complaints.map((it) => `  ${target.name}: ${it}`)),
];
