// A written policy, the registry it speaks about and what the host answered → a policy that can decide, or every defect
// at once, each with its place (FC-POL-0002).
import { digestOf, formatPointer, type Fault, type JsonObject, type Sha256 } from "@femtoclaw/protocol";
import { argumentPointer } from "../argument-pointer.ts";
import type { CapabilityDescriptor, Resource } from "../capability.ts";
import { freezeDeep } from "../freeze-deep.ts";
import { frozenMap } from "../frozen-map.ts";
import type { Registry } from "../registry.ts";
import { checkPins } from "./check-pins.ts";
import { compileFlow } from "./compile-flow.ts";
import { compileRule } from "./compile-rule.ts";
import type { CompiledCapability, CompiledPolicy, CompiledResource, CompiledRule } from "./compiled-policy.ts";
import { nearest } from "./nearest.ts";
import { schemaHasPointer } from "./schema-has-pointer.ts";
import type { Budgets, CapabilityPolicy, Profile } from "./policy-document.ts";
import type { PolicyFacts } from "./policy-facts.ts";
import { indexRules } from "./rule-index.ts";
import type { WrittenPolicy } from "./read-policy.ts";
import { complain, warn, type RuleEffect, type Workshop } from "./workshop.ts";

export const defaultBudgets: Budgets = { steps: 50, executions: 40, wallMs: 600_000, tokens: 200_000 };
const defaultLimits = { timeoutMs: 10_000, maxOutputBytes: 65_536 } as const;

export interface CompileOptions {
  /** Beside the profile that the policy names; the stricter of the two counts. */
  readonly profile?: Profile;
  readonly sha256: Sha256;
}

export interface PolicyCompilation {
  /** Null when there is any fault: a policy is taken whole or not at all. */
  readonly policy: CompiledPolicy | null;
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}

export const compilePolicy = (written: WrittenPolicy, registry: Registry, facts: PolicyFacts, options: CompileOptions): PolicyCompilation => {
  const { document } = written;
  // The stricter word counts, whoever said it: a flag cannot loosen a policy, nor a policy a flag.
  const named = [options.profile, document.profile];
  const strict = named.includes("strict");
  const profile: Profile = named.includes("observe") ? "observe" : strict ? "strict" : "industrial";
  const shop: Workshop = { policy: written, facts, strict, faults: [], warnings: [] };
  checkPins(shop, options.sha256);
  checkRuleIds(shop);
  const capabilities = Object.entries(document.capabilities ?? {}).flatMap(([name, block]) => {
    const compiled = compileCapability(shop, registry, name, block);
    return compiled === null ? [] : [[name, compiled] as const];
  });
  const flow = compileFlow(shop, registry);
  const faults = inOrder(written, [...written.faults, ...shop.faults.filter((it) => !isOfShape(it, written.faults))]);
  const warnings = inOrder(written, [...written.warnings, ...shop.warnings]);
  if (faults.length > 0) return { policy: null, faults, warnings };

  const known: JsonObject = { workspace: facts.workspace, paths: facts.paths, programs: facts.programs, protected: facts.protected };
  const policy: CompiledPolicy = Object.freeze({
    name: document.name,
    file: written.file,
    profile,
    digest: digestOf({ document: written.value, profile, facts: known }, options.sha256),
    workspace: facts.workspace,
    protected: Object.freeze([...facts.protected]),
    budgets: Object.freeze({ ...defaultBudgets, ...document.budgets?.perRun }),
    capabilities: frozenMap(capabilities),
    flow: freezeDeep(flow),
  });
  return { policy, faults, warnings };
};

/** What a part is said to lack, where something in it was left out since its shape is wrong, follows from the shape; a name never does. */
const isOfShape = ({ code, at = {} }: Fault, ofShape: readonly Fault[]): boolean =>
  code !== "FC_POLICY_UNKNOWN_CAPABILITY" && ofShape.some(({ at: left = {} }) => left.file === at.file && `${left.pointer ?? ""}/`.startsWith(`${at.pointer ?? ""}/`));

/** As the files are read, whatever the order in which they were found. */
const inOrder = ({ included }: WrittenPolicy, faults: readonly Fault[]): readonly Fault[] => {
  const placed = faults.map((it) => {
    const { file, line = 0, column = 0 } = it.at ?? {};
    return { it, line, column, rank: included.findIndex((one) => one.file === file) };
  });
  return placed.sort((a, b) => a.rank - b.rank || a.line - b.line || a.column - b.column).map(({ it }) => it);
};

