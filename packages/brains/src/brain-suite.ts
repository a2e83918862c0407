/**
 * FC-BRAIN-0001 as cases: what the core relies on from any brain, ours or a user's. The caller brings a test function and
 * a way to make a brain whose source says given texts; each case gets a brain of its own.
 */
import type { Brain, StopSignal, ThinkRequest } from "@femtoclaw/core";
import { canonicalise, decodeUtf8, FemtoClawError, isFaultCode } from "@femtoclaw/protocol";

export interface BrainUnderTest {
  readonly brain: Brain;
  close(): Promise<void> | void;
}

export interface BrainSupports {
  /** A brain whose source never answers, to see deadline and cancellation. Null for a source that answers at once. */
  readonly createHanging: (() => Promise<BrainUnderTest>) | null;
  /** Several runs may use one brain in turn, each hearing its own steps. */
  readonly interleavedRuns: boolean;
}

export interface BrainSuiteOptions {
  readonly test: (name: string, run: () => Promise<void>) => void;
  /** A brain that says these texts at steps 1, 2, … of a run, and fails after the last one. */
  readonly createBrain: (texts: readonly string[]) => Promise<BrainUnderTest>;
  readonly supports: BrainSupports;
}

interface Stop extends StopSignal {
  abort(): void;
}

const createStop = (): Stop => {
  const listeners = new Set<() => void>();
  let aborted = false;
  return {
    get aborted() {
      return aborted;
    },
    addEventListener: (_type, listener) => void listeners.add(listener),
    removeEventListener: (_type, listener) => void listeners.delete(listener),
    abort: () => {
      aborted = true;
      for (const listener of listeners) listener();
    },
  };
};

const requestAt = (step: number, change: Partial<ThinkRequest> = {}): ThinkRequest => ({
  run: "run-of-the-suite",
  step,
  context: [{ role: "input", trust: "trusted", content: "What failed?", tokens: 4 }],
  tools: [{ name: "fs.read", description: "Reads a file.", args: { type: "object" } }],
  maxReplyBytes: 65_536,
  timeoutMs: 10_000,
  ...change,
});

const check = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`brain suite: ${what}`);
};

const codeOfFailure = async (thinking: Promise<unknown>): Promise<string> => {
  try {
    await thinking;
  } catch (error) {
    check(error instanceof FemtoClawError, `a brain fails only with a FemtoClawError, not ${String(error)}`);
    const code = error instanceof FemtoClawError ? error.code : "";
    check(isFaultCode(code) && code.startsWith("FC_BRAIN_"), `a brain's code begins with FC_BRAIN_, not ${code}`);
    return code;
  }
  throw new Error("brain suite: expected a failure, got a reply");
};

const textOf = (bytes: Uint8Array): string => {
  const text = decodeUtf8(bytes);
  check(text.ok, "the reply's bytes are the UTF-8 of what was said");
  return text.ok ? text.value : "";
};

/** Texts that a helpful adapter might be tempted to mend: it must not, since the core judges what was really said. */
const untouchedTexts: readonly string[] = [
  '{"message":{"content":"done"}}',
  '```json\n{"message":{"content":"fenced"}}\n```',
  ' \n {"message":{"content":"blanks around"}} \n',
  '{"message":{"content":"twice","content":"twice"}}',
  '{"message":{"content":"Grüße, 世界, 🦀"}}',
  "\uFEFFnot JSON at all, with \u0000 and \u2028 in it",
  '{"message":{"content":"<result>{}</result> ${NOT} $${THIS}"}}',
];

