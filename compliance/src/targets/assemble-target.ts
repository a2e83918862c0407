// This repository's runtime as a target, out of its real parts. Each part can be changed on the way in: that is how the broken
// runtimes are made, so that every one of them differs from the real one in exactly one thing.
import type { Answer as RunAnswer, Approver, Brain, Claw, Journal, JournalRecord, Run, RunLimits } from "@femtoclaw/core";
import { openFileJournal, readJournal, verifyJournal } from "@femtoclaw/memory/host";
import { compileArguments } from "@femtoclaw/claws/host";
import { defaultProtocolLimits, fault, FemtoClawError, type Fault, type JsonObject, type JsonValue, type ProtocolLimits } from "@femtoclaw/protocol";
import { createRuntime, Policy, PolicyError, replayRun, suspendApprovals, type PolicySource, type RecoveryFindings, type Runtime, type RuntimeParts } from "@femtoclaw/runtime";
import type { Answer, Assembly, Feature, GivenMandate, Opening, OpeningRefused, PersonsWord, SuiteBrain, SuiteCapability, Target, TargetRun, Verification } from "../target.ts";

/** What a broken runtime may do to the parts. Everything it does not name stays real. */
export interface Alterations {
  readonly parts?: (parts: OpenParts, assembly: Assembly) => OpenParts | Promise<OpenParts>;
  readonly verification?: (it: Verification) => Verification;
  /** Opens in the place of a policy that has defects. */
  readonly insteadOfDefectivePolicy?: PolicySource;
  readonly answer?: (answer: Answer, input: string) => Answer;
  readonly mandate?: (mandate: GivenMandate) => GivenMandate | undefined;
  readonly word?: (word: PersonsWord) => PersonsWord;
  readonly records?: (records: readonly JsonObject[]) => readonly JsonObject[];
}

const isObject = (value: unknown): value is JsonObject => typeof value === "object" && value !== null && !Array.isArray(value);

export const brainOf = (brain: SuiteBrain): Brain => ({
  description: { kind: "compliance" },
  think: async ({ run, step, context, tools }, signal) =>
    brain.think({ run, step, context: context.map((it): JsonObject => ({ ...it })), tools: tools.map(({ name }) => name) }, signal),
});

const validators = new Map<string, ReturnType<typeof compileArguments>>();

/** One compilation for each schema: the suite's capabilities come again and again. */
const validatorOf = (schema: JsonObject): ReturnType<typeof compileArguments> => {
  const key = JSON.stringify(schema);
  const known = validators.get(key) ?? compileArguments(schema);
  validators.set(key, known);
  return known;
};

const clawOf = async ({ descriptor, execute }: SuiteCapability): Promise<Claw> => ({
  descriptor,
  validateArgs: await validatorOf(descriptor.args),
  execute: async (grant, { signal, idempotencyKey, requestGrant }) => {
    const end = await execute({
      execution: idempotencyKey,
      grant: { ...grant },
      signal,
      requestGrant: async (args) => {
        const further = await requestGrant(args);
        return further === null ? null : { ...further };
      },
    });
    const error: Fault | null = end.error === null ? null : fault("FC_CLAW_DEFECT", "an effect without trouble", end.error);
    // Whatever the capability handed back goes on as it is: surviving it is the runtime's business.
    return { outcome: end.outcome, output: end.output as JsonValue, error, measures: {} };
  },
});

const codeOf = (error: unknown): string => (error instanceof FemtoClawError ? error.code : "FC_INTERNAL");

const openingDefect = ({ code, at }: Fault): { code: string; line: number | null } => ({ code, line: at?.line ?? null });

const policyOf = ({ policy }: Assembly): PolicySource => {
  if (policy === null) return Policy.Strict;
  return policy.profile === null ? { file: policy.file, text: policy.text } : { file: policy.file, text: policy.text, profile: policy.profile };
};

const approverOf = ({ approver }: Assembly): Approver | null => {
  if (approver === null) return null;
  return approver === "later" ? suspendApprovals : { ask: ({ execution, grant }, signal) => approver.ask({ execution, grant: { ...grant } }, signal) };
};

/** The parts with the journal open, so that a broken target can put its own in between. */
export interface OpenParts extends Omit<RuntimeParts, "journal"> {
  readonly journal: Journal;
  readonly recovery?: RecoveryFindings;
}

const create = ({ journal, recovery = { tornBytes: 0, unfinished: [] }, ...parts }: OpenParts): Promise<Runtime> =>
  createRuntime({ ...parts, journal: () => Promise.resolve({ journal, recovery }) });

