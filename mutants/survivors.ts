// What the tests of a package do not notice, with a reason for each: mutants/<package>.md is made from the report of the last run, and
// the reasons that stand in it are kept. A line without one, and a score below 90 %, end it with exit code 1.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { z } from "zod";

const report = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.string(),
      mutants: z.array(z.object({ status: z.string(), mutatorName: z.string(), replacement: z.string().optional(), location: z.object({ start: z.object({ line: z.number() }) }) })),
    }),
  ),
});

const leastScore = 90;
const unexplained = "?";

/** One line of a source, in which something can be changed and no test fails. */
interface Survivor {
  readonly line: number;
  readonly code: string;
  readonly changes: number;
}

const noticed = ["Killed", "Timeout"];
const unnoticed = ["Survived", "NoCoverage"];

/** Reasons belong to what a line says, so that they outlive lines put in before it. */
const keyOf = (file: string, code: string): string => `${file} ${code}`;

/** In a table of Markdown, a bar would end the cell. */
const cell = (code: string): string => `\`\` ${code.replaceAll("|", "\\|")} \`\``;

const row = /^\| \d+ \| (?<code>`` .* ``) \| \d+ \| (?<reason>.*) \|$/;

const reasonsIn = (page: string): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  let file = "";
  for (const line of page.split("\n")) {
    if (line.startsWith("### ")) file = line.slice(4);
    const { code, reason } = row.exec(line)?.groups ?? {};
    if (code !== undefined && reason !== undefined && reason !== unexplained) found.set(keyOf(file, code), reason);
  }
  return found;
};

const readPage = (file: URL): string => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};

const [name = "protocol"] = process.argv.slice(2);
const place = new URL(`./${name}.md`, import.meta.url);
/** One report for each folder of the sources. */
const reports = new URL(`../.stryker/${name}/`, import.meta.url);
const parts = readdirSync(reports).filter((it) => it.endsWith(".json") && !it.endsWith("-incremental.json") && it !== "some.json");
const files = Object.fromEntries(parts.flatMap((it) => Object.entries(report.parse(JSON.parse(readFileSync(new URL(it, reports), "utf8"))).files)));
const reasons = reasonsIn(readPage(place));

const countOf = (statuses: readonly string[]): number => Object.values(files).reduce((sum, { mutants }) => sum + mutants.filter(({ status }) => statuses.includes(status)).length, 0);
const [seen, missed, slow] = [countOf(noticed), countOf(unnoticed), countOf(["Timeout"])];
const score = (seen * 100) / (seen + missed);

const survivorsOf = ({ source, mutants }: (typeof files)[string]): readonly Survivor[] => {
  const lines = source.split("\n");
  const changes = new Map<number, number>();
  for (const { status, location } of mutants) if (unnoticed.includes(status)) changes.set(location.start.line, (changes.get(location.start.line) ?? 0) + 1);
  return [...changes].sort(([a], [b]) => a - b).map(([line, count]) => ({ line, code: (lines[line - 1] ?? "").trim(), changes: count }));
};

const sections = Object.keys(files).sort().flatMap((path) => {
  const file = files[path];
  const survivors = file === undefined ? [] : survivorsOf(file);
  const short = path.replace(`packages/${name}/src/`, "");
  return survivors.length === 0 ? [] : [{ short, survivors }];
});
const reasonOf = (file: string, code: string): string => reasons.get(keyOf(file, cell(code))) ?? unexplained;
const open = sections.flatMap(({ short, survivors }) => survivors.filter(({ code }) => reasonOf(short, code) === unexplained).map(({ line }) => `${short}:${line}`));

writeFileSync(
  place,
  [
    `# Small faults that the tests of \`${name}\` do not notice`,
    "",
    `Made by \`npm run mutants -- ${name} --force\`: one small change at a time is put into the sources, and the tests are run. Of ${seen + missed} changes they noticed ${seen}: **${score.toFixed(1)} %** (${slow} of these because nothing ended any more). Changes to texts that only people read, and to what runs once at import, are left out. Each line in which a change goes unnoticed stands here with the number of such changes, and why that is so.`,
    ...sections.flatMap(({ short, survivors }) => ["", `### ${short}`, "", "| line | code | changes | why no test notices |", "|---|---|---|---|", ...survivors.map(({ line, code, changes }) => `| ${line} | ${cell(code)} | ${changes} | ${reasonOf(short, code)} |`)]),
    "",
  ].join("\n"),
);
process.stdout.write(`${name}: ${score.toFixed(1)} % of ${seen + missed} noticed; ${missed} survive in ${sections.reduce((sum, it) => sum + it.survivors.length, 0)} lines, ${open.length} lines without a reason\n`);
for (const it of open) process.stdout.write(`  ${it}\n`);
process.exitCode = open.length > 0 || score < leastScore ? 1 : 0;
