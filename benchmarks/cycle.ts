// FC-PERF-0001: the whole cycle. A brain that answers at once proposes a call; it is validated, decided, executed by a claw that
// does nothing, and recorded. The floor is what no design that acknowledges only what is durable can avoid: two flushes of the
// same bytes, one before the effect and one after it.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Brain, Claw } from "@femtoclaw/core";
import { openFileJournal } from "@femtoclaw/memory/host";
import { encodeUtf8 } from "@femtoclaw/protocol";
import { createRuntime, Policy } from "@femtoclaw/runtime";
import { openBareLog } from "./bare-log.ts";
import { compare, type Row } from "./measure.ts";

const calls = 25;
const cycleBytes = { decision: 1_600, outcome: 700 };

const claw: Claw = {
  descriptor: {
    name: "bench.nothing",
    description: "Does nothing.",
    args: { type: "object", additionalProperties: false, properties: { n: { type: "integer" } } },
    effects: ["reads"],
    resource: { kind: "none" },
    retry: "never",
  },
  validateArgs: () => [],
  execute: () => Promise.resolve({ outcome: "ok", output: { done: true }, error: null, measures: {} }),
};

const brain: Brain = {
  description: { kind: "bench" },
  think: ({ step }) => {
    const last = step % (calls + 1) === 0;
    const text = last ? `{"message":{"content":"done"}}` : `{"tool_call":{"tool":"bench.nothing","args":{"n":${step}}}}`;
    return Promise.resolve({ bytes: encodeUtf8(text), usage: null });
  },
};

const policy = Policy.fromText(`version: 1
name: bench
capabilities:
  bench.nothing:
    allow: [{id: any, where: {/n: {int: {min: 0}}}}]
budgets: {perRun: {steps: 1000000, executions: 1000000, tokens: 1000000000}}
`);

export const cycle = async (rounds: number): Promise<readonly Row[]> => {
  const directory = mkdtempSync(join(tmpdir(), "femtoclaw-bench-"));
  const { journal } = await openFileJournal({ directory: join(directory, "journal") });
  const runtime = await createRuntime({ brain, claws: [claw], policy, journal, workspace: directory });
  const bare = openBareLog(directory);
  try {
    const run = runtime.openRun();
    return [
      await compare(
        "cycle",
        "think, validate, decide, execute, record",
        "the two flushes it needs",
        rounds,
        calls,
        async () => {
          const answer = await run.submit("go");
          if (answer.status !== "answered") throw new Error(answer.fault.code);
        },
        () => {
          for (let call = 0; call < calls; call += 1) {
            bare.flush(cycleBytes.decision);
            bare.flush(cycleBytes.outcome);
          }
        },
      ),
    ];
  } finally {
    bare.close();
    await runtime.close();
    rmSync(directory, { recursive: true, force: true });
  }
};
