// Text → a table of calls with the answers that are expected, or every defect at once.
import { canonicalise, encodeUtf8, defaultProtocolLimits, fail, fault, ok, parseIntent, type Fault, type JsonValue, type Result } from "@femtoclaw/protocol";
import type { Call, Evaluation } from "../decision.ts";
import { policyTableDefects } from "../generated/policy-table-validator.js";
import { readDocument } from "../read-document.ts";

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

export const readPolicyTable = (text: string, file: string): Result<PolicyTable, readonly Fault[]> => {
  const { document, faults } = readDocument(text, file, "FC_POLICY_SYNTAX");
  if (document === null) return fail(faults);
  const { value, place } = document;
  if (!isWrittenTable(value)) return fail(policyTableDefects(value).map((it) => fault("FC_POLICY_SCHEMA", it.expected, it.found, place(it.pointer))));
  const defects: Fault[] = [];
  const cases = value.cases.flatMap(({ name, call, expect, rule = null, untrusted = false }, index): readonly PolicyTableCase[] => {
    const at = place(`/cases/${index}/call`);
    const intent = parseIntent(encodeUtf8(canonicalise(call)), defaultProtocolLimits);
    if (intent.ok && intent.value.kind === "tool_call") {
      return [{ name, call: { capability: intent.value.tool, args: intent.value.args }, expect, rule, untrusted, line: place(`/cases/${index}`).line ?? 1 }];
    }
    defects.push(fault("FC_POLICY_SCHEMA", "a call: tool_call, or bin with argv", intent.ok ? "a message, which needs no policy" : intent.fault.code, at));
    return [];
  });
  return defects.length > 0 ? fail(defects) : ok({ file, policy: value.policy ?? null, cases });
};
