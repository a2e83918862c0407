// JUnit's XML, as far as every reader of it agrees.
import type { Report } from "../suite.ts";

const escaped = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    // XML 1.0 cannot hold control characters, not even escaped.
    .replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]/g, "\ufffd");

export const junitReport = (report: Report): string => {
  const cases = report.results.map(({ vector, failures, durationMs, notMeasured }) => {
    const head = `    <testcase classname="${escaped(`${report.target}.${vector.domain}`)}" name="${escaped(`${vector.written.id}: ${vector.written.title}`)}" time="${durationMs / 1000}"`;
    if (notMeasured !== null) return `${head}><skipped message="${escaped(notMeasured)}"/></testcase>`;
    if (failures.length === 0) return `${head}/>`;
    const inner = failures.map(
      ({ check, requirements, expected, found }) =>
        `      <failure type="${escaped(check)}" message="${escaped(requirements.join(", "))}">${escaped(`expected ${expected}\nfound ${found}`)}</failure>`,
    );
    return `${head}>\n${inner.join("\n")}\n    </testcase>`;
  });
  const counts = `tests="${report.results.length}" failures="${report.failed}" skipped="${report.notMeasured}" time="${report.durationMs / 1000}"`;
  const stale = report.stale.map(({ file, what }) => `    <system-err>${escaped(`${file}: ${what}`)}</system-err>`);
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    "<testsuites>",
    `  <testsuite name="${escaped(report.target)}" ${counts}>`,
    ...cases,
    ...stale,
    "  </testsuite>",
    "</testsuites>",
    "",
  ].join("\n");
};
