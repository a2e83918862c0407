// The commands that ask a journal, and take records out of it.
import { flag, option, type CommandSpec, type OptionSpec } from "./command-spec.ts";

/** Which records; all of those that are given have to hold. */
const selectorOptions: readonly OptionSpec[] = [
  option("--run", "RUN", "text", "only of this run: an id, the end of one, or `last`"),
  option("--execution", "ID", "text", "only of this execution: a run id, a dot and a number"),
  option("--kind", "KINDS", "text", "only of these kinds, with commas between, such as decision,outcome,brain.replied"),
  option("--capability", "NAMES", "text", "only what names these capabilities: calls, questions to a person, labelled outcomes"),
  option("--decision", "WORDS", "text", "only decided so: AUTHORIZED, APPROVAL_REQUIRED, DENIED for any denial, or one such as DENIED_POLICY_VIOLATION"),
  option("--rule", "IDS", "text", "only decided by these rules"),
  option("--label", "WORDS", "text", "only what was taken in as trusted, untrusted or secret"),
  option("--since", "DATE", "text", "only from then on: 2026-11-01, 2026-11-01T10:00Z, or a time back such as 7d"),
  option("--until", "DATE", "text", "only before then"),
  option("--after", "SEQ", "count", "only records after this number; how a query goes on where it ended"),
  option("--to", "SEQ", "count", "only records up to this number"),
];

export const queryCommands: readonly CommandSpec[] = [
  {
    name: "audit query",
    summary: "records that are asked for, oldest first, one a line; takes no lock",
    arguments: [],
    options: [
      ...selectorOptions,
      option("--limit", "N", "count", "how many at a time; 1000, and 0 for all"),
      flag("--whole", "read every record, also where an outline says that nothing in a segment is asked for"),
    ],
    examples: ["femtoclaw audit query --decision DENIED --since 7d", "femtoclaw audit query --run last --kind outcome --label untrusted", "femtoclaw audit query --capability shell --limit 100 --after 4711 --json"],
    exitCodes: [9, 10],
  },
  {
    name: "audit export",
    summary: "take records out, byte for byte or as a table; with --proofs anybody can check them without the journal",
    arguments: [],
    options: [
      option("--format", "FORMAT", "text", "jsonl: canonical records, one a line; csv: a table for a spreadsheet. jsonl", ["jsonl", "csv"]),
      option("--out", "FILE", "file", "a new file, in place of stdout; it appears when it is whole"),
      ...selectorOptions,
      flag("--proofs", "jsonl: what is left out stands there as hashes, and the last line is the checkpoint that all of it leads to"),
      option("--checkpoint", "FILE", "file", "the signed note that the proofs lead to; records after it are left out"),
      option("--trust", "FILE", "file", "whose signatures on it count; `audit key` says what to put there"),
    ],
    examples: [
      "femtoclaw audit export > everything.jsonl",
      "femtoclaw audit export --run last --proofs --checkpoint monday.note --out evidence.jsonl",
      "femtoclaw audit export --format csv --decision DENIED --since 30d --out denied.csv",
    ],
    exitCodes: [9, 10, 129, 130, 143],
  },
  {
    name: "audit reindex",
    summary: "throw the index of runs and the outlines of segments away, and fold them anew from the records",
    arguments: [],
    options: [],
    examples: ["femtoclaw audit reindex"],
    exitCodes: [9, 10],
  },
];
