// FC-RUNBOOK-0001: every command, its arguments and options, as data. Parsing, help, shell completion and the README follow it, so
// none of them can say something else.
import { argument, flag, option, optionalArgument, options, type CommandSpec, type OptionSpec } from "./command-spec.ts";
import { policyCommands } from "./policy-commands.ts";
import { queryCommands } from "./query-commands.ts";

/** Before or after the command. */
export const globalOptions: readonly OptionSpec[] = [
  option("--config", "FILE", "file", "configuration; ./femtoclaw.yaml where there is one"),
  option("--journal", "DIR", "directory", "where records are kept, in place of the configured directory"),
  options("--archive", "DIR", "directory", "an archive that was taken out of the journal, to be read with it; once for each"),
  option("--workspace", "DIR", "directory", "where relative paths of calls start, in place of the configured directory"),
  option("--policy", "FILE", "file", "policy, in place of the configured one"),
  option("--profile", "NAME", "text", "strictness; the stricter of this and the policy's own counts. observe executes nothing and records what would have run", ["strict", "industrial", "observe"]),
  flag("--json", "one JSON document on stdout; faults as {code, expected, found, at, next}"),
];

const brainOptions: readonly OptionSpec[] = [
  option("--brain", "KIND", "text", "who proposes", ["simulation", "openai", "replay"]),
  option("--scenario", "FILE", "file", "simulation: what it says at each step"),
  option("--seed", "N", "count", "simulation: decides between alternatives"),
  option("--endpoint", "URL", "text", "openai: base URL of any OpenAI-compatible server, usually ending in /v1"),
  option("--model", "NAME", "text", "openai: the model"),
  option("--api-key-env", "NAME", "text", "openai: environment variable that holds the key"),
  option("--replay-run", "RUN", "text", "replay: the recorded run whose answers are given again"),
];

const trustOption = option("--trust", "FILE", "file", "whose signatures count: lines of `journal KEY [until SIZE]`, `witness KEY`, `revoked KEY`, `need N`");

const runArgument = argument("run", "a run id, or `last`");

