// The commands that look at the record, and prove what it says.
import { argument, flag, option, optionalArgument, type CommandSpec } from "./command-spec.ts";
import { queryCommands } from "./query-commands.ts";
import { trustOption } from "./trust-option.ts";

export const auditCommands: readonly CommandSpec[] = [
  {
    name: "audit list",
    summary: "records, one a line",
    arguments: [],
    options: [
      option("--run", "RUN", "text", "only of this run; `last` is the last one"),
      option("--kind", "KIND", "text", "only of this kind, such as decision"),
      option("--limit", "N", "count", "how many, counted from the end; 50, and 0 for all"),
    ],
    examples: ["femtoclaw audit list --kind decision --limit 20"],
    exitCodes: [9, 10],
  },
  {
    name: "audit show",
    summary: "one record in full, or the timeline of a run",
    arguments: [argument("what", "a record's number, a run id, or `last`"), optionalArgument("step", "with --context: only what the brain was shown at this step of the run, held against its recorded digest")],
    options: [flag("--context", "also what the brain was shown at each step")],
    examples: ["femtoclaw audit show 12", "femtoclaw audit show last --context", "femtoclaw audit show last --context 3"],
    exitCodes: [9, 10],
  },
  ...queryCommands,
  {
    name: "audit verify",
    summary: "check every record and link of the journal",
    arguments: [],
    options: [
      option("--expect", "SEQ:HASH", "text", "a head known from elsewhere; shows a cut end or a rewritten history"),
      option("--checkpoint", "FILE", "file", "a signed note kept elsewhere: the journal must begin with the history that it signs"),
      trustOption,
    ],
    examples: ["femtoclaw audit verify", "femtoclaw audit verify --checkpoint /mnt/elsewhere/monday.note --trust trust.txt"],
    exitCodes: [9, 10],
  },
  {
    name: "audit config",
    summary: "under which versions, configurations and policies the journal was written, in order, and what changed",
    arguments: [],
    options: [option("--limit", "N", "count", "how many, counted from the end; 50, and 0 for all")],
    examples: ["femtoclaw audit config"],
    exitCodes: [9, 10],
  },
  {
    name: "audit key",
    summary: "make a key that signs checkpoints, and say what others need to check them",
    arguments: [argument("file", "where to put it; no file is ever overwritten", "file")],
    options: [option("--name", "NAME", "text", "whose signatures these will be, such as host.example.com/journal; needed"), flag("--witness", "a key that witnesses the checkpoints of others")],
    examples: ["femtoclaw audit key journal.key --name host.example.com/journal"],
    exitCodes: [],
  },
  {
    name: "audit checkpoint",
    summary: "sign the journal's history as it now is; keep the note elsewhere",
    arguments: [],
    options: [
      option("--key", "FILE", "file", "the key that signs; the configured one where there is one"),
      flag("--whole", "read every record, in place of going on from what this key signed before"),
      option("--out", "FILE", "file", "a new file for the note, in place of stdout"),
    ],
    examples: ["femtoclaw audit checkpoint --key journal.key --out /mnt/elsewhere/monday.note"],
    exitCodes: [9, 10],
  },
  {
    name: "audit prove",
    summary: "prove that a record, or an older checkpoint, is in the history that a checkpoint signs",
    arguments: [argument("what", "a record's number, or the file of an older checkpoint")],
    options: [option("--checkpoint", "FILE", "file", "the signed note that the proof leads to; needed"), trustOption],
    examples: ["femtoclaw audit prove 12 --checkpoint monday.note > proof.json", "femtoclaw audit prove monday.note --checkpoint tuesday.note > proof.json"],
    exitCodes: [9, 10],
  },
  {
    name: "audit check",
    summary: "check a proof or an export, without the journal",
    arguments: [argument("proof", "a file that `audit prove` or `audit export` wrote", "file")],
    options: [option("--checkpoint", "FILE", "file", "an export of everything: the signed note that it must begin with the history of"), trustOption],
    examples: ["femtoclaw audit check proof.json --trust trust.txt", "femtoclaw audit check evidence.jsonl --trust trust.txt"],
    exitCodes: [9],
  },
  {
    name: "audit witness",
    summary: "sign a checkpoint of another journal, where it goes on from all that was seen of it",
    arguments: [argument("proof", "a proof from the checkpoint that was seen last, or at first the note alone", "file")],
    options: [option("--key", "FILE", "file", "the witness's key; needed"), option("--state", "FILE", "file", "what this witness has seen; needed, made when missing"), trustOption],
    examples: ["femtoclaw audit witness proof.json --key witness.key --state seen.txt --trust trust.txt > witnessed.note"],
    exitCodes: [9],
  },
  {
    name: "audit secret",
    summary: "tell whether a value that you hold is what a commitment stands for, or in which records it is",
    arguments: [optionalArgument("commitment", "as it stands in a record; without it the whole journal is looked through")],
    options: [
      option("--key", "FILE", "file", "the journal's key of commitments, in place of the configured one"),
      option("--value-env", "NAME", "text", "environment variable that holds the value; it is read from stdin otherwise, and never from an argument"),
      option("--value-file", "FILE", "file", "file that holds the value"),
    ],
    examples: ["femtoclaw audit secret --value-env API_TOKEN", "femtoclaw audit secret '[secret:v1:0f3c…]' --key journal.secrets.key < token.txt"],
    exitCodes: [9, 10, 12],
  },
];
