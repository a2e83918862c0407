// FC-CORE-0004: the record with which a runtime begins. It holds all that a replay of its runs needs beside their records:
// the policy as written, what the host answered about it, and every descriptor.
import type { JournalRecord, RecordDraft } from "@femtoclaw/core";
import {
  descriptorValue, isJsonObject, type CapabilityDescriptor, type EffectKind, type MarkedParts, type PolicyFacts, type Profile, type Registry, type Resource,
} from "@femtoclaw/gate";
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";
import type { PolicySource } from "./policy-source.ts";

export interface RuntimeBeginning {
  readonly version: string;
  /** Who loaded the policy (G12). */
  readonly operator: string;
  readonly policy: { readonly source: PolicySource; readonly profile: Profile; readonly digest: string; readonly facts: PolicyFacts };
  readonly descriptors: readonly CapabilityDescriptor[];
  readonly registryDigest: string;
  readonly window: { readonly maxEntries: number; readonly maxTokens: number } | null;
  /** Says which key commitments are made with (FC-SEC-0003); null where nothing is committed to. */
  readonly commitmentKey: string | null;
  /** The configuration that governs; none for a runtime that was assembled by hand, and in records of before it was kept. No replay needs it. */
  readonly configuration?: RecordedConfiguration;
}

export interface RecordedConfiguration {
  /** Of the canonical form of `value`. */
  readonly digest: string;
  /** Without secrets. */
  readonly value: JsonObject;
}

export const runtimeStarted = (time: number, beginning: RuntimeBeginning, registry: Registry): RecordDraft => ({
  time,
  run: null,
  execution: null,
  kind: "runtime.started",
  body: {
    version: beginning.version,
    operator: beginning.operator,
    policy: {
      file: beginning.policy.source.file,
      text: beginning.policy.source.text,
      ...(Object.keys(beginning.policy.source.includes ?? {}).length === 0 ? {} : { includes: { ...beginning.policy.source.includes } }),
      profile: beginning.policy.profile,
      digest: beginning.policy.digest,
      facts: { ...beginning.policy.facts },
    },
    registry: {
      digest: beginning.registryDigest,
      descriptors: [...registry.capabilities.values()].map((it) => descriptorValue(it.descriptor)),
    },
    window: beginning.window === null ? null : { ...beginning.window },
    ...(beginning.configuration === undefined ? {} : { configuration: { ...beginning.configuration } }),
    ...(beginning.commitmentKey === null ? {} : { secrets: { commitments: "v1", key: beginning.commitmentKey } }),
  },
});

const text = (value: JsonValue | undefined): string => (typeof value === "string" ? value : "");
const object = (value: JsonValue | undefined): JsonObject => (isJsonObject(value) ? value : {});

const readFacts = (value: JsonObject): PolicyFacts => {
  const paths: { [path: string]: string | null } = {};
  for (const [path, real] of Object.entries(object(value["paths"]))) paths[path] = typeof real === "string" ? real : null;
  const programs: { [bin: string]: { name: string; path: string; digest: string } | null } = {};
  for (const [bin, found] of Object.entries(object(value["programs"]))) {
    programs[bin] = isJsonObject(found) ? { name: text(found["name"]), path: text(found["path"]), digest: text(found["digest"]) } : null;
  }
  const own = Array.isArray(value["protected"]) ? value["protected"].map(text) : [];
  return { workspace: text(value["workspace"]), paths, programs, protected: own };
};

const readResource = (value: JsonObject): Resource => {
  switch (value["kind"]) {
    case "exec":
      return { kind: "exec", bin: text(value["bin"]), argv: text(value["argv"]) };
    case "path": {
      const access = value["access"];
      return { kind: "path", path: text(value["path"]), access: access === "list" || access === "write" ? access : "read" };
    }
    case "url":
      return { kind: "url", url: text(value["url"]) };
    default:
      return { kind: "none" };
  }
};

const effectKinds: readonly EffectKind[] = ["reads", "writes", "sends", "spends", "irreversible"];

const readMarks = ({ args, output }: JsonObject): MarkedParts => ({
  ...(Array.isArray(args) ? { args: args.map(text) } : {}),
  ...(Array.isArray(output) ? { output: output.map(text) } : {}),
});

const readDescriptor = (value: JsonObject): CapabilityDescriptor => {
  const effects = value["effects"];
  return {
    name: text(value["name"]),
    description: text(value["description"]),
    args: object(value["args"]),
    // In the recorded order: the digest counts it.
    effects: (Array.isArray(effects) ? effects : []).flatMap((it) => effectKinds.filter((kind) => kind === it)),
    resource: readResource(object(value["resource"])),
    ...(Array.isArray(value["targets"]) ? { targets: value["targets"].map(text) } : {}),
    ...(isJsonObject(value["secrets"]) ? { secrets: readMarks(value["secrets"]) } : {}),
    retry: value["retry"] === "idempotent" ? "idempotent" : "never",
  };
};

const readConfiguration = (recorded: JsonValue | undefined): { readonly configuration?: RecordedConfiguration } => {
  if (!isJsonObject(recorded) || !isJsonObject(recorded["value"])) return {};
  return { configuration: { digest: text(recorded["digest"]), value: recorded["value"] } };
};

/** Null when the record is not one, or is damaged. */
export const readRuntimeStarted = (record: JournalRecord): RuntimeBeginning | null => {
  if (record.kind !== "runtime.started") return null;
  const { body } = record;
  const policy = object(body["policy"]);
  const registry = object(body["registry"]);
  const recorded = policy["profile"];
  const profile: Profile = recorded === "strict" || recorded === "observe" ? recorded : "industrial";
  const descriptors = Array.isArray(registry["descriptors"]) ? registry["descriptors"].filter(isJsonObject).map(readDescriptor) : [];
  const window = body["window"];
  const key = object(body["secrets"])["key"];
  return {
    version: text(body["version"]),
    operator: text(body["operator"]),
    policy: {
      source: { file: text(policy["file"]), text: text(policy["text"]), includes: Object.fromEntries(Object.entries(object(policy["includes"])).map(([file, it]) => [file, text(it)])) },
      profile,
      digest: text(policy["digest"]),
      facts: readFacts(object(policy["facts"])),
    },
    descriptors,
    registryDigest: text(registry["digest"]),
    window:
      isJsonObject(window) && typeof window["maxEntries"] === "number" && typeof window["maxTokens"] === "number"
        ? { maxEntries: window["maxEntries"], maxTokens: window["maxTokens"] }
        : null,
    ...readConfiguration(body["configuration"]),
    commitmentKey: typeof key === "string" ? key : null,
  };
};