export const commandTable: readonly CommandSpec[] = [
  {
    name: "init",
    summary: "write a commented configuration, a policy that allows nothing, and a scenario",
    arguments: [],
    options: [
      option("--directory", "DIR", "directory", "where to; it is made when missing, and no file is ever overwritten"),
      option("--brain", "KIND", "text", "who will propose", ["simulation", "openai"]),
      option("--endpoint", "URL", "text", "openai: base URL"),
      option("--model", "NAME", "text", "openai: the model"),
      option("--api-key-env", "NAME", "text", "openai: environment variable that holds the key"),
      flag("--yes", "ask nothing"),
    ],
    examples: ["femtoclaw init --directory my-agent --brain simulation --yes"],
    exitCodes: [],
  },
  {
    name: "run",
    summary: "do one task: think, validate, decide, execute, record, respond",
    arguments: [argument("task", "what to do, in quotes; `-` reads it from stdin")],
    options: [
      ...brainOptions,
      option("--mandate", "FILE", "file", "what the run is for: rules that narrow the policy for this run alone"),
      flag("--propose-mandate", "the brain says first, from the task alone, what the run is for; all else is denied"),
      flag("--suspend", "where approval is needed and no terminal is there, leave the run waiting; `approve` goes on with it"),
      flag("--quiet", "print the answer alone"),
      flag("--fail-on-denied", "end with 4 when anything was denied, even if there is an answer"),
    ],
    examples: [
      'femtoclaw run "Why is the build red?" --scenario scenario.yaml',
      'femtoclaw run "Why is the build red?" --brain openai --endpoint http://127.0.0.1:11434/v1 --model llama3.2',
    ],
    exitCodes: [4, 5, 6, 7, 8, 9, 10, 13, 129, 130, 143],
  },
  {
    name: "chat",
    summary: "several inputs in one run, each with its verdicts",
    arguments: [],
    options: brainOptions,
    examples: ["femtoclaw chat --brain openai --endpoint http://127.0.0.1:11434/v1 --model llama3.2", 'echo "Are you ready?" | femtoclaw chat'],
    exitCodes: [6, 8, 9, 10, 129, 130, 143],
  },
  {
    name: "status",
    summary: "last runs, what is in doubt, who writes the journal; takes no lock",
    arguments: [],
    options: [option("--limit", "N", "count", "how many runs to show; 10, and 0 for all")],
    examples: ["femtoclaw status --json"],
    exitCodes: [8, 9, 10],
  },
  {
    name: "settle",
    summary: "say what you found of an execution in doubt; recorded with who and why, and nothing is run",
    arguments: [argument("execution", "the id that `status` shows: a run id, a dot and a number")],
    options: [
      option("--found", "WHAT", "text", "whether its effect took place; needed", ["done", "not-done"]),
      option("--why", "TEXT", "text", "what you looked at, in quotes; needed"),
    ],
    examples: ['femtoclaw settle run_01k0a1b2c3d4e5f6g7h8j9kmnp.1 --found not-done --why "No such mail in the outbox."'],
    exitCodes: [9, 10],
  },
  {
    name: "approvals",
    summary: "what waits for a person, each with exactly what would be done; takes no lock",
    arguments: [],
    options: [],
    examples: ["femtoclaw approvals --json"],
    exitCodes: [9, 10],
  },
  {
    name: "approve",
    summary: "allow exactly what was asked, once; recorded with who and why, and the run goes on",
    arguments: [argument("execution", "the id that `approvals` shows: a run id, a dot and a number")],
    options: [...brainOptions, option("--why", "TEXT", "text", "why it may be done, in quotes; needed")],
    examples: ['femtoclaw approve run_01k0a1b2c3d4e5f6g7h8j9kmnp.1 --why "The release was agreed on."'],
    exitCodes: [6, 7, 8, 9, 10, 13],
  },
  {
    name: "refuse",
    summary: "say no to what was asked; recorded with who and why, and the run goes on",
    arguments: [argument("execution", "the id that `approvals` shows: a run id, a dot and a number")],
    options: [...brainOptions, option("--why", "TEXT", "text", "why it may not be done, in quotes; needed")],
    examples: ['femtoclaw refuse run_01k0a1b2c3d4e5f6g7h8j9kmnp.1 --why "Not on a Friday."'],
    exitCodes: [6, 7, 8, 9, 10, 13],
  },
  ...policyCommands,
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
  {
    name: "replay",
    summary: "decide a recorded run again, from the journal alone, and compare byte for byte; with --policy, also say what that policy would have decided",
    arguments: [runArgument],
    options: [option("--to", "SEQ", "count", "no further than to this record; the state is the one that the run had there")],
    examples: ["femtoclaw replay last", "femtoclaw replay last --to 12", "femtoclaw replay last --policy policy.new.yaml"],
    exitCodes: [9, 10, 12],
  },
  {
    name: "backup",
    summary: "copy the journal whole, also while it is written, and verify the copy",
    arguments: [argument("directory", "where to; a new or empty one", "directory")],
    options: [option("--checkpoint", "FILE", "file", "a signed note that the journal must begin with"), trustOption],
    examples: ["femtoclaw backup /mnt/elsewhere/monday"],
    exitCodes: [9, 10],
  },
  {
    name: "restore",
    summary: "bring a backup back as the journal, where there is none, and verify it",
    arguments: [argument("backup", "a directory that `backup` made", "directory")],
    options: [option("--checkpoint", "FILE", "file", "a signed note that the backup must begin with"), trustOption],
    examples: ["femtoclaw restore /mnt/elsewhere/monday --journal .femtoclaw/journal"],
    exitCodes: [9, 10],
  },
  {
    name: "archive",
    summary: "move the beginning of the journal into an archive that keeps every proof; recorded with who and why, where the configuration allows it",
    arguments: [],
    options: [
      option("--before", "WHEN", "text", "only records before this number, as 4711; or of before this date: 2026-11-01, or a time back such as 90d"),
      option("--to", "DIR", "directory", "where to; a new directory, which is the archive from then on"),
      option("--why", "TEXT", "text", "recorded with it; needed"),
      flag("--dry-run", "say what would be archived and what holds it back; nothing is written"),
      flag("--settle", "finish or take back what was cut short, and begin nothing"),
    ],
    examples: ['femtoclaw archive --before 90d --to /mnt/elsewhere/2026-q3 --why "Quarterly."', "femtoclaw audit verify --archive /mnt/elsewhere/2026-q3"],
    exitCodes: [4, 9, 10],
  },
  {
    name: "migrate",
    summary: "bring the journal and the configuration to the form of this version, or back; the old ones are kept",
    arguments: [],
    options: [
      flag("--dry-run", "check both and say what would be done; nothing is written"),
      flag("--back", "go back from the last migration: what was kept gets its name again"),
      flag("--accept-loss", "with --back: also where records came since; they are put aside with the journal that holds them"),
      option("--why", "TEXT", "text", "recorded with it"),
    ],
    examples: ["femtoclaw migrate --dry-run", "femtoclaw migrate", "femtoclaw migrate --back"],
    exitCodes: [9, 10],
  },
  {
    name: "doctor",
    summary: "check this machine, the configuration, the policy, the brain and the disk",
    arguments: [],
    options: [],
    examples: ["femtoclaw doctor"],
    exitCodes: [],
  },
  {
    name: "completion",
    summary: "print a completion script for a shell",
    arguments: [{ ...argument("shell", "bash, zsh or fish"), choices: ["bash", "zsh", "fish"] }],
    options: [],
    examples: ["femtoclaw completion bash > /etc/bash_completion.d/femtoclaw"],
    exitCodes: [],
  },
];

export const groupSummaries: { readonly [group: string]: string } = {
  policy: "check and test a policy, explain a decision, compare two, find useless rules",
  audit: "list, show, query, export, verify and prove records, and tell what a commitment stands for",
};

/** Always there: they are nobody's option in particular. */
export const helpFlag = "--help";
export const versionFlag = "--version";
