// FC-CORE-0001: the four parts, assembled. Every part can be swapped; none can be left out that authority rests on.
import { realpath } from "node:fs/promises";
import { userInfo } from "node:os";
import { createHostResolver } from "@femtoclaw/claws/host";
import {
  defaultRunLimits, openRun, type Answer, type Approver, type Brain, type Claw, type Clock, type ContextWindow, type Ids, type Journal, type MachineDefinition,
  type MandateGiven, type Resolver, type Run, type RunLimits, type Telemetry,
} from "@femtoclaw/core";
import { compileMandate, createRegistry, type Profile } from "@femtoclaw/gate";
import { estimateTokens, slidingWindow, type Committer } from "@femtoclaw/memory";
import { sha256 } from "@femtoclaw/memory/host";
import { defaultProtocolLimits, digestOf, fault, FemtoClawError, parseExecutionId, utf8Length, type Fault, type JsonObject, type ProtocolLimits, type RunId } from "@femtoclaw/protocol";
import { guardJournal } from "../guard-journal.ts";
import { marksOf } from "../marked-parts.ts";
import type { PolicySource } from "../policy-source.ts";
import { queueClaw } from "../queue-claw.ts";
import { recoveryRecords, type RecoveryFindings } from "../recovery-records.ts";
import { refuseApprovals } from "../refuse-approvals.ts";
import { runtimeStarted } from "../runtime-record.ts";
import { redactObject, scrubClaw } from "../scrub-claw.ts";
import { scrubApprover, scrubBrain, scrubResolver, scrubRun, scrubText } from "../scrub-ports.ts";
import { createSecretStore } from "../secret-store.ts";
import { silentTelemetry } from "../silent-telemetry.ts";
import { RUNTIME_VERSION } from "../version.ts";
import { PolicyError } from "../policy-error.ts";
import { answerApproval, type ApprovalWord, type ResumedRun } from "./answer-approval.ts";
import { forgottenCommitter } from "./forgotten-committer.ts";
import { createHeldRuns } from "./held-runs.ts";
import { loadPolicy, type LoadedPolicy } from "./load-policy.ts";
import { randomIds } from "./random-ids.ts";
import { systemClock } from "./system-clock.ts";

export interface RuntimeParts {
  readonly brain: Brain;
  readonly claws: readonly Claw[];
  readonly policy: PolicySource;
  /** Or how to open one: then it is opened when all else is in order, and what its recovery found becomes records. */
  readonly journal: Journal | (() => Promise<OpenedJournal>);
  /** Where relative paths start; made absolute and real. */
  readonly workspace: string;
  /** Used where the policy source names none. */
  readonly profile?: Profile;
  readonly limits?: Partial<RunLimits>;
  readonly protocolLimits?: ProtocolLimits;
  /** The sliding window's bounds, or a window of your own (which a replay must then be given again). */
  readonly memory?: { readonly maxEntries: number; readonly maxTokens: number } | ContextWindow;
  /** What every run is told before its first input; recorded, and never evicted from the context. */
  readonly instruction?: string;
  readonly approver?: Approver;
  readonly resolver?: Resolver;
  readonly telemetry?: Telemetry;
  readonly clock?: Clock;
  readonly ids?: Ids;
  /** Values that must never be recorded, logged or shown to a brain. */
  readonly secrets?: readonly string[];
  /**
   * What makes the commitments that stand for them, or how to come by it: asked for where there is a secret, or could be one. Without
   * it the key is a random one that is forgotten with the runtime, so no commitment can be opened later.
   */
  readonly committer?: Committer | (() => Promise<Committer>);
  /** Absolute paths of what is the runtime's own: no call may touch them or what lies under them, whatever a rule says. */
  readonly ownPaths?: readonly string[];
  /** Who answers for this runtime; recorded. */
  readonly operator?: string;
  /** What the parts were assembled from, to be recorded (FC-UPGRADE-0001.R11); known secrets in it are replaced. */
  readonly configuration?: JsonObject;
}

/** A journal and what was found when it was opened: each unfinished effect is recorded as in doubt before anything else happens. */
export interface OpenedJournal {
  readonly journal: Journal;
  readonly recovery: RecoveryFindings;
}

