// `npm run bench`: start, validation, its growth, authorisation, its peers, commit, long journals and the full cycle, each as a ratio to its floor in the same run.
//
//   --quick   a third of the rounds        --json   one document instead of the table        NAME…   only these
import { cpus } from "node:os";
import { authorisation } from "./authorisation.ts";
import { commit } from "./commit.ts";
import { cycle } from "./cycle.ts";
import { growth } from "./growth.ts";
import { longJournal } from "./long-journal.ts";
import type { Row } from "./measure.ts";
import { peers } from "./peers.ts";
import { start } from "./start.ts";
import { validation } from "./validation.ts";

const benchmarks: { readonly [name: string]: { readonly rounds: number; readonly run: (rounds: number) => Promise<readonly Row[]> } } = {
  start: { rounds: 15, run: start },
  validation: { rounds: 31, run: validation },
  growth: { rounds: 15, run: growth },
  authorise: { rounds: 31, run: authorisation },
  peers: { rounds: 15, run: peers },
  commit: { rounds: 21, run: commit },
  journal: { rounds: 7, run: longJournal },
  cycle: { rounds: 31, run: cycle },
};

const time = (us: number): string => (us >= 1_000 ? `${(us / 1_000).toFixed(2)} ms` : us >= 10 ? `${us.toFixed(1)} µs` : `${us.toFixed(3)} µs`);

const print = (cells: readonly string[]): void => {
  const widths = [10, 38, 40, 9, 9, 6];
  process.stdout.write(`${cells.map((cell, index) => (index < 3 ? cell.padEnd(widths[index] ?? 0) : cell.padStart(widths[index] ?? 0))).join(" ")}\n`);
};

const args = process.argv.slice(2);
const names = args.filter((it) => !it.startsWith("--"));
const unknown = names.find((name) => !Object.hasOwn(benchmarks, name)) ?? args.find((it) => it.startsWith("--") && it !== "--json" && it !== "--quick");
if (unknown !== undefined) {
  process.stderr.write(`Unknown: ${unknown}. Benchmarks: ${Object.keys(benchmarks).join(", ")}; flags: --json --quick\n`);
  process.exit(2);
}
const json = args.includes("--json");
const rows: Row[] = [];
if (!json) print(["benchmark", "ours", "floor", "ours", "floor", "ratio"]);
for (const [name, { rounds, run }] of Object.entries(benchmarks)) {
  if (names.length > 0 && !names.includes(name)) continue;
  for (const row of await run(args.includes("--quick") ? Math.ceil(rounds / 3) : rounds)) {
    rows.push(row);
    if (!json) print([row.name, row.what, row.floor, time(row.oursUs), time(row.floorUs), `${row.ratio.toFixed(2)}x`]);
  }
}
if (json) process.stdout.write(`${JSON.stringify({ node: process.version, cores: cpus().length, rows }, null, 2)}\n`);
else process.stdout.write(`\nMedians for one operation (growth: the least), taken in turns on ${cpus().length} cores, Node ${process.version}. Ratio = ours / floor: 1 is the floor itself. Ratios travel, seconds do not.\n`);