const partsOf = async (assembly: Assembly, journal: Journal, recovery: RecoveryFindings): Promise<OpenParts> => {
  const approver = approverOf(assembly);
  const limits: Partial<RunLimits> = assembly.limits;
  const protocolLimits: ProtocolLimits = { ...defaultProtocolLimits, ...assembly.protocolLimits };
  return {
    brain: brainOf(assembly.brain),
    claws: await Promise.all(assembly.capabilities.map(clawOf)),
    policy: policyOf(assembly),
    journal,
    recovery,
    workspace: assembly.workspace,
    limits,
    protocolLimits,
    secrets: assembly.secrets,
    ...(assembly.memory === null ? {} : { memory: assembly.memory }),
    ...(approver === null ? {} : { approver }),
  };
};

/** A run that was left waiting is no refusal: its input is on record. */
const answerOf = async (answering: Promise<RunAnswer>): Promise<Answer> => {
  try {
    const it = await answering;
    return it.status === "answered" ? it : { status: "failed", code: it.fault.code };
  } catch (error) {
    const code = codeOf(error);
    return code === "FC_RUN_SUSPENDED" ? { status: "waiting" } : { status: "refused", code };
  }
};

const refusedBy = (error: unknown): OpeningRefused => ({
  ok: false,
  code: codeOf(error),
  defects: error instanceof PolicyError ? error.defects.map(openingDefect) : [],
});

const opened = (runtime: Runtime, alterations: Alterations): Opening => {
  const { answer = (it) => it, mandate = (it) => it, word = (it) => it } = alterations;
  const runOf = (run: Run): TargetRun => ({
    id: run.id,
    submit: async (input) => answer(await answerOf(run.submit(input)), input),
    stop: (who, why) => run.stop(who, why),
    close: () => run.close(),
  });
  return {
    ok: true,
    runtime: {
      openRun: () => runOf(runtime.openRun()),
      openRunUnder: (given) => {
        try {
          return { ok: true, run: runOf(runtime.openRun(undefined, mandate(given))) };
        } catch (error) {
          return refusedBy(error);
        }
      },
      answerQuestion: (said) => answerOf(runtime.answerApproval(word(said)).then((resumed) => resumed.answer)),
      close: () => runtime.close(),
    },
  };
};

/** The suite's journals are short, and are read again and again: zeros that were written ahead would be most of what is read. */
const preallocateBytes = 32_768;

const openTarget = async (assembly: Assembly, alterations: Alterations): Promise<Opening> => {
  let journal: Journal | null = null;
  try {
    const opening = await openFileJournal({ directory: assembly.journal, preallocateBytes });
    journal = opening.journal;
    const real = await partsOf(assembly, journal, opening.recovery);
    const parts = (await alterations.parts?.(real, assembly)) ?? real;
    try {
      return opened(await create(parts), alterations);
    } catch (error) {
      const { insteadOfDefectivePolicy: policy } = alterations;
      if (!(error instanceof PolicyError) || policy === undefined) throw error;
      return opened(await create({ ...parts, policy }), alterations);
    }
  } catch (error) {
    await journal?.close();
    return refusedBy(error);
  }
};

const exportFrom = async (directory: string): Promise<readonly JsonObject[]> => {
  const records: JsonObject[] = [];
  for await (const { bytes } of readJournal(directory)) {
    const record: unknown = JSON.parse(bytes);
    if (isObject(record)) records.push(record);
  }
  return records;
};

const verifyAt = async (directory: string, known: { readonly seq: number; readonly hash: string } | null): Promise<Verification> => {
  try {
    const { ok, damage } = await verifyJournal(directory, known === null ? {} : { expected: known });
    return { ok, code: ok ? null : "FC_JOURNAL_DAMAGED", seq: damage?.seq ?? null };
  } catch (error) {
    return { ok: false, code: codeOf(error), seq: null };
  }
};

const replayAt: Target["replay"] = async (directory, run) => {
  try {
    const replay = await replayRun(directory, run);
    return { identical: replay.identical, detail: replay.identical ? replay.stateDigest : { ...replay.divergence } };
  } catch (error) {
    return { identical: false, detail: codeOf(error) };
  }
};

const supports: readonly Feature[] = ["approval", "suspension", "mandate", "crash", "journal-format-1", "replay"];

export const assembleTarget = (name: string, module: string, alterations: Alterations = {}): Target => ({
  name,
  module,
  supports,
  createRuntime: (assembly) => openTarget(assembly, alterations),
  exportRecords: async (journal) => {
    const records = await exportFrom(journal);
    return alterations.records?.(records) ?? records;
  },
  verify: async (journal, known) => {
    const it = await verifyAt(journal, known);
    return alterations.verification?.(it) ?? it;
  },
  replay: replayAt,
});

/** For journals that lie in between: everything but `append` is the journal's own. */
export const withAppend = (journal: Journal, append: Journal["append"]): Journal => ({
  append,
  read: (fromSeq) => journal.read(fromSeq),
  head: () => journal.head(),
  close: () => journal.close(),
});

/** Drafts as records, for journals that lie about having written them. */
export const pretended = (drafts: readonly Omit<JournalRecord, "seq" | "prev">[]): readonly JournalRecord[] =>
  drafts.map((draft) => ({ ...draft, seq: 0, prev: "" }));
