// The library in four lines: configure, enforce, run. Everything it does, createRuntime can do with parts of your own.
import type { Answer } from "@femtoclaw/core";
import { verifyJournal } from "@femtoclaw/memory/host";
import type { RunId } from "@femtoclaw/protocol";
import type { Config } from "../config.ts";
import type { PolicySource } from "../policy-source.ts";
import { selfCheckTask } from "../self-check.ts";
import { openRuntime, type Additions } from "./assemble.ts";
import { resolveConfig } from "./load-config.ts";

export interface AgentAnswer {
  readonly run: RunId;
  readonly answer: Answer;
}

/** What a managed agent did, after it ended. */
export interface ManagedReport {
  readonly runs: readonly AgentAnswer[];
  readonly journal: { readonly directory: string; readonly verified: boolean; readonly records: number; readonly head: string };
}

export interface ManagedOptions {
  /** What to do, one run each. None is a self-check. */
  readonly tasks?: Iterable<string> | AsyncIterable<string>;
}

export class Agent {
  readonly #config: Config;
  readonly #additions: Partial<Additions>;
  #policy: PolicySource | null = null;

  /** Paths in the configuration are seen from the working directory. Nothing happens before a run. */
  constructor(config: Config, additions: Partial<Additions> = {}) {
    this.#config = resolveConfig(config, process.cwd());
    this.#additions = additions;
  }

  /** From the next run on; in place of the policy that the configuration names. */
  enforcePolicy(policy: PolicySource): this {
    this.#policy = policy;
    return this;
  }

  /** One task, one run, one answer; the journal is closed afterwards. A failed run is an answer, not an exception. */
  async run(task: string): Promise<AgentAnswer> {
    const [only] = (await this.#runAll([task])) as [AgentAnswer];
    return only;
  }

  /** Runs every task in turn, shuts down in order, and verifies what was recorded. */
  async runManaged(options: ManagedOptions = {}): Promise<ManagedReport> {
    const runs = await this.#runAll(options.tasks ?? [selfCheckTask]);
    const directory = this.#config.journal;
    const { ok, records, head } = await verifyJournal(directory);
    return { runs, journal: { directory, verified: ok, records, head: head.hash } };
  }

  async #runAll(tasks: Iterable<string> | AsyncIterable<string>): Promise<readonly AgentAnswer[]> {
    const policy = this.#policy;
    const runtime = await openRuntime(this.#config, {
      environment: process.env,
      ...this.#additions,
      ...(policy === null ? {} : { policy }),
    });
    const answers: AgentAnswer[] = [];
    try {
      for await (const task of tasks) {
        const run = runtime.openRun();
        const answer = await run.submit(task);
        await run.close();
        answers.push({ run: run.id, answer });
      }
    } finally {
      await runtime.close();
    }
    return answers;
  }
}
