// FC-POL-0006: what one run is for, as the operator or the brain says it before anything untrusted was read. It has the rules of the
// policy's language, allow alone, and can only narrow: a call has to be allowed by the policy and by the mandate.
import { digestOf, fail, fault, formatPointer, ok, type Fault, type FaultPosition, type JsonObject, type JsonValue, type Result, type Sha256 } from "@femtoclaw/protocol";
import { compilePolicy } from "../policy/compile-policy.ts";
import type { CompiledPolicy } from "../policy/compiled-policy.ts";
import { policyQuestions, type PolicyFacts } from "../policy/policy-facts.ts";
import { writtenPolicy } from "../policy/read-policy.ts";
import { isJsonObject, readDocument } from "../read-document.ts";
import type { Registry } from "../registry.ts";

export interface CompiledMandate {
  readonly name: string;
  readonly digest: string;
  /** Whether a person may be asked about a call outside of it that the policy allows. */
  readonly widen: boolean;
  /** Its rules, ready to be judged; nothing else of it counts. */
  readonly policy: CompiledPolicy;
}

const keys: readonly string[] = ["version", "name", "widen", "capabilities"];
/** What shapes a grant: here it would be read and do nothing. */
const shaping: readonly string[] = ["require", "maxBytes", "pin", "cwd", "environment", "effects"];

/**
 * No host is asked: programs are those that the policy found, and a path means the place of that name. Where it is a link, what it
 * leads to is outside, which is narrower and never wider.
 */
const factsFrom = (policy: CompiledPolicy, paths: readonly string[]): PolicyFacts => {
  const rules = [...policy.capabilities.values()].flatMap(({ allow, deny }) => [...allow, ...deny]);
  const programs = rules.flatMap(({ exec }) => (exec === null || exec.executable === null ? [] : [[exec.bin, { name: exec.argv0, path: exec.executable, digest: exec.executableDigest ?? "" }] as const]));
  return { workspace: policy.workspace, paths: Object.fromEntries(paths.map((path) => [path, path])), programs: Object.fromEntries(programs), protected: policy.protected };
};

const strangers = (value: JsonObject, place: (pointer: string) => FaultPosition): readonly Fault[] => {
  const top = Object.keys(value).filter((key) => !keys.includes(key)).map((key) => fault("FC_POLICY_SCHEMA", `only ${keys.join(", ")} in a mandate`, key, place(formatPointer([key]))));
  const blocks = isJsonObject(value["capabilities"]) ? Object.entries(value["capabilities"]) : [];
  const inside = blocks.flatMap(([name, block]) => (isJsonObject(block) ? Object.keys(block) : []).filter((key) => key !== "allow").map((key) => fault("FC_POLICY_SCHEMA", "only allow in a mandate, which narrows and sets no bounds", key, place(formatPointer(["capabilities", name, key])))));
  const rules = blocks.flatMap(([name, block]) => {
    const allow = isJsonObject(block) ? block["allow"] : undefined;
    return (Array.isArray(allow) ? allow : []).flatMap((rule: JsonValue, index) =>
      (isJsonObject(rule) ? Object.keys(rule) : []).filter((key) => shaping.includes(key)).map((key) => fault("FC_POLICY_SCHEMA", "conditions alone in a rule of a mandate, which grants nothing of its own", key, place(formatPointer(["capabilities", name, "allow", index, key])))),
    );
  });
  const widen = value["widen"] === undefined || value["widen"] === "approval" ? [] : [fault("FC_POLICY_SCHEMA", "widen: approval, or no widen", "another value", place("/widen"))];
  return [...top, ...inside, ...rules, ...widen];
};

const without = (value: JsonValue, key: string): JsonValue => (isJsonObject(value) ? Object.fromEntries(Object.entries(value).filter(([it]) => it !== key)) : value);

/** Every defect at once; `text` is YAML or JSON. */
export const compileMandate = (text: string, file: string, registry: Registry, policy: CompiledPolicy, sha256: Sha256): Result<CompiledMandate, readonly Fault[]> => {
  const { document, faults } = readDocument(text, file, "FC_POLICY_SYNTAX");
  if (document === null) return fail(faults);
  const { value, place } = document;
  const strange = isJsonObject(value) ? strangers(value, place) : [];
  const reading = writtenPolicy(without(value, "widen"), file, place);
  if (strange.length > 0 || reading.policy === null) return fail([...strange, ...reading.faults]);
  const facts = factsFrom(policy, policyQuestions(reading.policy.document, policy.workspace).paths);
  const compiled = compilePolicy(reading.policy, registry, facts, { sha256 });
  if (compiled.policy === null) return fail(compiled.faults);
  const widen = isJsonObject(value) && value["widen"] === "approval";
  const digest = digestOf({ policy: compiled.policy.digest, widen }, sha256);
  return ok(Object.freeze({ name: compiled.policy.name, digest, widen, policy: compiled.policy }));
};
