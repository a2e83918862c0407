// femtoclaw policy diff: whether two policies give every call the same answer and grant, and a call that shows it where they do not. Nothing is
// executed, and nothing is asked of the host about the examples: where a path would have to lead is part of each.
import { resolve } from "node:path";
import { comparePolicies, type Answer, type CallDifference, type CompiledPolicy, type GrantDifference, type PolicyComparison } from "@femtoclaw/gate";
import { FemtoClawError, fault, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import { loadPolicy, readTextFile, type PolicySurroundings } from "@femtoclaw/runtime";
import { callText } from "../../call-text.ts";
import { exitCode } from "../../exit-code.ts";
import { FaultsError } from "../../faults-error.ts";
import { printable } from "../../printable.ts";
import { blankLine, continued, dim, labelled, plain, span, type Line, type Style } from "../../styled-line.ts";
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

/** What else is a member of a grant is called what it is. */
const partNames: { readonly [part: string]: string } = { executable: "program", argv0: "started as", executableDigest: "pinned to", argv: "arguments", cwd: "directory", maxBytes: "at most" };

const valueText = (value: JsonValue): string => printable(value === null ? "nothing" : typeof value === "string" ? value : JSON.stringify(value));

const grantLines = ({ part, a, b }: GrantDifference, names: readonly [string, string]): readonly Line[] => [
  continued([plain(`${printable(partNames[part] ?? part)}:`)]),
  continued([dim(`  ${names[0]}  ${valueText(a)}`)]),
  continued([dim(`  ${names[1]}  ${valueText(b)}`)]),
];

const styleOf = (answer: Answer): Style => (answer === "allowed" ? "good" : answer === "denied" ? "bad" : "warn");

const answerLine = ({ a, b }: CallDifference, names: readonly [string, string]): Line =>
  a === b
    ? [span(styleOf(a), `each ${words[a]} it`), plain(", and not in the same way")]
    : [span(styleOf(a), `${names[0]} ${words[a]} it`), plain(", "), span(styleOf(b), `${names[1]} ${words[b]} it`)];

const callLines = (it: CallDifference, names: readonly [string, string]): readonly Line[] => [
  labelled("call", [span("strong", printable(callText(it.call.capability, it.call.args)))]),
  ...factLines(it),
  continued(answerLine(it, names)),
  ...it.grants.flatMap((one) => grantLines(one, names)),
];

const comparisonLines = (found: PolicyComparison, names: readonly [string, string]): readonly Line[] => {
  if (found.equivalent) return [[span("good", "equivalent"), plain("  every call gets the same answer and the same grant, and nothing else differs")]];
  return [
    // What is said of calls below is then what would be.
    ...(found.observed ? [labelled("observed", [plain("neither lets anything run; compared is what each records that it would do")])] : []),
    ...found.calls.flatMap((it) => [...callLines(it, names), blankLine]),
    ...found.undecided.map(({ capability, why }) => labelled("undecided", [span("warn", capability), plain(`  ${printable(why)}`)])),
    ...found.others.flatMap(({ where, a, b }) => [labelled("besides", [plain(printable(where))]), continued([dim(`${names[0]}  ${printable(a)}`)]), continued([dim(`${names[1]}  ${printable(b)}`)])]),
    ...(found.calls.length === 0 && found.undecided.length === 0 ? [[span("good", "every call gets the same answer and the same grant")]] : []),
  ];
};

const differenceDocument = ({ call, facts, a, b, grants }: CallDifference): JsonObject => ({
  call: { capability: call.capability, args: call.args }, facts: facts.map((it) => ({ ...it })), a, b, grants: grants.map((it) => ({ ...it })),
});

export const policyDiff: CommandAction = async (session) => {
  const around = await policySurroundings(await loadSettings(session), await configFile(session));
  const [a = "", b = ""] = session.arguments.map((file) => resolve(session.io.directory, file));
  const found = comparePolicies(await load(a, around), await load(b, around), around.registry);
  const shorten = shortenPath(session.io);
  session.screen.print(comparisonLines(found, [shorten(a), shorten(b)]));
  const document = { equivalent: found.equivalent, calls: found.calls.map(differenceDocument), undecided: found.undecided.map((it) => ({ ...it })), others: found.others.map((it) => ({ ...it })), observed: found.observed };
  return { exitCode: found.equivalent ? exitCode.success : exitCode.different, document };
};
