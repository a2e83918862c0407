// femtoclaw policy suggest: the smallest rules that would have allowed what a run was denied. They are printed for a person to read and
// written nowhere; each is tried in the policy, and what would still be denied is said with its reason.
import { evaluate, isJsonObject, lookupsFor, readDocument, resolvePath, suggestRules, type Call, type DeniedCall, type Situation, type SuggestedRule } from "@femtoclaw/gate";
import { readJournal } from "@femtoclaw/memory/host";
import { fault, FemtoClawError, resolvePointer, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import { loadPolicy, policySource, type PolicyLoading, type PolicySurroundings } from "@femtoclaw/runtime";
import { callText } from "../../call-text.ts";
import { exitCode } from "../../exit-code.ts";
import { FaultsError } from "../../faults-error.ts";
import { printable, printableJson } from "../../printable.ts";
import { plural } from "../../quantity.ts";
import { foldDecision, type DecisionFold, type RecordedDecision } from "../../recorded-decision.ts";
import { dim, plain, span, type Line } from "../../styled-line.ts";
import { policySurroundings } from "../policy-surroundings.ts";
import { resolveRun } from "../resolve-run.ts";
import type { CommandAction } from "../session.ts";
import { configFile, loadSettings } from "../settings.ts";

/** Denials of one run that are looked at (G10). */
const mostDenials = 1_000;

const flowText = (value: JsonValue): string => {
  if (Array.isArray(value)) return `[${value.map(flowText).join(", ")}]`;
  if (isJsonObject(value)) return `{${Object.entries(value).map(([key, part]) => `${JSON.stringify(key).replaceAll(/^"([a-zA-Z]+)"$/g, "$1")}: ${flowText(part)}`).join(", ")}}`;
  return JSON.stringify(value);
};

const ruleValue = (rule: SuggestedRule["rule"]): JsonObject => JSON.parse(JSON.stringify(rule));

const object = (value: JsonValue | undefined): JsonObject => (isJsonObject(value) ? value : {});

/** The policy as it is written, with the rules added at the end of their capabilities. */
const withRules = (written: JsonObject, rules: readonly SuggestedRule[]): JsonObject => {
  const capabilities = { ...object(written["capabilities"]) };
  for (const { capability, rule } of rules) {
    const block = object(capabilities[capability]);
    const allow = Array.isArray(block["allow"]) ? block["allow"] : [];
    capabilities[capability] = { ...block, allow: [...allow, ruleValue(rule)] };
  }
  return { ...written, capabilities };
};

const deniedIn = async (journal: string, run: string): Promise<{ readonly denied: readonly RecordedDecision[]; readonly more: boolean }> => {
  const fold: DecisionFold = new Map();
  const found: RecordedDecision[] = [];
  for await (const { record } of readJournal(journal, { run })) {
    const decision = foldDecision(fold, record);
    if (decision === null || !decision.verdict.startsWith("DENIED_")) continue;
    if (found.length >= mostDenials) return { denied: found, more: true };
    found.push(decision);
  }
  return { denied: found, more: false };
};

/** Where the path of a call leads is asked for again where nobody asked then: a call that no rule could allow asks nothing. */
const withPlace = async ({ call, facts }: Situation, { registry, resolver, workspace }: PolicySurroundings): Promise<DeniedCall> => {
  const resource = registry.capabilities.get(call.capability)?.descriptor.resource;
  const text = resource?.kind === "path" ? resolvePointer(call.args, resource.path) : undefined;
  const path = typeof text === "string" && facts.length === 0 ? resolvePath(workspace, text) : null;
  return { call, facts: path === null ? facts : await resolver.resolve([{ kind: "path", path }]) };
};

/** Ids that no rule of the policy has. */
const newIds = (written: JsonObject): (() => string) => {
  const taken = new Set(JSON.stringify(written).match(/"id":"[^"]+"/g) ?? []);
  let counted = 0;
  return () => {
    do counted += 1;
    while (taken.has(`"id":"suggested-${counted}"`));
    return `suggested-${counted}`;
  };
};

interface Tried {
  readonly it: RecordedDecision;
  /** Null where it would be allowed. */
  readonly why: string | null;
}

const fragmentLines = (rules: readonly SuggestedRule[]): readonly Line[] => {
  if (rules.length === 0) return [];
  const names = [...new Set(rules.map(({ capability }) => capability))];
  return [
    [dim("# what this run was denied, and nothing else: read each before you take it over")],
    [plain("capabilities:")],
    ...names.flatMap((name): readonly Line[] => [
      [plain(`  ${name}:`)],
      [plain("    allow:")],
      ...rules
        .filter(({ capability }) => capability === name)
        .flatMap(({ rule, note, calls }): readonly Line[] => [
          [dim(`      # ${plural(calls.length, "denied call")}${note === null ? "" : `; ${note}`}`)],
          [plain(`      - ${printableJson(flowText(ruleValue(rule)))}`)],
        ]),
    ]),
  ];
};

const triedLine = ({ it, why }: Tried): Line => {
  const { capability, args } = it.situation.call;
  return [dim("# "), why === null ? span("good", "would be allowed") : span("warn", "still denied"), plain(`  ${printable(callText(capability, args))}`), dim(why === null ? "" : `  ${printable(why)}`)];
};

export const policySuggest: CommandAction = async (session) => {
  const settings = await loadSettings(session);
  const named = session.options.text("--run");
  if (named === null) throw new FemtoClawError(fault("FC_USAGE", "--run with a run id, the end of one, or `last`", "none"));
  const run = await resolveRun(settings.journal, named);
  const around = await policySurroundings(settings, await configFile(session));
  const source = await policySource(settings);
  const { denied, more } = await deniedIn(settings.journal, run);
  const violations = denied.filter(({ verdict }) => verdict === "DENIED_POLICY_VIOLATION");
  const reading = readDocument(source.text, source.file, "FC_POLICY_SYNTAX");
  if (reading.document === null) throw new FaultsError(fault("FC_CONFIG_INVALID_POLICY", "a policy without defects", `${reading.faults.length}`), reading.faults);
  const written = object(reading.document.value);
  const newId = newIds(written);
  const byCapability = new Map<string, DeniedCall[]>();
  for (const it of violations) byCapability.set(it.situation.call.capability, [...(byCapability.get(it.situation.call.capability) ?? []), await withPlace(it.situation, around)]);
  const suggested = [...byCapability].flatMap(([name, calls]) => {
    const descriptor = around.registry.capabilities.get(name)?.descriptor;
    return descriptor === undefined ? [] : suggestRules(calls, descriptor, around.workspace, newId);
  });
  const loadWith = (rules: readonly SuggestedRule[]): Promise<PolicyLoading> => loadPolicy({ ...source, text: JSON.stringify(withRules(written, rules)) }, around);
  // One rule that cannot stand in a policy must not spoil the others: each is tried alone.
  const rules: SuggestedRule[] = [];
  const unusable = new Map<Call, string>();
  for (const it of suggested) {
    const [defect] = (await loadWith([it])).faults;
    if (defect === undefined) rules.push(it);
    else for (const call of it.calls) unusable.set(call, `a rule for it would have a defect: expected ${defect.expected}, found ${defect.found}`);
  }
  const loading = await loadWith(rules);
  const policy = loading.loaded?.policy ?? null;
  /** Null where it would be allowed. */
  const whyNot = async (decision: RecordedDecision): Promise<string | null> => {
    if (decision.verdict !== "DENIED_POLICY_VIOLATION") return `${decision.verdict}: no rule can help`;
    const reason = unusable.get(decision.situation.call);
    if (reason !== undefined) return reason;
    if (policy === null) return "the policy itself has defects: `femtoclaw policy check` lists them";
    const { call, atMs, usage, flow } = decision.situation;
    const known = await around.resolver.resolve(lookupsFor(policy, around.registry, call));
    const evaluation = evaluate(policy, around.registry, { call, facts: known, usage, atMs, ...(flow === undefined ? {} : { flow }) });
    if (evaluation.verdict === "AUTHORIZED") return null;
    const [first] = evaluation.reasons;
    return evaluation.verdict === "APPROVAL_REQUIRED" ? "a person would be asked" : first === undefined ? evaluation.verdict : `expected ${first.expected}, found ${first.found}`;
  };
  const tried: Tried[] = [];
  for (const it of denied) tried.push({ it, why: await whyNot(it) });

  session.screen.print([...fragmentLines(rules), ...tried.map(triedLine), ...(tried.length === 0 ? [[span("good", "nothing was denied"), plain(`  in ${run}`)]] : [])]);
  if (more) session.aside.print([[dim(`only the first ${mostDenials} denials of the run were looked at`)]]);
  const document = {
    run,
    complete: !more,
    rules: rules.map(({ capability, rule, note }) => ({ capability, rule: ruleValue(rule), note })),
    calls: tried.map(({ it, why }) => ({ seq: it.seq, call: { capability: it.situation.call.capability, args: it.situation.call.args }, allowed: why === null, why })),
  };
  return { exitCode: exitCode.success, document };
};
