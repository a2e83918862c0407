// A policy source → a policy that can decide on this host, or every defect at once.
import { dirname, resolve } from "node:path";
import type { Resolver } from "@femtoclaw/core";
import { compilePolicy, readPolicy, type CompiledPolicy, type IncludedTexts, type PolicyFacts, type PolicyReading, type Profile, type Registry } from "@femtoclaw/gate";
import type { Fault, Sha256 } from "@femtoclaw/protocol";
import type { PolicySource } from "../policy-source.ts";
import { askPolicyFacts } from "./policy-facts.ts";
import { readIncludes } from "./read-includes.ts";

export interface LoadedPolicy {
  readonly policy: CompiledPolicy;
  readonly facts: PolicyFacts;
  /** What it includes, as it was read. */
  readonly includes: IncludedTexts;
  readonly warnings: readonly Fault[];
}

export type PolicyLoading =
  | { readonly loaded: LoadedPolicy; readonly faults: readonly [] }
  | { readonly loaded: null; readonly faults: readonly Fault[]; readonly warnings: readonly Fault[] };

export interface PolicySurroundings {
  readonly registry: Registry;
  /** Real absolute path. */
  readonly workspace: string;
  readonly resolver: Resolver;
  readonly sha256: Sha256;
  readonly profile?: Profile;
  /** What is the runtime's own and no call may touch: journal, configuration, policy, log. Absolute. */
  readonly ownPaths?: readonly string[];
}

interface Read {
  readonly reading: PolicyReading;
  readonly includes: IncludedTexts;
  /** Of the files that were read, or looked for. */
  readonly paths: readonly string[];
}

/** Which files a policy includes is known when it was read; then it is read again, with them. */
const readWithIncludes = async ({ text, file, includes }: PolicySource): Promise<Read> => {
  const reading = readPolicy(text, file, includes);
  const files = reading.policy?.included ?? [];
  if (includes !== undefined || files.length === 0) return { reading, includes: includes ?? {}, paths: [] };
  const directory = dirname(resolve(file));
  const paths = new Map(files.map((it) => [it.file, resolve(directory, it.file)]));
  const texts = await readIncludes(paths);
  return { reading: readPolicy(text, file, texts), includes: texts, paths: [...paths.values()] };
};

export const loadPolicy = async (source: PolicySource, around: PolicySurroundings): Promise<PolicyLoading> => {
  const { reading, includes, paths } = await readWithIncludes(source);
  if (reading.policy === null) return { loaded: null, faults: reading.faults, warnings: [] };
  const facts = await askPolicyFacts(reading.policy.document, around.workspace, around.resolver, [...(around.ownPaths ?? []), ...paths]);
  const profile = source.profile ?? around.profile;
  const options = profile === undefined ? { sha256: around.sha256 } : { sha256: around.sha256, profile };
  const { policy, faults, warnings } = compilePolicy(reading.policy, around.registry, facts, options);
  return policy === null ? { loaded: null, faults, warnings } : { loaded: { policy, facts, includes, warnings }, faults: [] };
};
