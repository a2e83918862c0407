// femtoclaw init: three commented files that work as they are. Nothing that exists is ever overwritten.
import { access, mkdir, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { fault, FemtoClawError, type Fault } from "@femtoclaw/protocol";
import { exitCode } from "../../exit-code.ts";
import { FaultsError } from "../../faults-error.ts";
import { configText, defaultEndpoint, defaultModel, policyText, scenarioText, type InitChoices } from "../../init-files.ts";
import { blankLine, dim, plain, span } from "../../styled-line.ts";
import { programName, shortenPath, type CommandAction, type Session } from "../session.ts";

const fromFlags = ({ options }: Session): InitChoices => ({
  brain: (options.text("--brain") ?? (options.text("--endpoint") === null ? "simulation" : "openai")) === "openai" ? "openai" : "simulation",
  endpoint: options.text("--endpoint") ?? defaultEndpoint,
  model: options.text("--model") ?? defaultModel,
  apiKeyEnv: options.text("--api-key-env"),
});

/** What the flags left open, asked of the person at the terminal. Null when they gave up. */
const askChoices = async (session: Session, given: InitChoices): Promise<InitChoices | null> => {
  const { terminal } = session.io;
  if (terminal === null || session.json || session.options.has("--yes")) return given;
  const { isCancel, select, text } = await import("@clack/prompts");
  const streams = { input: terminal.input, output: terminal.output };
  let { brain, endpoint, model, apiKeyEnv } = given;
  if (session.options.text("--brain") === null) {
    const answer = await select<InitChoices["brain"]>({
      ...streams,
      message: "Who proposes?",
      initialValue: brain,
      options: [
        { value: "simulation", label: "simulation", hint: "a scenario file: no model, no network, the same every time" },
        { value: "openai", label: "openai", hint: "any OpenAI-compatible server: hosted, Ollama, llama.cpp, LM Studio, vLLM" },
      ],
    });
    if (isCancel(answer)) return null;
    brain = answer;
  }
  if (brain !== "openai") return { ...given, brain };
  const ask = async (flag: string, message: string, value: string): Promise<string | null> => {
    if (session.options.text(flag) !== null) return value;
    const answer = await text({ ...streams, message, placeholder: value, defaultValue: value });
    return isCancel(answer) ? null : answer;
  };
  const asked = [
    await ask("--endpoint", "Its base URL?", endpoint),
    await ask("--model", "Which model?", model),
    await ask("--api-key-env", "Which environment variable holds the key? Leave it empty for none.", apiKeyEnv ?? ""),
  ] as const;
  if (asked[0] === null || asked[1] === null || asked[2] === null) return null;
  [endpoint, model] = asked;
  apiKeyEnv = asked[2] === "" ? null : asked[2];
  return { brain, endpoint, model, apiKeyEnv };
};

const errnoOf = (error: unknown): string => (error instanceof Error && "code" in error ? String(error.code) : "an unknown error");

const exists = (file: string): Promise<boolean> => access(file).then(() => true, () => false);

/** All of them or none: what was written before one failed is taken back. */
const writeAll = async (directory: string, files: readonly (readonly [file: string, text: string])[]): Promise<void> => {
  const present: Fault[] = [];
  for (const [file] of files) if (await exists(file)) present.push(fault("FC_CONFIG_EXISTS", "a name that is free", "a file", { file }));
  const [first] = present;
  if (first !== undefined) throw new FaultsError(first, present);
  const written: string[] = [];
  try {
    await mkdir(directory, { recursive: true });
    for (const [file, text] of files) {
      // Fails where somebody made the file in the meantime.
      await writeFile(file, text, { flag: "wx" });
      written.push(file);
    }
  } catch (error) {
    for (const file of written) await rm(file, { force: true });
    const errno = errnoOf(error);
    const code = errno === "EEXIST" ? "FC_CONFIG_EXISTS" : "FC_CONFIG_WRITE";
    throw new FemtoClawError(fault(code, "a directory in which files can be made", errno, { file: directory }));
  }
};

export const init: CommandAction = async (session) => {
  const { io, options, screen } = session;
  const directory = resolve(io.directory, options.text("--directory") ?? ".");
  const apiKeyEnv = options.text("--api-key-env");
  if (apiKeyEnv !== null && !/^[A-Za-z_][A-Za-z0-9_]*$/.test(apiKeyEnv)) {
    throw new FemtoClawError(fault("FC_USAGE", "the name of an environment variable after --api-key-env, never the key itself", "something else"));
  }
  const choices = await askChoices(session, fromFlags(session));
  if (choices === null) {
    screen.print([[dim("Nothing was written.")]]);
    return { exitCode: exitCode.interrupted, document: { directory, files: [] } };
  }
  const texts = { "femtoclaw.yaml": configText(choices), "policy.yaml": policyText, "scenario.yaml": scenarioText };
  const files = Object.entries(texts).map(([name, text]) => [join(directory, name), text] as const);
  await writeAll(directory, files);
  const shorten = shortenPath(io);
  const place = shorten(directory);
  const what = ["the configuration", "what may be done: nothing yet, with examples to uncomment", "what the simulated brain says"];
  screen.print([
    ...files.map(([file], index) => [span("good", "wrote "), plain(shorten(file).padEnd(28)), dim(` ${what[index] ?? ""}`)]),
    blankLine,
    [dim(`next  ${place === "." ? "" : `cd ${place} && `}${programName(io)} doctor`)],
    [dim(`      ${programName(io)} run "Look around."`)],
  ]);
  return { exitCode: exitCode.success, document: { directory, files: files.map(([file]) => file), brain: choices.brain } };
};
