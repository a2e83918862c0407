// G7: a recorded run again, from the journal alone: the policy as it was written then, the host as it answered then, the
// descriptors as they were registered then.
import { compileArguments, standardClaws } from "@femtoclaw/claws/host";
import { defaultRunLimits, replay, type JournalRecord, type MachineDefinition, type Replay, type ReplayOptions, type RunLimits } from "@femtoclaw/core";
import { compilePolicy, createRegistry, descriptorValue, isJsonObject, readPolicy, type Capability, type CapabilityDescriptor, type Registry } from "@femtoclaw/gate";
import { estimateTokens, slidingWindow } from "@femtoclaw/memory";
import { readJournal, requireKeptRun, sha256, type JournalSource } from "@femtoclaw/memory/host";
import { defaultProtocolLimits, digestOf, fail, fault, FemtoClawError, isRunId, ok, type Fault, type JsonValue, type ProtocolLimits, type Result, type RunId } from "@femtoclaw/protocol";
import { readRuntimeStarted, type RuntimeBeginning } from "../runtime-record.ts";
import { defaultMemory } from "./create-runtime.ts";

export interface ReplayRunOptions extends ReplayOptions {
  /** Claws whose validators were written by hand. Every other one is compiled again from its recorded schema. */
  readonly claws?: readonly Capability[];
  /** Called with what the run was recorded under, before it is decided again. */
  readonly onDefinition?: (definition: MachineDefinition) => void;
}

/** The validator of the claw of that very descriptor where there is one; else one compiled from the recorded schema. */
const capabilityOf = async (descriptor: CapabilityDescriptor, claws: readonly Capability[]): Promise<Capability> => {
  const digest = digestOf(descriptorValue(descriptor), sha256);
  const known = [...claws, ...standardClaws()].find((claw) => digestOf(descriptorValue(claw.descriptor), sha256) === digest);
  return { descriptor, validateArgs: known?.validateArgs ?? (await compileArguments(descriptor.args)) };
};

const numbersOf = <T extends object>(defaults: T, recorded: JsonValue | undefined): T => {
  const result = { ...defaults };
  if (!isJsonObject(recorded)) return result;
  for (const [key, value] of Object.entries(recorded)) {
    if (key in defaults && typeof value === "number") Object.assign(result, { [key]: value });
  }
  return result;
};

/** Runs from before what was shown was recorded have no such rules. */
const contextRulesOf = (recorded: JsonValue | undefined): Pick<MachineDefinition, "contextRules"> => {
  if (!isJsonObject(recorded)) return {};
  return { contextRules: { pins: isJsonObject(recorded["pins"]) ? numbersOf(defaultMemory, recorded["pins"]) : null } };
};

const rebuildRegistry = async (beginning: RuntimeBeginning, claws: readonly Capability[]): Promise<Result<Registry, Fault>> => {
  const registry = createRegistry(await Promise.all(beginning.descriptors.map((it) => capabilityOf(it, claws))), sha256);
  if (registry.ok && registry.value.digest !== beginning.registryDigest) {
    return fail(fault("FC_REPLAY_DIVERGED", `a registry with digest ${beginning.registryDigest}`, registry.value.digest));
  }
  return registry;
};

/** The definition under which a run was recorded. */
export const recordedDefinition = async (
  beginning: RuntimeBeginning,
  started: JournalRecord,
  claws: readonly Capability[] = [],
): Promise<Result<MachineDefinition, Fault>> => {
  const registry = await rebuildRegistry(beginning, claws);
  if (!registry.ok) return registry;
  const reading = readPolicy(beginning.policy.source.text, beginning.policy.source.file, beginning.policy.source.includes);
  if (reading.policy === null) return fail(reading.faults[0] ?? fault("FC_REPLAY_DIVERGED", "the recorded policy", "none"));
  const { policy, faults } = compilePolicy(reading.policy, registry.value, beginning.policy.facts, { sha256, profile: beginning.policy.profile });
  if (policy === null) return fail(faults[0] ?? fault("FC_REPLAY_DIVERGED", "the recorded policy", "one with defects"));
  if (policy.digest !== beginning.policy.digest) {
    return fail(fault("FC_REPLAY_DIVERGED", `a policy with digest ${beginning.policy.digest}`, policy.digest));
  }
  return ok({
    policy,
    registry: registry.value,
    window: slidingWindow(beginning.window ?? defaultMemory),
    ...contextRulesOf(started.body["context"]),
    estimateTokens,
    sha256,
    protocolLimits: numbersOf<ProtocolLimits>(defaultProtocolLimits, started.body["protocolLimits"]),
    limits: numbersOf<RunLimits>(defaultRunLimits, started.body["limits"]),
  });
};

/** Reads the journal once, no further than to `to`. Throws FC_USAGE_RUN for a run that it does not have, or does not have up to there, and
 * FC_JOURNAL_ARCHIVED where it may be in an archive that is not at hand. */
export const replayRun = async (source: JournalSource, run: string, options: ReplayRunOptions = {}): Promise<Replay> => {
  if (!isRunId(run)) throw new FemtoClawError(fault("FC_USAGE_RUN", "a run id such as run_01…", run.slice(0, 64)));
  let beginning: RuntimeBeginning | null = null;
  let latest: RuntimeBeginning | null = null;
  const records: JournalRecord[] = [];
  const { to = Number.MAX_SAFE_INTEGER } = options;
  for await (const { record } of readJournal(source)) {
    if (record.seq > to) break;
    if (record.kind === "runtime.started") latest = readRuntimeStarted(record);
    if (record.run !== run) continue;
    if (record.kind === "run.started") beginning = latest;
    records.push(record);
  }
  // A run is decided again from its first record on, under what its runtime was started with: either may be in an archive.
  if (records[0]?.kind !== "run.started" || beginning === null) await requireKeptRun(source, run, sha256);
  return replayRecords(run, records, beginning, options);
};

export const replayRecords = async (
  run: RunId,
  records: readonly JournalRecord[],
  beginning: RuntimeBeginning | null,
  options: ReplayRunOptions = {},
): Promise<Replay> => {
  const [started] = records;
  const upTo = options.to === undefined ? "" : `, begun by record ${options.to}`;
  if (started === undefined) throw new FemtoClawError(fault("FC_USAGE_RUN", `a run of this journal${upTo}`, run));
  if (beginning === null) throw new FemtoClawError(fault("FC_REPLAY_DIVERGED", "the record of the runtime before the run's first", "none"));
  const definition = await recordedDefinition(beginning, started, options.claws);
  if (!definition.ok) throw new FemtoClawError(definition.fault);
  options.onDefinition?.(definition.value);
  return replay(definition.value, run, records, options);
};