const compileCapability = (shop: Workshop, registry: Registry, name: string, block: CapabilityPolicy): CompiledCapability | null => {
  const pointer = `/capabilities${formatPointer([name])}`;
  const capability = registry.capabilities.get(name);
  if (capability === undefined) {
    const names = [...registry.capabilities.keys()];
    const close = nearest(name, names);
    const expected = close === null ? `one of ${names.join(", ")}` : `a registered capability; did you mean ${close}?`;
    return complain(shop, "FC_POLICY_UNKNOWN_CAPABILITY", pointer, expected, name);
  }
  const compileAll = (effect: RuleEffect): readonly CompiledRule[] =>
    (block[effect] ?? []).map((rule, index) => compileRule(shop, capability.descriptor, rule, index, `${pointer}/${effect}/${index}`, effect, block.require === "approval"));
  const found = registry.digests[name] ?? "";
  if (block.descriptor !== undefined && block.descriptor !== found) warn(shop, "FC_POLICY_CONDITION", `${pointer}/descriptor`, "the registered descriptor's digest: every call is denied until it is reviewed and pinned again", `${block.descriptor}, but registered is ${found}`);
  checkMarks(shop, capability.descriptor, block.secrets?.args ?? [], `${pointer}/secrets/args`);
  const allow = compileAll("allow");
  const deny = compileAll("deny");
  const resource = compileResource(capability.descriptor.resource);
  return freezeDeep({
    descriptorDigest: found,
    enabled: block.enabled ?? true,
    pinned: block.descriptor ?? null,
    resource,
    allow,
    deny,
    index: indexRules(resource, { allow, deny }),
    asksArguments: [...allow, ...deny].some(({ where }) => where.some(({ predicate }) => predicate.kind === "path")),
    limits: {
      timeoutMs: block.limits?.timeoutMs ?? defaultLimits.timeoutMs,
      maxOutputBytes: block.limits?.maxOutputBytes ?? defaultLimits.maxOutputBytes,
    },
    results: { trust: block.results?.trust ?? "untrusted", secret: block.results?.secret ?? false },
    secrets: block.secrets ?? null,
    perRun: block.limits?.perRun ?? null,
    perMinute: block.limits?.perMinute ?? null,
    window: block.limits?.window ?? null,
    concurrent: block.limits?.concurrent ?? null,
  });
};

/** What a call acts on must be seen by whoever decides about it, so neither it nor anything around it can be hidden. */
const checkMarks = (shop: Workshop, { resource, args }: CapabilityDescriptor, marked: readonly string[], place: string): void => {
  const acting = resource.kind === "exec" ? [resource.bin, resource.argv] : resource.kind === "path" ? [resource.path] : resource.kind === "url" ? [resource.url] : [];
  for (const [index, it] of marked.entries()) {
    const [, first = ""] = it.split("/");
    const hides = it === "" || !schemaHasPointer(args, `/${first}`) || acting.some((other) => `${other}/`.startsWith(`${it}/`) || it.startsWith(`${other}/`));
    if (hides) complain(shop, "FC_POLICY_POINTER", `${place}/${index}`, "an argument that the capability has, and that is not what a call of it acts on", it === "" ? "all arguments" : it);
  }
};

const compileResource = (resource: Resource): CompiledResource => {
  switch (resource.kind) {
    case "exec":
      return { kind: "exec", bin: argumentPointer(resource.bin), argv: argumentPointer(resource.argv) };
    case "path":
      return { kind: "path", path: argumentPointer(resource.path), access: resource.access };
    case "url":
      return { kind: "url", url: argumentPointer(resource.url) };
    case "none":
      return { kind: "none" };
  }
};

/** Decisions cite a rule by its id, so it is one rule's in the whole file. */
const checkRuleIds = (shop: Workshop): void => {
  const { capabilities = {}, flow = [] } = shop.policy.document;
  const ids = [
    ...Object.entries(capabilities).flatMap(([name, block]) =>
      (["allow", "deny"] as const).flatMap((effect) => (block[effect] ?? []).map(({ id }, index) => ({ id, at: formatPointer(["capabilities", name, effect, index, "id"]) }))),
    ),
    ...flow.map(({ id }, index) => ({ id, at: formatPointer(["flow", index, "id"]) })),
  ];
  const seen = new Set<string>();
  const freeId = freeIds(ids.map(({ id }) => id));
  for (const { id, at } of ids) {
    if (seen.has(id)) complain(shop, "FC_POLICY_DUPLICATE_RULE", at, `an id of its own, such as ${freeId(id)}`, id);
    seen.add(id);
  }
};

/** Ids like the given one that no rule has, each given once. */
const freeIds = (ids: readonly string[]): ((id: string) => string) => {
  const taken = new Set(ids);
  const counts = new Map<string, number>();
  return (id) => {
    // Short enough for its number, and not cut between two words.
    const word = id.slice(0, 58).replace(/[._-]$/, "");
    let count = counts.get(word) ?? 2;
    while (taken.has(`${word}-${count}`)) count += 1;
    counts.set(word, count + 1);
    return `${word}-${count}`;
  };
};
