/**
 *   main.ts [options]            the assembled runtime, then every broken one
 *   main.ts --target NAME|FILE   only that one; FILE is a module that exports `target`
 *   main.ts list | explain ID
 *
 *   --domain D   --vector ID (again and again)   --seed S   --jobs N   --json   --junit FILE
 *
 * Ends with 0 conformant, 1 nonconformant, 2 stale expectation or wrong use, 3 not measured.
 */
import { writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { readExpectedFailures } from "./expected-failures.ts";
import { complianceDirectory, ownSuite, specificationsDirectory } from "./own-suite.ts";
import { refuse, type Refusal } from "./power.ts";
import { explainLines } from "./report/explain.ts";
import { refusalValue, reportValue } from "./report/json-report.ts";
import { junitReport } from "./report/junit-report.ts";
import { powerLines, reportLines } from "./report/table.ts";
import { exitCodes, suite, type Report, type SuiteOptions } from "./suite.ts";
import type { Target } from "./target.ts";
import { assembledTarget, brokenTargets } from "./targets/index.ts";
import { domains, type Domain } from "./vector.ts";

export interface Output {
  line(text: string): void;
  /** Overwritten by the next one; null where nobody watches. */
  readonly progress: ((text: string) => void) | null;
}

/** The published vectors, held to the broken runtimes that there are. */
export const heldSuite = (): ReturnType<typeof ownSuite> => ownSuite(brokenTargets.map(({ name }) => name));

const expectedFailuresFile = join(complianceDirectory, "expected-failures.json");

const options = {
  target: { type: "string" },
  domain: { type: "string" },
  vector: { type: "string", multiple: true },
  seed: { type: "string" },
  jobs: { type: "string" },
  json: { type: "boolean" },
  junit: { type: "string" },
  help: { type: "boolean", short: "h" },
} as const;

const usage = [
  "Usage: main.ts [--target NAME|FILE] [--domain D] [--vector ID]... [--seed S] [--jobs N] [--json] [--junit FILE]",
  "       main.ts list",
  "       main.ts explain ID",
  "Ends with 0 conformant, 1 nonconformant, 2 stale expectation or wrong use, 3 not measured.",
];

const findTarget = async (name: string): Promise<Target | null> => {
  const known = [assembledTarget, ...brokenTargets].find((it) => it.name === name);
  if (known !== undefined) return known;
  if (!/[./]/.test(name)) return null;
  const module = (await import(pathToFileURL(resolve(name)).href)) as { readonly target?: Target };
  return module.target ?? null;
};

/** Two at a time: most of them wait for a time-out that only they run into. */
const refuseAll = async (suiteOptions: SuiteOptions, onRefusal: (it: Refusal, done: number) => void): Promise<readonly Refusal[]> => {
  const refusals: Refusal[] = [];
  const waiting = [...brokenTargets];
  const work = async (): Promise<void> => {
    for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
      refusals.push(await refuse(target, suiteOptions));
      const last = refusals.at(-1);
      if (last !== undefined) onRefusal(last, refusals.length);
    }
  };
  await Promise.all([work(), work()]);
  return refusals.sort((a, b) => (a.target.name < b.target.name ? -1 : 1));
};

const exitOf = (report: Report, refusals: readonly Refusal[]): number => {
  const own = exitCodes[report.conclusion];
  // A broken runtime that gets through means that the vectors do not show what they say: an expectation that no longer holds.
  return own === 0 && refusals.some(({ refused }) => !refused) ? exitCodes.stale : own;
};

export const runCommand = async (argv: readonly string[], output: Output): Promise<number> => {
  const wrong = (text: string): number => {
    output.line(text);
    usage.forEach(output.line);
    return exitCodes.stale;
  };
  let parsed;
  try {
    parsed = parseArgs({ args: [...argv], options, allowPositionals: true });
  } catch (error) {
    return wrong(error instanceof Error ? error.message : String(error));
  }
  const { values, positionals } = parsed;
  const [command, subject] = positionals;
  if (values.help === true) return usage.forEach(output.line) ?? 0;

  const { loaded, vectors } = heldSuite();
  if (command === "list") {
    for (const { name, written } of loaded.vectors) output.line(`${name.padEnd(40)} ${written.kind}  ${written.req.join(" ")}  ${written.title}`);
    for (const { file, what } of loaded.defects) output.line(`${file}: ${what}`);
    return loaded.defects.length === 0 ? 0 : exitCodes.stale;
  }
  if (command === "explain") {
    const found = loaded.vectors.filter(({ name, written }) => name === subject || written.id === subject);
    if (found.length === 0) return wrong(`There is no vector ${subject ?? "without a name"}; \`list\` shows them.`);
    for (const vector of found) explainLines(vector, specificationsDirectory).forEach(output.line);
    return 0;
  }
  if (command !== undefined) return wrong(`There is no command ${command}.`);

  const domain: Domain | undefined = domains.find((it) => it === values.domain);
  if (values.domain !== undefined && domain === undefined) return wrong(`There is no domain ${values.domain}; there are ${domains.join(", ")}.`);
  const target = values.target === undefined ? assembledTarget : await findTarget(values.target);
  if (target === null) return wrong(`There is no target ${values.target}: name one of ${[assembledTarget, ...brokenTargets].map(({ name }) => name).join(", ")}, or a module that exports \`target\`.`);
  const jobs = values.jobs === undefined ? 4 : Number(values.jobs);
  if (!Number.isInteger(jobs) || jobs < 1) return wrong("--jobs wants a number from 1 on.");

  const suiteOptions: SuiteOptions = {
    loaded,
    vectors,
    jobs,
    ...(values.seed === undefined ? {} : { seed: values.seed }),
  };
  const whole = values.target === undefined && domain === undefined && values.vector === undefined;
  const expected = readExpectedFailures(expectedFailuresFile, target.name);
  const report = await suite(target).run({
    ...suiteOptions,
    ...(domain === undefined ? {} : { domain }),
    ...(values.vector === undefined ? {} : { only: values.vector }),
    expectedFailures: expected,
    onResult: ({ vector }, done, all) => output.progress?.(`${target.name}: ${done} of ${all}  ${vector.name}`),
  });
  const quiet = values.json === true;
  output.progress?.("");
  if (!quiet) reportLines(report).forEach(output.line);
  const refusals =
    whole && report.stale.length === 0
      ? await refuseAll(suiteOptions, ({ target: { name } }, done) => output.progress?.(`broken runtimes: ${done} of ${brokenTargets.length}  ${name}`))
      : [];
  output.progress?.("");
  if (!quiet && refusals.length > 0) ["", ...powerLines(refusals)].forEach(output.line);
  const exitCode = exitOf(report, refusals);
  if (quiet) output.line(JSON.stringify({ exitCode, report: reportValue(report), broken: refusals.map(refusalValue) }, null, 2));
  if (values.junit !== undefined) writeFileSync(values.junit, junitReport(report));
  return exitCode;
};