export interface Runtime {
  readonly definition: MachineDefinition;
  readonly policy: LoadedPolicy;
  /** What opening the journal found; nothing for a journal that was handed over open. */
  readonly recovery: RecoveryFindings;
  /**
   * Starts a run. Runs are isolated from each other; they share only the journal. With a mandate the run is narrowed before it begins;
   * throws a PolicyError with every defect of one (FC-POL-0006).
   */
  openRun(id?: RunId, mandate?: MandateGiven): Run;
  /** Goes on with a run that waits for a person, with that person's answer (FC-POL-0004). */
  answerApproval(word: ApprovalWord): Promise<ResumedRun>;
  /** Stops every run that is open, records the end, closes the journal. */
  close(): Promise<void>;
}

export const defaultMemory = { maxEntries: 200, maxTokens: 32_000 } as const;

const thrown = (it: Fault): FemtoClawError => new FemtoClawError(it);
const nothingFound: RecoveryFindings = { tornBytes: 0, unfinished: [] };

const realWorkspace = async (path: string): Promise<string> => {
  try {
    return await realpath(path);
  } catch {
    throw thrown(fault("FC_CONFIG_FILE", `a workspace directory at ${path}`, "none", { file: path }));
  }
};

/** Rejects with a PolicyError (every defect inside) or a FemtoClawError; then nothing was recorded. */
export const createRuntime = async (parts: RuntimeParts): Promise<Runtime> => {
  const clock = parts.clock ?? systemClock;
  const values = (parts.secrets ?? []).filter((it) => it !== "");
  const openCommitter = async (): Promise<Committer> => (typeof parts.committer === "function" ? parts.committer() : (parts.committer ?? forgottenCommitter()));
  const configured = createSecretStore(values, values.length === 0 ? null : await openCommitter());
  const host = parts.resolver ?? createHostResolver();
  const refuseSecrets = (what: string, file: string, text: string): void => {
    if (scrubText(configured.redact, text) !== text) throw thrown(fault("FC_CONFIG_SECRET", `${what} without secrets, since it is recorded as written`, "a known one", { file }));
  };
  refuseSecrets("a policy", parts.policy.file, parts.policy.text);
  const registry = createRegistry(parts.claws, sha256);
  if (!registry.ok) throw thrown(registry.fault);

  const workspace = await realWorkspace(parts.workspace);
  const loading = await loadPolicy(parts.policy, {
    registry: registry.value, workspace, resolver: scrubResolver(configured.redact, host), sha256, ownPaths: parts.ownPaths ?? [],
    ...(parts.profile === undefined ? {} : { profile: parts.profile }),
  });
  if (loading.loaded === null) throw new PolicyError(loading.faults);
  const { policy, facts, includes } = loading.loaded;
  for (const [file, text] of Object.entries(includes)) refuseSecrets("a policy", file, text);
  const marks = marksOf(registry.value, policy);
  const secrets = marks.size === 0 || values.length > 0 ? configured : createSecretStore([], await openCommitter());
  const redact = secrets.redact;

  const memory = parts.memory ?? defaultMemory;
  const definition: MachineDefinition = {
    policy,
    registry: registry.value,
    window: typeof memory === "function" ? memory : slidingWindow(memory),
    contextRules: { pins: typeof memory === "function" ? null : { ...memory } },
    estimateTokens,
    sha256,
    protocolLimits: parts.protocolLimits ?? defaultProtocolLimits,
    limits: { ...defaultRunLimits, ...parts.limits },
  };

  const configuration = parts.configuration === undefined ? undefined : redactObject(redact, parts.configuration);
  const instruction = parts.instruction === undefined || parts.instruction === "" ? undefined : scrubText(redact, parts.instruction);
  if (instruction !== undefined && utf8Length(instruction) > definition.limits.maxInputBytes) {
    throw thrown(fault("FC_RUN_INPUT_TOO_LONG", `an instruction of at most ${definition.limits.maxInputBytes} bytes`, `${utf8Length(instruction)} bytes`));
  }

  const beginning = {
    version: RUNTIME_VERSION,
    operator: parts.operator ?? userInfo().username,
    policy: { source: { ...parts.policy, includes }, profile: policy.profile, digest: policy.digest, facts },
    descriptors: [],
    registryDigest: registry.value.digest,
    window: typeof memory === "function" ? null : memory,
    ...(configuration === undefined ? {} : { configuration: { digest: digestOf(configuration, sha256), value: configuration } }),
    commitmentKey: secrets.keyId,
  };
  const { journal: unguarded, recovery } = typeof parts.journal === "function" ? await parts.journal() : { journal: parts.journal, recovery: nothingFound };
  const journal = guardJournal(unguarded, secrets);
  const time = clock.nowMs();
  try {
    await journal.append([...recoveryRecords(time, recovery), runtimeStarted(time, beginning, registry.value)]);
  } catch (error) {
    // Whoever opened it here is the only one who could close it.
    if (typeof parts.journal === "function") await journal.close().catch(() => {});
    throw error;
  }

  const bounded = (claw: Claw): Claw => {
    const most = policy.capabilities.get(claw.descriptor.name)?.concurrent ?? null;
    return most === null ? claw : queueClaw(claw, most);
  };
  const ids = parts.ids ?? randomIds(clock);
  const ports = {
    brain: scrubBrain(secrets, parts.brain, marks, definition.protocolLimits),
    claws: new Map(parts.claws.map((claw) => [claw.descriptor.name, bounded(scrubClaw(secrets, claw, marks.get(claw.descriptor.name)))])),
    journal,
    clock,
    resolver: scrubResolver(redact, host),
    approver: scrubApprover(redact, parts.approver ?? refuseApprovals),
    telemetry: parts.telemetry ?? silentTelemetry,
  };
  const runs = createHeldRuns();
  let closing: Promise<void> | null = null;

  const closeAll = async (): Promise<void> => {
    // A run that broke down has said so to its caller; closing must still reach the journal.
    await Promise.all(runs.all().map((run) => run.close().catch(() => {})));
    try {
      await journal.append([{ time: clock.nowMs(), run: null, execution: null, kind: "runtime.stopped", body: {} }]);
    } finally {
      await journal.close();
    }
  };

  // A run that has ended is let go of: a runtime that serves for months must not keep what each run was shown.
  const settled = async (run: Run, answering: Promise<Answer>): Promise<Answer> => {
    try {
      const answer = await answering;
      runs.settle(run);
      return answer;
    } catch (error) {
      runs.settle(run, error);
      throw error;
    }
  };
  const carriedOn = (run: Run): Run => {
    const scrubbed = scrubRun(redact, run);
    return {
      ...scrubbed,
      submit: (content, options) => settled(run, scrubbed.submit(content, options)),
      close: () => run.close().finally(() => runs.release(run)),
    };
  };

  return {
    definition,
    policy: loading.loaded,
    recovery,
    openRun: (id = ids.newRunId(), mandate) => {
      if (closing !== null) throw thrown(fault("FC_RUN_CLOSED", "an open runtime", "a closed one"));
      if (mandate?.who === "operator") {
        refuseSecrets("a mandate", "mandate", mandate.text);
        const compiled = compileMandate(mandate.text, "mandate", registry.value, policy, sha256);
        if (!compiled.ok) throw new PolicyError(compiled.fault);
      }
      const run = openRun(definition, ports, id, mandate, instruction);
      runs.hold(run);
      return carriedOn(run);
    },
    answerApproval: async ({ execution, approved, who, why }) => {
      if (closing !== null) throw thrown(fault("FC_RUN_CLOSED", "an open runtime", "a closed one"));
      const id = parseExecutionId(execution);
      if (!id.ok) throw thrown(id.fault);
      const word = { execution, approved, who: scrubText(redact, who), why: scrubText(redact, why) };
      const { runId } = id.value;
      const { run, answer, voided } = await runs.takeUp(runId, () => answerApproval(definition, ports, runId, word));
      return { run: carriedOn(run), answer: settled(run, answer), voided };
    },
    close: () => (closing ??= closeAll()),
  };
};
