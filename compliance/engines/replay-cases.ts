// Runs inside the engine, with nothing but the language: every reply of every vector is read again by the protocol, every call decided
// again by the gate, every record drafted again by the machine. No clock, no file, no host.
import { defaultRunLimits, replay } from "@femtoclaw/core";
import { compilePolicy, createRegistry, readPolicy, type ArgumentDefect, type Capability } from "@femtoclaw/gate";
import { defaultContextBounds, estimateTokens, slidingWindow } from "@femtoclaw/memory";
import { canonicalise, defaultProtocolLimits, encodeUtf8, isRunId, type JsonObject, type JsonValue, type Sha256 } from "@femtoclaw/protocol";
import { sha256 as hash } from "@noble/hashes/sha2.js";
import type { EngineAnswer, EngineCase } from "./case.ts";

export type Validators = { readonly [name: string]: (args: unknown) => readonly ArgumentDefect[] };

const sha256: Sha256 = (data) => [...hash(typeof data === "string" ? encodeUtf8(data) : data)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const isObject = (value: JsonValue | undefined): value is JsonObject => typeof value === "object" && value !== null && !Array.isArray(value);

/** The recorded bounds in place of the defaults; a bound that was not recorded keeps its default. */
const boundsFrom = <T extends object>(defaults: T, recorded: JsonValue | undefined): T => {
  const numbers = isObject(recorded) ? Object.entries(recorded).filter(([key, value]) => key in defaults && typeof value === "number") : [];
  return { ...defaults, ...Object.fromEntries(numbers) };
};

const judge = (it: EngineCase, validators: Validators): Omit<EngineAnswer, "name"> => {
  const no = (detail: string): Omit<EngineAnswer, "name"> => ({ identical: false, detail });
  const { beginning, records, run } = it;
  const capabilities = beginning.descriptors.map((descriptor, index): Capability => {
    const validate = validators[it.validators[index] ?? ""];
    return { descriptor, validateArgs: (args) => validate?.(args) ?? [{ pointer: "", expected: "a validator", found: "none" }] };
  });
  const registry = createRegistry(capabilities, sha256);
  if (!registry.ok || registry.value.digest !== beginning.registryDigest) return no("another registry");
  const { source, profile, facts, digest } = beginning.policy;
  const reading = readPolicy(source.text, source.file);
  const policy = reading.policy === null ? null : compilePolicy(reading.policy, registry.value, facts, { sha256, profile }).policy;
  if (policy === null || policy.digest !== digest) return no("another policy");
  if (!isRunId(run)) return no("no run");
  const started = records[0]?.body ?? {};
  const definition = {
    policy,
    registry: registry.value,
    window: slidingWindow(beginning.window ?? defaultContextBounds),
    estimateTokens,
    sha256,
    protocolLimits: boundsFrom(defaultProtocolLimits, started["protocolLimits"]),
    limits: boundsFrom(defaultRunLimits, started["limits"]),
  };
  const result = replay(definition, run, records);
  return result.identical ? { identical: true, detail: result.stateDigest } : no(canonicalise({ ...result.divergence }));
};

export const replayCases = (cases: readonly EngineCase[], validators: Validators): readonly EngineAnswer[] =>
  cases.map((it): EngineAnswer => {
    try {
      return { name: it.name, ...judge(it, validators) };
    } catch (thrown) {
      return { name: it.name, identical: false, detail: `threw ${String(thrown)}` };
    }
  });
