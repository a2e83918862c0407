// FC-RUNBOOK-0001: every command, its arguments and options, as data. Parsing, help, shell completion and the README follow it, so
// none of them can say something else.
import { argument, flag, option, options, type CommandSpec, type OptionSpec } from "./command-spec.ts";
import { auditCommands } from "./audit-commands.ts";
import { keepingCommands } from "./keeping-commands.ts";
import { policyCommands } from "./policy-commands.ts";

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
    summary: "what waits for a person, each with exactly what would be done; takes no lock, and reads archives too that --archive names",
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
  ...auditCommands,
  {
    name: "replay",
    summary: "decide a recorded run again, from the journal alone, and compare byte for byte; with --policy, also say what that policy would have decided",
    arguments: [runArgument],
    options: [option("--to", "SEQ", "count", "no further than to this record; the state is the one that the run had there")],
    examples: ["femtoclaw replay last", "femtoclaw replay last --to 12", "femtoclaw replay last --policy policy.new.yaml"],
    exitCodes: [9, 10, 12],
  },
  ...keepingCommands,
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
