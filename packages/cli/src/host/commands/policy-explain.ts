// femtoclaw policy explain: the gate's own decision about one call on this host, with what every rule said. Nothing is executed.
import { explain, lookupsFor, noUsage, type Call, type ConsideredRule, type Explanation } from "@femtoclaw/gate";
import { defaultProtocolLimits, encodeUtf8, FemtoClawError, parseIntent, type JsonObject } from "@femtoclaw/protocol";
import { loadPolicy, policySource } from "@femtoclaw/runtime";
import { assumedFlow } from "../../assumed-flow.ts";
import { callText, grantRows } from "../../call-text.ts";
import { decisionLines, ruleText } from "../../decision-lines.ts";
import { exitCode } from "../../exit-code.ts";
import { faultLines } from "../../fault-text.ts";
import { FaultsError } from "../../faults-error.ts";
import { printable } from "../../printable.ts";
import { blankLine, continued, dim, labelled, plain, span, type Line } from "../../styled-line.ts";
import { policySurroundings } from "../policy-surroundings.ts";
import { readText } from "../read-lines.ts";
import { shortenPath, type CommandAction, type Session } from "../session.ts";
import { configFile, loadSettings } from "../settings.ts";
import { fault } from "@femtoclaw/protocol";

const said: { readonly [result in ConsideredRule["result"]]: string } = { holds: "matches", fails: "does not match", unknown: "cannot be judged" };

const consideredLines = (it: ConsideredRule, shorten: (file: string) => string): readonly Line[] => [
  continued([
    span(it.result === "holds" ? (it.effect === "allow" ? "good" : "bad") : "dim", `${it.effect.padEnd(6)}${said[it.result]}`),
    plain(`  ${ruleText({ ...it.rule }, shorten)}${it.approval ? ", with approval" : ""}`),
  ]),
  ...(it.reason === null
    ? []
    : [continued([dim(`      expected ${printable(it.reason.expected)}, found ${printable(it.reason.found)}${it.reason.pointer === "" ? "" : ` at ${printable(it.reason.pointer)}`}`)])]),
];

const explanationLines = (call: Call, { evaluation, considered }: Explanation, shorten: (file: string) => string): readonly Line[] => {
  const granted = evaluation.verdict === "AUTHORIZED" || evaluation.verdict === "APPROVAL_REQUIRED" ? grantRows({ ...evaluation.grant }) : [];
  const rule = evaluation.rule === null ? null : { ...evaluation.rule };
  return [
    labelled("call", [span("strong", callText(call.capability, call.args))]),
    ...decisionLines({ verdict: evaluation.verdict, rule, reasons: evaluation.reasons.map((it) => ({ ...it })) }, "decide", shorten),
    ...(granted.length === 0 ? [] : [labelled("grant", []), ...granted.map(([label, text]) => continued([dim(label.padEnd(12)), plain(text)]))]),
    ...(considered.length === 0 ? [] : [blankLine, labelled("rules", [dim("every one that was looked at")]), ...considered.flatMap((it) => consideredLines(it, shorten))]),
  ];
};

const explanationDocument = (call: Call, { evaluation, considered }: Explanation): JsonObject => ({
  verdict: evaluation.verdict,
  call: { capability: call.capability, args: call.args },
  rule: evaluation.rule === null ? null : { ...evaluation.rule },
  reasons: evaluation.reasons.map((it) => ({ ...it })),
  grant: "grant" in evaluation ? { ...evaluation.grant } : null,
  considered: considered.map((it) => ({ ...it, rule: { ...it.rule }, reason: it.reason === null ? null : { ...it.reason } })),
  policy: evaluation.policyDigest,
});

const intentText = async ({ arguments: [given = ""], io }: Session): Promise<string> =>
  given === "-" ? (await readText(io.stdin, defaultProtocolLimits.maxBytes)).trim() : given;

export const policyExplain: CommandAction = async (session) => {
  const intent = parseIntent(encodeUtf8(await intentText(session)), defaultProtocolLimits);
  if (!intent.ok) {
    const { code, expected, found, at } = intent.fault;
    throw new FemtoClawError(fault("FC_USAGE_INTENT", expected, `${found} (${code})`, at));
  }
  if (intent.value.kind === "message") {
    session.screen.print([[plain("A message needs no authority: it is the answer, and nothing is executed.")]]);
    return { exitCode: exitCode.success, document: { verdict: null, message: intent.value.content } };
  }
  const settings = await loadSettings(session);
  const around = await policySurroundings(settings, await configFile(session));
  const shorten = shortenPath(session.io);
  const loading = await loadPolicy(await policySource(settings), around);
  if (loading.loaded === null) {
    throw new FaultsError(fault("FC_CONFIG_INVALID_POLICY", "a policy without defects", `${loading.faults.length}`), loading.faults);
  }
  const { policy, warnings } = loading.loaded;
  session.aside.print(warnings.flatMap((it) => faultLines(it, "warning", shorten)));
  const call: Call = { capability: intent.value.tool, args: intent.value.args };
  const facts = await around.resolver.resolve(lookupsFor(policy, around.registry, call));
  const explanation = explain(policy, around.registry, { call, facts, usage: noUsage, atMs: Date.now(), flow: assumedFlow(session.options.has("--untrusted")) });
  session.screen.print(explanationLines(call, explanation, shorten));
  // Where nobody can be asked, what needs approval is refused (FC-POL-0004).
  const granted = explanation.evaluation.verdict === "AUTHORIZED";
  return { exitCode: granted ? exitCode.success : exitCode.denied, document: explanationDocument(call, explanation) };
};
