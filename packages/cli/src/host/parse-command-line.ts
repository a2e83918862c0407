// argv → an invocation, a text to print, or FC_USAGE. commander reads; what there is to read comes from the command table.
import { Command, CommanderError, InvalidArgumentError, Option } from "commander";
import { fault, type Fault } from "@femtoclaw/protocol";
import type { CommandSpec, OptionSpec } from "../command-spec.ts";
import { commandTable, globalOptions, groupSummaries } from "../command-table.ts";
import { exitCodeMeanings } from "../exit-code.ts";
import { CLI_VERSION } from "../version.ts";
import { createOptions, type OptionValue, type Options } from "./options.ts";

export interface Invocation {
  /** As in the command table. */
  readonly command: string;
  readonly arguments: readonly string[];
  readonly options: Options;
}

export type ParsedCommandLine =
  | { readonly kind: "invocation"; readonly invocation: Invocation }
  /** `asked` is false where help is shown because a command is missing. */
  | { readonly kind: "text"; readonly text: string; readonly asked: boolean }
  | { readonly kind: "fault"; readonly fault: Fault };

const readCount = (text: string): number => {
  const count = Number(text);
  if (!/^\d{1,15}$/.test(text)) throw new InvalidArgumentError("It takes a whole number.");
  return count;
};

const addOption = (command: Command, { flag, summary, value }: OptionSpec): void => {
  const option = new Option(value === null ? flag : `${flag} <${value.name}>`, summary);
  if (value?.choices !== undefined) option.choices(value.choices);
  if (value?.kind === "count") option.argParser(readCount);
  if (value?.many === true) option.argParser((text: string, before: readonly string[] | undefined) => [...(before ?? []), text]);
  command.addOption(option);
};

const exitCodesText = (codes: readonly number[]): string =>
  ["", "Exit codes:", ...exitCodeMeanings.filter(([code]) => codes.includes(code)).map(([code, meaning]) => `  ${String(code).padEnd(4)} ${meaning}`), ""].join("\n");

const examplesText = (examples: readonly string[]): string => ["", examples.length === 1 ? "Example:" : "Examples:", ...examples.map((it) => `  $ ${it}`)].join("\n");

const addCommand = (parent: Command, spec: CommandSpec, take: (invocation: Invocation) => void): void => {
  const command = parent.command(spec.name.split(" ").at(-1) ?? spec.name).description(spec.summary);
  for (const it of spec.arguments) {
    const argument = command.createArgument(`${it.required ? "<" : "["}${it.name}${it.many ? "..." : ""}${it.required ? ">" : "]"}`, it.summary);
    command.addArgument(it.choices === undefined ? argument : argument.choices(it.choices));
  }
  for (const it of spec.options) addOption(command, it);
  command.addHelpText("after", `${examplesText(spec.examples)}\n${exitCodesText([0, 1, 2, 3, ...spec.exitCodes])}`);
  command.action(() => {
    const values: Record<string, OptionValue> = command.optsWithGlobals();
    take({ command: spec.name, arguments: command.args, options: createOptions(values) });
  });
};

const createProgram = (write: (text: string) => void, take: (invocation: Invocation) => void): Command => {
  const program = new Command("femtoclaw")
    .description("A brain proposes. FemtoClaw validates, decides, executes, records, answers.")
    .version(CLI_VERSION, "-V, --version", "show the version")
    .helpOption("-h, --help", "show help")
    .helpCommand(false)
    .exitOverride()
    .configureOutput({ writeOut: write, writeErr: write, outputError: () => {}, getOutHelpWidth: () => 110, getErrHelpWidth: () => 110 })
    .configureHelp({ showGlobalOptions: true });
  for (const it of globalOptions) addOption(program, it);
  const groups = new Map<string, Command>();
  for (const spec of commandTable) {
    const [group, inner] = spec.name.split(" ");
    if (group === undefined || inner === undefined) {
      addCommand(program, spec, take);
      continue;
    }
    const parent = groups.get(group) ?? program.command(group).description(groupSummaries[group] ?? "").helpCommand(false);
    groups.set(group, parent);
    addCommand(parent, spec, take);
  }
  program.addHelpText("after", `${examplesText(["femtoclaw init", 'femtoclaw run "Look around."', "femtoclaw audit list"])}\n${exitCodesText(exitCodeMeanings.map(([code]) => code))}`);
  return program;
};

/** What commander says about the mistake, without the value of an option, which could be a secret. */
const mistakeOf = (error: CommanderError): string => error.message.replace(/^error: /, "").replace(/(--[\w-]+)=[^'\s]+/g, "$1=…").replace(/\s*\n\s*/g, " ").slice(0, 300);

/** The words of the command that was meant, for the help that it has. */
const commandWords = (argv: readonly string[]): string => {
  const named = commandTable.map(({ name }) => name).filter((name) => name.split(" ").every((word) => argv.includes(word)));
  const [only] = named;
  return named.length === 1 && only !== undefined ? ` ${only}` : "";
};

export const parseCommandLine = (given: readonly string[]): ParsedCommandLine => {
  const argv = given[0] === "help" ? [...given.slice(1), "--help"] : given;
  let text = "";
  let invocation: Invocation | null = null;
  const program = createProgram((it) => (text += it), (it) => (invocation = it));
  try {
    program.parse(argv, { from: "user" });
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    if (error.exitCode === 0) return { kind: "text", text, asked: true };
    if (error.code === "commander.help") return { kind: "text", text, asked: false };
    return { kind: "fault", fault: fault("FC_USAGE", `a command line as in \`femtoclaw${commandWords(argv)} --help\``, mistakeOf(error)) };
  }
  return invocation === null ? { kind: "text", text, asked: false } : { kind: "invocation", invocation };
};
