// femtoclaw policy diff: whether two policies give every call the same answer, and a call that shows it where they do not. Nothing is
// executed, and nothing is asked of the host about the examples: where a path would have to lead is part of each.
import { resolve } from "node:path";
import { comparePolicies, type Answer, type CallDifference, type CompiledPolicy, type PolicyComparison } from "@femtoclaw/gate";
import { FemtoClawError, fault, type JsonObject } from "@femtoclaw/protocol";
import { loadPolicy, readTextFile, type PolicySurroundings } from "@femtoclaw/runtime";
import { callText } from "../../call-text.ts";
import { exitCode } from "../../exit-code.ts";
import { FaultsError } from "../../faults-error.ts";
import { printable } from "../../printable.ts";
import { blankLine, continued, dim, labelled, plain, span, type Line } from "../../styled-line.ts";
import { policySurroundings } from "../policy-surroundings.ts";
import { shortenPath, type CommandAction } from "../session.ts";
import { configFile, loadSettings } from "../settings.ts";

const load = async (file: string, around: PolicySurroundings): Promise<CompiledPolicy> => {
  const text = await readTextFile(file, "a policy");
  if (!text.ok) throw new FemtoClawError(text.fault);
  const loading = await loadPolicy({ file, text: text.value }, around);
  if (loading.loaded === null) throw new FaultsError(fault("FC_CONFIG_INVALID_POLICY", "a policy without defects", `${loading.faults.length} in ${file}`), loading.faults);
  return loading.loaded.policy;
};

const words: { readonly [answer in Answer]: string } = { allowed: "allows", asked: "asks a person about", denied: "denies" };

const factLines = ({ facts }: CallDifference): readonly Line[] =>
  // That a path is where it says needs no words.
  facts.filter((it) => it.kind === "host" || it.path !== it.real).map((it) => continued([dim(it.kind === "path" ? `if ${printable(it.path)} ${it.real === null ? "cannot be resolved" : `leads to ${printable(it.real)}`}` : `if ${printable(it.host)} leads to ${it.addresses.join(", ")}`)]));

const callLines = (it: CallDifference, names: readonly [string, string]): readonly Line[] => [
  labelled("call", [span("strong", printable(callText(it.call.capability, it.call.args)))]),
  ...factLines(it),
  continued([span(it.a === "allowed" ? "good" : it.a === "denied" ? "bad" : "warn", `${names[0]} ${words[it.a]} it`), plain(", "), span(it.b === "allowed" ? "good" : it.b === "denied" ? "bad" : "warn", `${names[1]} ${words[it.b]} it`)]),
];

const comparisonLines = (found: PolicyComparison, names: readonly [string, string]): readonly Line[] => {
  if (found.equivalent) return [[span("good", "equivalent"), plain("  every call gets the same answer, and nothing else differs")]];
  return [
    ...found.calls.flatMap((it) => [...callLines(it, names), blankLine]),
    ...found.undecided.map(({ capability, why }) => labelled("undecided", [span("warn", capability), plain(`  ${printable(why)}`)])),
    ...found.others.flatMap(({ where, a, b }) => [labelled("besides", [plain(printable(where))]), continued([dim(`${names[0]}  ${printable(a)}`)]), continued([dim(`${names[1]}  ${printable(b)}`)])]),
    ...(found.calls.length === 0 && found.undecided.length === 0 ? [[span("good", "every call gets the same answer")]] : []),
  ];
};

const differenceDocument = ({ call, facts, a, b }: CallDifference): JsonObject => ({ call: { capability: call.capability, args: call.args }, facts: facts.map((it) => ({ ...it })), a, b });

export const policyDiff: CommandAction = async (session) => {
  const around = await policySurroundings(await loadSettings(session), await configFile(session));
  const [a = "", b = ""] = session.arguments.map((file) => resolve(session.io.directory, file));
  const found = comparePolicies(await load(a, around), await load(b, around), around.registry);
  const shorten = shortenPath(session.io);
  session.screen.print(comparisonLines(found, [shorten(a), shorten(b)]));
  const document = { equivalent: found.equivalent, calls: found.calls.map(differenceDocument), undecided: found.undecided.map((it) => ({ ...it })), others: found.others.map((it) => ({ ...it })) };
  return { exitCode: found.equivalent ? exitCode.success : exitCode.different, document };
};
