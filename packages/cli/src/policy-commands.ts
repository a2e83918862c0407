// The commands for people who write policies: check, explain, test, suggest, impact, diff, lint.
import { argument, flag, option, type CommandSpec } from "./command-spec.ts";

export const policyCommands: readonly CommandSpec[] = [
  {
    name: "policy check",
    summary: "every defect of a policy at once, with file, line and column",
    arguments: [{ name: "file", summary: "policies; the configured one when none is named", required: false, many: true, kind: "file" }],
    options: [],
    examples: ["femtoclaw policy check policy.yaml"],
    exitCodes: [],
  },
  {
    name: "policy explain",
    summary: "what would be decided about a call, and what every rule says to it",
    arguments: [argument("intent", "what a brain would say, as JSON; `-` reads it from stdin")],
    options: [flag("--untrusted", "as if something untrusted had been read before")],
    examples: [`femtoclaw policy explain '{"bin":"rm","argv":["-rf","/"]}'`, `femtoclaw policy explain '{"tool_call":{"tool":"fs.read","args":{"path":"notes.md"}}}'`],
    exitCodes: [4, 5],
  },
  {
    name: "policy test",
    summary: "a table of calls, each with the answer that the policy has to give",
    arguments: [argument("file", "a table: version, policy, and cases of name, call, expect and perhaps rule", "file")],
    options: [],
    examples: ["femtoclaw policy test policy.test.yaml"],
    exitCodes: [12],
  },
  {
    name: "policy suggest",
    summary: "the smallest rules that would have allowed what a run was denied, for a person to read; of an archived run with --archive",
    arguments: [],
    options: [option("--run", "RUN", "text", "a run id, the end of one, or `last`; needed")],
    examples: ["femtoclaw policy suggest --run last"],
    exitCodes: [9, 10],
  },
  {
    name: "policy impact",
    summary: "recorded decisions made again under another policy: what would change",
    arguments: [argument("file", "the policy to try", "file")],
    options: [option("--since", "DATE", "text", "only decisions since then: 2026-11-01, or a time back such as 7d")],
    examples: ["femtoclaw policy impact policy.new.yaml --since 7d"],
    exitCodes: [9, 10, 12],
  },
  {
    name: "policy diff",
    summary: "whether two policies give every call the same answer and grant; if not, a call that shows it",
    arguments: [argument("a", "a policy", "file"), argument("b", "the policy to compare it with", "file")],
    options: [],
    examples: ["femtoclaw policy diff policy.yaml policy.new.yaml"],
    exitCodes: [12],
  },
  {
    name: "policy lint",
    summary: "rules that do nothing, and rules that allow more than they seem to",
    arguments: [{ name: "file", summary: "a policy; the configured one when none is named", required: false, many: false, kind: "file" }],
    options: [],
    examples: ["femtoclaw policy lint policy.yaml"],
    exitCodes: [12],
  },
];
