// Runs inside the engine, with nothing but the language: every reply of every vector is read again by the protocol, every call decided
// again by the gate, every record drafted again by the machine. No clock, no file, no host.
import { defaultRunLimits, replay } from "@femtoclaw/core";
import { compilePolicy, createRegistry, isJsonObject, readPolicy, type ArgumentDefect, type Capability, type CapabilityDescriptor } from "@femtoclaw/gate";
import { defaultContextBounds, estimateTokens, slidingWindow } from "@femtoclaw/memory";
import { canonicalise, defaultProtocolLimits, encodeUtf8, isRunId, readStrictJson, type JsonObject, type JsonValue, type Sha256 } from "@femtoclaw/protocol";
import { sha256 as hash } from "@noble/hashes/sha2.js";
import type { DoubleCase, EngineAnswer, EngineCase, ReadingCase, RefusalCase, RunCase, WritingCase } from "./case.ts";

export type Validators = { readonly [name: string]: (args: unknown) => readonly ArgumentDefect[] };

const sha256: Sha256 = (data) => [...hash(typeof data === "string" ? encodeUtf8(data) : data)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const isObject = (value: JsonValue | undefined): value is JsonObject => typeof value === "object" && value !== null && !Array.isArray(value);

/** The recorded bounds in place of the defaults; a bound that was not recorded keeps its default. */
const boundsFrom = <T extends object>(defaults: T, recorded: JsonValue | undefined): T => {
  const numbers = isObject(recorded) ? Object.entries(recorded).filter(([key, value]) => key in defaults && typeof value === "number") : [];
  return { ...defaults, ...Object.fromEntries(numbers) };
};

type Judgement = Omit<EngineAnswer, "name">;

const no = (detail: string): Judgement => ({ identical: false, detail });

const capabilitiesOf = (descriptors: readonly CapabilityDescriptor[], names: readonly string[], validators: Validators): readonly Capability[] =>
  descriptors.map((descriptor, index) => {
    const validate = validators[names[index] ?? ""];
    return { descriptor, validateArgs: (args) => validate?.(args) ?? [{ pointer: "", expected: "a validator", found: "none" }] };
  });

/** The defects that the vector names, no more and no fewer; in full, so that engines cannot differ in a word. */
const judgeRefusal = ({ file, text, descriptors, validators: names, defects }: RefusalCase, validators: Validators): Judgement => {
  const registry = createRegistry(capabilitiesOf(descriptors, names, validators), sha256);
  if (!registry.ok) return no("another registry");
  const reading = readPolicy(text, file);
  const compiled = reading.policy === null ? null : compilePolicy(reading.policy, registry.value, { workspace: "/workspace", paths: {}, programs: {}, protected: [] }, { sha256 });
  const faults = compiled?.faults ?? reading.faults;
  const named = faults.length === defects.length && defects.every(({ code, line }, index) => faults[index]?.code === code && (line === undefined || faults[index]?.at?.line === line));
  return { identical: named && (compiled === null || compiled.policy === null), detail: JSON.stringify(faults) };
};

const judgeReading = ({ source, expected }: ReadingCase): Judgement => {
  const reading = readStrictJson(encodeUtf8(source), { ...defaultProtocolLimits, maxDepth: 1_000 });
  const detail = reading.ok ? canonicalise(reading.value) : `${reading.fault.code} ${reading.fault.at?.offset}`;
  return { identical: detail === expected, detail };
};

const judgeWriting = ({ source, expected }: WritingCase): Judgement => {
  const value: JsonValue = JSON.parse(source);
  const detail = canonicalise(value);
  return { identical: detail === expected, detail };
};

const judgeDouble = ({ bits, expected }: DoubleCase): Judgement => {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint32(0, Number.parseInt(bits.slice(0, 8), 16));
  view.setUint32(4, Number.parseInt(bits.slice(8), 16));
  const detail = canonicalise(view.getFloat64(0));
  return { identical: detail === expected, detail };
};

const judgeRun = (it: RunCase, validators: Validators): Judgement => {
  const { beginning, records, run } = it;
  const registry = createRegistry(capabilitiesOf(beginning.descriptors, it.validators, validators), sha256);
  if (!registry.ok || registry.value.digest !== beginning.registryDigest) return no("another registry");
  const { source, profile, facts, digest } = beginning.policy;
  const reading = readPolicy(source.text, source.file, source.includes);
  const policy = reading.policy === null ? null : compilePolicy(reading.policy, registry.value, facts, { sha256, profile }).policy;
  if (policy === null || policy.digest !== digest) return no("another policy");
  if (!isRunId(run)) return no("no run");
  const started = records[0]?.body ?? {};
  const definition = {
    policy,
    registry: registry.value,
    window: slidingWindow(beginning.window ?? defaultContextBounds),
    ...(isJsonObject(started["context"]) ? { contextRules: { pins: isJsonObject(started["context"]["pins"]) ? boundsFrom(defaultContextBounds, started["context"]["pins"]) : null } } : {}),
    estimateTokens,
    sha256,
    protocolLimits: boundsFrom(defaultProtocolLimits, started["protocolLimits"]),
    limits: boundsFrom(defaultRunLimits, started["limits"]),
  };
  const result = replay(definition, run, records);
  return result.identical ? { identical: true, detail: result.stateDigest } : no(canonicalise({ ...result.divergence }));
};

const judge = (it: EngineCase, validators: Validators): Judgement => {
  switch (it.kind) {
    case "run":
      return judgeRun(it, validators);
    case "refusal":
      return judgeRefusal(it, validators);
    case "reading":
      return judgeReading(it);
    case "writing":
      return judgeWriting(it);
    case "double":
      return judgeDouble(it);
  }
};

export const replayCases = (cases: readonly EngineCase[], validators: Validators): readonly EngineAnswer[] =>
  cases.map((it): EngineAnswer => {
    try {
      return { name: it.name, ...judge(it, validators) };
    } catch (thrown) {
      return { name: it.name, identical: false, detail: `threw ${String(thrown)}` };
    }
  });
