// Runs of every shape, recorded through the real driver. Each leaves the journal of one run.
import { fault, FemtoClawError } from "@femtoclaw/protocol";
import type { JournalRecord, MachineDefinition, MandateGiven, Passage, Run } from "../../src/index.ts";
import { bytesOf, call, definition as usual, makeDefinition, message } from "./definition.ts";
import { act, createWorld, currentClaw, flush, resolveHost, result, say, think, type World } from "./world.ts";

interface Shape {
  readonly definition?: MachineDefinition;
  readonly mandate?: MandateGiven;
  readonly play: (world: World, run: Run) => Promise<unknown>;
}

export interface Recorded {
  readonly name: string;
  readonly definition: MachineDefinition;
  readonly records: readonly JournalRecord[];
  readonly passages: readonly Passage[];
}

const redirect = { url: "https://status.example.com/v1/next" };

const hop = async (world: World): Promise<void> => {
  await think(world, call("hop", { url: "https://status.example.com/v1/first" }));
  await resolveHost(world);
};

export const shapes: { readonly [name: string]: Shape } = {
  "an answer": { play: (world) => think(world, message("hello")) },
  "nothing but a close": { play: async () => {} },
  "a call, its result and an answer": {
    play: async (world) => {
      await think(world, call("echo", { text: "one" }));
      await act(world, result({ said: "one" }));
      await think(world, message("done"));
    },
  },
  "a reply that is no intent": {
    play: async (world) => {
      await think(world, bytesOf("```json\n{}\n```"));
      await think(world, Uint8Array.of(0xff, 0xfe, 0x00));
      await think(world, message("sorry"), null);
    },
  },
  "too many rejections": {
    play: async (world) => {
      for (let count = 0; count < 3; count += 1) await think(world, bytesOf("no"));
    },
  },
  "every kind of denial": {
    play: async (world) => {
      await think(world, call("nope", {}));
      await think(world, call("off", { text: "a" }));
      await think(world, call("echo", { wrong: 1 }));
      await think(world, call("echo", { text: "NOT LOWER" }));
      await think(world, call("once", { text: "a" }));
      await act(world, result("a"));
      await think(world, call("once", { text: "b" }));
      await think(world, message("ok"));
    },
  },
  "an approval": {
    play: async (world) => {
      await think(world, call("risky", { text: "go" }));
      await say(world, true);
      await act(world, result(1));
      await think(world, message("ok"));
    },
  },
  "a refusal": {
    play: async (world) => {
      await think(world, call("risky", { text: "go" }));
      await say(world, false);
      await think(world, message("ok"));
    },
  },
  "an approval that nobody gave": {
    play: async (world) => {
      await think(world, call("risky", { text: "go" }));
      world.clock.advance(world.definition.limits.approvalTimeoutMs);
      await think(world, message("ok"));
    },
    definition: makeDefinition({ approvalTimeoutMs: 2_000 }),
  },
  "a path that the host knows": {
    play: async (world) => {
      await think(world, call("file.read", { path: "data/a" }));
      await resolveHost(world);
      await act(world, result("text"));
      await think(world, message("ok"));
    },
  },
  "a host that knows nothing": {
    play: async (world) => {
      await think(world, call("file.read", { path: "data/a" }));
      world.host[0]?.fail(new Error("resolver down"));
      await think(world, message("ok"));
    },
  },
  "a further grant": {
    play: async (world) => {
      await hop(world);
      const grant = currentClaw(world).question.context.requestGrant(redirect);
      await resolveHost(world);
      if ((await grant) === null) throw new Error("the grant was expected");
      await act(world, result("moved"));
      await think(world, message("ok"));
    },
  },
  "further grants denied, with and without a question to the host": {
    play: async (world) => {
      await hop(world);
      const { requestGrant } = currentClaw(world).question.context;
      const first = requestGrant({ url: "https://other.example.com/v1/next" });
      const second = requestGrant({ url: "https://status.example.com/private" });
      await flush();
      await resolveHost(world);
      if ((await first) !== null || (await second) !== null) throw new Error("a denial was expected");
      await act(world, result(null, "denied"));
      await think(world, message("ok"));
    },
  },
  "a stop while a claw asks": {
    play: async (world, run) => {
      await hop(world);
      const grant = currentClaw(world).question.context.requestGrant(redirect);
      await flush();
      run.stop("bob", "enough");
      await grant;
      await act(world, result(null, "cancelled"));
    },
  },
  "a stop before the host answered": {
    play: async (world, run) => {
      await think(world, call("file.read", { path: "data/a" }));
      run.stop("bob", "enough");
      await flush();
    },
  },
  "a stop while the brain thinks": {
    play: async (_world, run) => {
      await flush();
      run.stop("bob", "enough");
    },
  },
  "a stop, and then another, while a claw works": {
    play: async (world, run) => {
      await think(world, call("echo", { text: "slow" }));
      run.stop("bob", "enough");
      world.clock.advance(3);
      run.stop("bob", "I said enough");
      await act(world, result("half", "cancelled"));
    },
  },
  "a stop while a person is asked": {
    play: async (world, run) => {
      await think(world, call("risky", { text: "go" }));
      run.stop("bob", "enough");
      await flush();
    },
  },
  "a stop before the outcome is durable": {
    play: async (world, run) => {
      await think(world, call("echo", { text: "a" }));
      world.journal.automatic(false);
      await act(world, result("a"));
      run.stop("bob", "enough");
      await flush();
      world.journal.automatic(true);
      await flush();
    },
  },
  "a stop before the answer is durable": {
    play: async (world, run) => {
      await flush();
      world.journal.automatic(false);
      await think(world, message("ok"));
      run.stop("bob", "enough");
      // A late deadline, too: it is not recorded, so it must leave no trace.
      world.clock.advance(90_000);
      world.journal.automatic(true);
      await flush();
    },
  },
  "a stop before a failure is durable": {
    play: async (world, run) => {
      await flush();
      world.journal.automatic(false);
      world.brain[0]?.fail(new Error("broken"));
      await flush();
      run.stop("bob", "enough");
      world.clock.advance(5);
      world.journal.automatic(true);
      await flush();
    },
  },
  "a stop before the decision is durable": {
    play: async (world, run) => {
      await flush();
      world.journal.automatic(false);
      await think(world, call("echo", { text: "a" }));
      run.stop("bob", "enough");
      await flush();
      world.journal.automatic(true);
      await flush();
    },
  },
  "a stop when nothing is to be done": {
    play: async (world, run) => {
      await think(world, message("ok"));
      run.stop("bob", "go home");
    },
  },
  "a deadline while the brain thinks, and another input": {
    play: async (world, run) => {
      await flush();
      world.clock.advance(60_000);
      await flush();
      const answer = await run.submit("again");
      if (answer.status !== "failed") throw new Error("no time was left");
    },
  },
  "a deadline while a claw works, and then a stop": {
    play: async (world, run) => {
      await think(world, call("echo", { text: "a" }));
      world.clock.advance(40);
      run.stop("bob", "too late");
      await act(world, result("late", "cancelled"));
    },
    definition: makeDefinition({}, "steps: 20, executions: 10, wallMs: 30, tokens: 1000"),
  },
  "an effect in doubt": {
    play: async (world) => {
      await think(world, call("echo", { text: "a" }));
      world.clock.advance(1_000);
      world.clock.advance(500);
      await think(world, message("I do not know"));
    },
  },
  "a brain that fails": {
    play: async (world) => {
      await flush();
      world.brain[0]?.fail(new FemtoClawError(fault("FC_BRAIN_UNREACHABLE", "a server", "none", { line: 3, pointer: "/endpoint" })));
      await flush();
    },
  },
  "a claw that reports its fault": {
    play: async (world) => {
      await think(world, call("echo", { text: "a" }));
      currentClaw(world).fail(new FemtoClawError(fault("FC_CLAW_EXIT_STATUS", "0", "1")));
      await think(world, message("ok"));
    },
  },
  "several inputs": {
    play: async (world, run) => {
      await think(world, call("echo", { text: "one" }));
      await act(world, result("one"));
      await think(world, message("first"));
      for (const input of ["second", "third"]) {
        const answer = run.submit(input);
        await think(world, call("echo", { text: input }));
        await act(world, result({ [input]: [1, { deep: true }] }));
        await think(world, message(input));
        await answer;
      }
    },
  },
  "a summary and a pinned input": {
    definition: { ...usual, contextRules: { pins: { maxEntries: 3, maxTokens: 400 } } },
    play: async (world, run) => {
      await think(world, call("echo", { text: "one" }));
      await act(world, result("one"));
      await think(world, message("first"));
      const summarised = run.summarise("alice", "One was said.");
      await flush();
      await summarised;
      const answer = run.submit("remember", { pinned: true });
      await think(world, message("yes"));
      await answer;
    },
  },
  "no steps left": {
    play: async (world) => {
      await think(world, call("echo", { text: "a" }));
      await act(world, result("a"));
    },
    definition: makeDefinition({}, "steps: 1, executions: 10, wallMs: 60000, tokens: 1000"),
  },
  "no tokens left": {
    play: async (world) => {
      await think(world, call("echo", { text: "a" }), 999);
      await act(world, result("a"));
    },
  },
  "no executions left": {
    play: async (world) => {
      await think(world, call("echo", { text: "a" }));
      await act(world, result("a"));
      await think(world, call("echo", { text: "b" }));
    },
    definition: makeDefinition({}, "steps: 20, executions: 1, wallMs: 60000, tokens: 1000"),
  },
  "a mandate that the brain proposes": {
    mandate: { who: "brain" },
    play: async (world) => {
      await think(world, call("echo", { text: "a" }));
      await think(world, call("mandate.propose", { capabilities: { echo: { allow: [{ id: "echo", where: { "/text": { const: "a" } } }] } } }));
      await think(world, call("echo", { text: "a" }));
      await act(world, result("a"));
      await think(world, call("echo", { text: "b" }));
      await think(world, message("ok"));
    },
  },
  "a mandate of the operator's": {
    mandate: { who: "operator", text: "version: 1\nname: nothing\n" },
    play: async (world) => {
      await think(world, call("echo", { text: "a" }));
      await think(world, message("ok"));
    },
  },
  "a clock that goes backwards": {
    play: async (world) => {
      world.clock.jump(-3_600_000);
      await think(world, call("echo", { text: "a" }));
      world.clock.jump(-1);
      await act(world, result("a"));
      await think(world, message("ok"));
    },
  },
};

export const recordShape = async (name: string): Promise<Recorded> => {
  const shape = shapes[name];
  if (shape === undefined) throw new Error(name);
  const world = createWorld(shape.definition ?? usual);
  const run = world.open(undefined, shape.mandate);
  if (name !== "nothing but a close") run.submit("a first input").catch(() => {});
  await shape.play(world, run);
  await flush();
  await run.close();
  return { name, definition: world.definition, records: world.journal.durable(), passages: world.passages };
};

export const recordShapes = (): Promise<readonly Recorded[]> => Promise.all(Object.keys(shapes).map(recordShape));