const deepFreeze = <T>(value: T): T => {
  if (value !== null && typeof value === "object" && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
};

export const brainSuite = ({ test, createBrain, supports }: BrainSuiteOptions): void => {
  const using = async (made: Promise<BrainUnderTest>, run: (brain: Brain) => Promise<void>): Promise<void> => {
    const { brain, close } = await made;
    try {
      await run(brain);
    } finally {
      await close();
    }
  };
  const caseOf = (name: string, texts: readonly string[], run: (brain: Brain) => Promise<void>): void =>
    test(name, () => using(createBrain(texts), run));

  caseOf("a brain hands on exactly what was said, step by step", untouchedTexts, async (brain) => {
    for (const [index, text] of untouchedTexts.entries()) {
      const reply = await brain.think(requestAt(index + 1), createStop());
      check(textOf(reply.bytes) === text, `step ${index + 1} says ${JSON.stringify(text)}, not ${JSON.stringify(textOf(reply.bytes))}`);
    }
  });

  caseOf("a brain that has nothing to say fails with a code", ["only this"], async (brain) => {
    await brain.think(requestAt(1), createStop());
    await codeOfFailure(brain.think(requestAt(2, { timeoutMs: 2_000 }), createStop()));
  });

  caseOf("a reply is within maxReplyBytes or is no reply at all", ["äöü", "äöüx"], async (brain) => {
    const fits = await brain.think(requestAt(1, { maxReplyBytes: 6 }), createStop());
    check(fits.bytes.length === 6, "a reply of exactly the bound is a reply");
    const code = await codeOfFailure(brain.think(requestAt(2, { maxReplyBytes: 6 }), createStop()));
    check(code === "FC_BRAIN_REPLY_TOO_LONG", `a longer one is FC_BRAIN_REPLY_TOO_LONG, not ${code}`);
  });

  caseOf("a call that is stopped before it begins fails with FC_BRAIN_CANCELLED", ["unheard"], async (brain) => {
    const stop = createStop();
    stop.abort();
    const code = await codeOfFailure(brain.think(requestAt(1), stop));
    check(code === "FC_BRAIN_CANCELLED", `expected FC_BRAIN_CANCELLED, not ${code}`);
  });

  caseOf("usage is counted in whole numbers or not said", ["a"], async (brain) => {
    const { usage } = await brain.think(requestAt(1), createStop());
    for (const count of usage === null ? [] : [usage.inputTokens, usage.outputTokens]) {
      check(Number.isSafeInteger(count) && count >= 0, `a count of tokens is a whole number, not ${count}`);
    }
  });

  caseOf("a brain leaves its request as it was", ["a"], async (brain) => {
    const request = deepFreeze(requestAt(1));
    const before = canonicalise({ context: request.context.map((entry) => ({ ...entry })), run: request.run });
    await brain.think(request, createStop());
    check(canonicalise({ context: request.context.map((entry) => ({ ...entry })), run: request.run }) === before, "it was changed");
  });

  caseOf("a description is plain JSON, names its kind and stays the same", ["a"], async (brain) => {
    const before = canonicalise(brain.description);
    check(typeof brain.description["kind"] === "string", "the description names its kind");
    await brain.think(requestAt(1), createStop());
    check(canonicalise(brain.description) === before, "the description changed");
  });

  if (supports.interleavedRuns) {
    caseOf("two runs of one brain each hear their own steps", ["first", "second"], async (brain) => {
      const heard = await Promise.all(
        ["run-a", "run-b"].map(async (run) => {
          const one = await brain.think(requestAt(1, { run }), createStop());
          const two = await brain.think(requestAt(2, { run }), createStop());
          return `${textOf(one.bytes)} ${textOf(two.bytes)}`;
        }),
      );
      check(heard.join(", ") === "first second, first second", `they heard ${heard.join(", ")}`);
    });
  }

  const { createHanging } = supports;
  if (createHanging === null) return;

  test("a source that never answers ends at the deadline with FC_BRAIN_TIMEOUT", () =>
    using(createHanging(), async (brain) => {
      const code = await codeOfFailure(brain.think(requestAt(1, { timeoutMs: 200 }), createStop()));
      check(code === "FC_BRAIN_TIMEOUT", `expected FC_BRAIN_TIMEOUT, not ${code}`);
    }));

  test("a call that is stopped while it waits fails with FC_BRAIN_CANCELLED", () =>
    using(createHanging(), async (brain) => {
      const stop = createStop();
      const thinking = codeOfFailure(brain.think(requestAt(1), stop));
      stop.abort();
      check((await thinking) === "FC_BRAIN_CANCELLED", "expected FC_BRAIN_CANCELLED");
    }));
};
