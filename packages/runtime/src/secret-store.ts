// FC-SEC-0003: what a runtime knows to be secret, what stands for it, and what happens when nothing can: then nothing more is recorded.
import { isCommitment, type Committer } from "@femtoclaw/memory";
import { createKnownSecrets, createSecretFinder, redactionMark, redactorOf, type KnownSecrets, type Redactor, type SecretFinder } from "@femtoclaw/observability";
import { canonicalise, fault, FemtoClawError, type Fault, type JsonValue } from "@femtoclaw/protocol";

export interface SecretStore {
  /** Of the key, for the record; null where nothing can be secret. */
  readonly keyId: string | null;
  /** Of whole texts. */
  readonly redact: Redactor;
  /** Of what a claw brings back: its texts may have been cut, and its names may say that a value is secret. */
  readonly redactResult: Redactor;
  /** Whether a known secret is in it still, and where. */
  readonly find: SecretFinder;
  /** What stands for a marked part. Each text in it that is long enough is a known secret from now on. */
  readonly commit: (part: JsonValue) => string;
  /** As `commit`, and kept for the effect that is to be given it. */
  readonly keep: (part: JsonValue) => string;
  /** What was kept under a commitment; undefined where nothing was, or too many came after it. */
  readonly kept: (commitment: string) => JsonValue | undefined;
  /** Why nothing may be recorded any more; null while all is well. */
  readonly failure: () => Fault | null;
  /** Only the first counts. */
  readonly fail: (it: Fault) => void;
}

/** Of marked arguments that wait for their effect (G10). */
const mostKept = 1_024;
const minKnownLength = 8;

const textOf = (part: JsonValue): string => (typeof part === "string" ? part : canonicalise(part));

const noCommitter: Committer = {
  keyId: "",
  commit: () => {
    throw new FemtoClawError(fault("FC_SECRET_COMMITMENT", "a key to commit with", "none"));
  },
};

/** What failed is told by its code or its kind alone: its text may carry the secret. */
const failureOf = (thrown: unknown): Fault => {
  if (thrown instanceof FemtoClawError && thrown.code.startsWith("FC_SECRET_")) return thrown.fault;
  return fault("FC_SECRET_COMMITMENT", "a commitment", thrown instanceof Error ? `an exception of type ${thrown.name}` : "a thrown value");
};

interface Eyes {
  readonly known: KnownSecrets;
  readonly redact: Redactor;
  readonly redactResult: Redactor;
  readonly find: SecretFinder;
}

const eyesFor = (secretValues: readonly string[], { commit: markOf }: Committer): Eyes => {
  const known = createKnownSecrets(secretValues, markOf, redactionMark);
  return {
    known,
    redact: redactorOf(known, { isMark: isCommitment, names: false }),
    redactResult: redactorOf(known, { isMark: isCommitment, pieces: true }),
    find: createSecretFinder(known),
  };
};

/** Each text in a part that is long enough to be looked for. What is a commitment already hides no other. */
const textsIn = (part: JsonValue): readonly string[] => {
  if (typeof part === "string") return part.length < minKnownLength || isCommitment(part) ? [] : [part];
  return part === null || typeof part !== "object" ? [] : Object.values(part).flatMap(textsIn);
};

/** Throws FC_SECRET_LIMIT and FC_SECRET_COMMITMENT. */
export const createSecretStore = (values: readonly string[], given: Committer | null): SecretStore => {
  const committer = given ?? noCommitter;
  const kept = new Map<string, JsonValue>();
  let failure: Fault | null = null;
  const guarded = <T>(act: () => T): T => {
    try {
      if (failure === null) return act();
    } catch (thrown) {
      failure ??= failureOf(thrown);
    }
    throw new FemtoClawError(failure ?? failureOf(null));
  };
  const eyes = guarded(() => eyesFor(values, committer));

  const commit = (part: JsonValue): string =>
    guarded(() => {
      const text = textOf(part);
      // The brain may say again what it was shown: that is no other secret.
      if (isCommitment(text)) return text;
      const commitment = committer.commit(text);
      eyes.known.add(textsIn(part));
      return commitment;
    });
  return {
    keyId: given?.keyId ?? null,
    redact: (value) => guarded(() => eyes.redact(value)),
    redactResult: (value) => guarded(() => eyes.redactResult(value)),
    find: (value) => guarded(() => eyes.find(value)),
    commit,
    keep: (part) => {
      const commitment = commit(part);
      if (textOf(part) === commitment) return commitment;
      kept.delete(commitment);
      kept.set(commitment, part);
      const [oldest] = kept.keys();
      if (kept.size > mostKept && oldest !== undefined) kept.delete(oldest);
      return commitment;
    },
    kept: (commitment) => kept.get(commitment),
    failure: () => failure,
    fail: (it) => {
      failure ??= it;
    },
  };
};
