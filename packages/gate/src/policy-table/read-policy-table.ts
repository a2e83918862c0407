// Text → a table of calls with the answers that are expected, or every defect at once.
import { canonicalise, encodeUtf8, defaultProtocolLimits, fail, fault, ok, parseIntent, type Fault, type FaultPosition, type JsonObject, type JsonValue, type Result } from "@femtoclaw/protocol";
import type { Call, Evaluation } from "../decision.ts";
import { policyTableDefects } from "../generated/policy-table-validator.js";
import { faultsOfShape } from "../policy/faults-of-shape.ts";
import { isJsonObject, readDocument } from "../read-document.ts";

export interface PolicyTableCase {
  readonly name: string;
  readonly call: Call;
  readonly expect: Evaluation["verdict"];
  /** Id of the rule that has to give the answer; null where any may. */
  readonly rule: string | null;
  /** Whether the call is judged as if something untrusted had been read before. */
  readonly untrusted: boolean;
  /** From 1. */
  readonly line: number;
}

export interface PolicyTable {
  readonly file: string;
  /** As written; null where the table names none. */
  readonly policy: string | null;
  readonly cases: readonly PolicyTableCase[];
}

interface WrittenTable {
  readonly policy?: string;
  readonly cases: readonly { readonly name: string; readonly call: JsonValue; readonly expect: Evaluation["verdict"]; readonly rule?: string; readonly untrusted?: boolean }[];
}

const isWrittenTable = (value: unknown): value is WrittenTable => policyTableDefects(value).length === 0;

const readCall = (written: JsonObject, place: (pointer: string) => FaultPosition): Result<Call, Fault> => {
  const intent = parseIntent(encodeUtf8(canonicalise(written)), defaultProtocolLimits);
  if (!intent.ok) return fail(fault("FC_POLICY_SCHEMA", intent.fault.expected, `${intent.fault.found} (${intent.fault.code})`, place(intent.fault.at?.pointer ?? "")));
  if (intent.value.kind === "tool_call") return ok({ capability: intent.value.tool, args: intent.value.args });
  return fail(fault("FC_POLICY_SCHEMA", "a call: tool_call, or bin with argv", "a message, which needs no policy", place("")));
};

interface ReadCalls {
  readonly calls: ReadonlyMap<number, Call>;
  readonly faults: readonly Fault[];
}

/** Of every case that has a call, whatever else is wrong with it. */
const readCalls = (value: JsonValue, place: (pointer: string) => FaultPosition): ReadCalls => {
  const cases: readonly JsonValue[] = isJsonObject(value) && Array.isArray(value["cases"]) ? value["cases"] : [];
  const calls = new Map<number, Call>();
  const faults: Fault[] = [];
  for (const [index, it] of cases.entries()) {
    if (!isJsonObject(it) || !isJsonObject(it["call"])) continue;
    const call = readCall(it["call"], (pointer) => place(`/cases/${index}/call${pointer}`));
    if (call.ok) calls.set(index, call.value);
    else faults.push(call.fault);
  }
  return { calls, faults };
};

const placeOf = ({ at: { line = 0, column = 0 } = {} }: Fault): readonly [number, number] => [line, column];

const byPlace = (a: Fault, b: Fault): number => {
  const [one, two] = [placeOf(a), placeOf(b)];
  return one[0] - two[0] || one[1] - two[1];
};

export const readPolicyTable = (text: string, file: string): Result<PolicyTable, readonly Fault[]> => {
  const { document, faults } = readDocument(text, file, "FC_POLICY_SYNTAX");
  if (document === null) return fail(faults);
  const { value, place } = document;
  const { calls, faults: wrong } = readCalls(value, place);
  if (!isWrittenTable(value) || wrong.length > 0) return fail([...faultsOfShape(policyTableDefects(value), value, place), ...wrong].toSorted(byPlace));
  const cases = value.cases.flatMap(({ name, expect, rule = null, untrusted = false }, index): readonly PolicyTableCase[] => {
    const call = calls.get(index);
    return call === undefined ? [] : [{ name, call, expect, rule, untrusted, line: place(`/cases/${index}`).line ?? 1 }];
  });
  return ok({ file, policy: value.policy ?? null, cases });
};
