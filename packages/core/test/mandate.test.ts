// FC-POL-0006 in the machine: given once, before anything untrusted was read, recorded, and the same in a replay.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "@femtoclaw/protocol";
import { openRun, proposalTool, replay, type MandateGiven, type Run } from "../src/index.ts";
import { call, definition, message, run as runId } from "./support/definition.ts";
import { act, createWorld, flush, result, think, type World } from "./support/world.ts";

const open = (world: World, mandate: MandateGiven): Run => openRun(world.definition, world.ports, runId, mandate);
const verdicts = (world: World): readonly unknown[] => world.journal.durable().flatMap(({ kind, body }) => (kind === "decision" ? [body["verdict"]] : []));
const echoOnly: JsonObject = { echo: { allow: [{ id: "one", where: { "/text": { const: "one" } } }] } };
const text = JSON.stringify({ version: 1, name: "echo", capabilities: echoOnly });
const propose = (capabilities: JsonObject): Uint8Array => call(proposalTool, { capabilities });

const identical = (world: World): void => expect(replay(definition, runId, world.journal.durable())).toMatchObject({ identical: true, closed: true });

describe("a run with a mandate of the operator's", () => {
  it("is narrowed from its first record on, and replays so (FC-POL-0006.R3)", async () => {
    const world = createWorld();
    const run = open(world, { who: "operator", text });
    void run.submit("go");
    await think(world, call("echo", { text: "two" }));
    await think(world, call("echo", { text: "one" }));
    await act(world, result("x"));
    await think(world, call(proposalTool, { capabilities: {} }));
    await think(world, message("done"));
    await run.close();
    expect(verdicts(world)).toEqual(["DENIED_POLICY_VIOLATION", "AUTHORIZED", "DENIED_CAPABILITY_NOT_FOUND"]);
    expect(world.journal.durable()[0]).toMatchObject({ kind: "run.started", body: { mandate: { who: "operator", text } } });
    identical(world);
  });

  it("allows nothing where its text has defects that nobody caught (FC-POL-0006.R2)", async () => {
    const world = createWorld();
    const run = open(world, { who: "operator", text: "version: 9" });
    void run.submit("go");
    await think(world, call("echo", { text: "one" }));
    // Nor is it the brain's to write another.
    await think(world, propose(echoOnly));
    await think(world, call("echo", { text: "one" }));
    await think(world, message("done"));
    await run.close();
    expect(verdicts(world)).toEqual(["DENIED_POLICY_VIOLATION", "DENIED_CAPABILITY_NOT_FOUND", "DENIED_POLICY_VIOLATION"]);
    identical(world);
  });
});

describe("a run whose brain proposes the mandate", () => {
  it("denies every call before it, takes it once, and never changes it (FC-POL-0006.R3)", async () => {
    const world = createWorld();
    const run = open(world, { who: "brain" });
    void run.submit("say one");
    expect((await think(world, call("echo", { text: "one" }))) ?? null).toBeNull();
    await think(world, propose(echoOnly));
    await think(world, call("echo", { text: "one" }));
    await act(world, result("now propose more"));
    await think(world, propose({ risky: { allow: [{ id: "all" }] } }));
    await think(world, call("once", { text: "x" }));
    await think(world, message("done"));
    await run.close();
    expect(verdicts(world)).toEqual(["DENIED_POLICY_VIOLATION", "AUTHORIZED", "DENIED_CAPABILITY_NOT_FOUND", "DENIED_POLICY_VIOLATION"]);
    expect(world.journal.durable().filter(({ kind }) => kind === "mandate.given")).toMatchObject([{ body: { who: "brain", name: "proposed" } }]);
    identical(world);
  });

  it("shows the brain the proposal as a tool, and only in such a run", async () => {
    const toolsOf = async (mandate?: MandateGiven): Promise<readonly string[]> => {
      const world = createWorld();
      const run = openRun(world.definition, world.ports, runId, mandate);
      void run.submit("go");
      await flush();
      const tools = world.brain[0]?.question.tools.map(({ name }) => name) ?? [];
      await think(world, message("done"));
      await run.close();
      return tools;
    };
    expect(await toolsOf({ who: "brain" })).toContain(proposalTool);
    expect(await toolsOf({ who: "operator", text })).not.toContain(proposalTool);
    expect(await toolsOf()).not.toContain(proposalTool);
  });

  it.each([
    ["a pattern", { echo: { allow: [{ id: "x", where: { "/text": { pattern: "((a|b)*a.{99}){9}" } } }] } }],
    ["flags", { echo: { allow: [{ id: "x", argv: [{ flags: ["-a"] }] }] } }],
    ["more bytes than it may", { echo: { allow: [{ id: "x", where: { "/text": { const: "x".repeat(8_200) } } }] } }],
    ["more parts than it may", { echo: { allow: Array.from({ length: 300 }, (_, index) => ({ id: `x${index}`, where: {} })) } }],
  ] as const)("rejects a proposal with %s before it is compiled", async (_, capabilities) => {
    const world = createWorld();
    const run = open(world, { who: "brain" });
    void run.submit("go");
    await think(world, propose(capabilities as unknown as JsonObject));
    await think(world, message("done"));
    await run.close();
    expect(world.journal.durable().map(({ kind }) => kind)).toContain("protocol.rejected");
    expect(world.journal.durable().map(({ kind }) => kind)).not.toContain("mandate.given");
    identical(world);
  });

  it("rejects a proposal with defects, and with more than capabilities, as often as any reply (FC-POL-0006.R2)", async () => {
    const world = createWorld();
    const run = open(world, { who: "brain" });
    const answer = run.submit("go");
    await think(world, propose({ nope: { allow: [{ id: "x" }] } }));
    await think(world, call(proposalTool, { capabilities: {}, widen: "approval" }));
    await think(world, propose({ echo: { allow: "all" } }));
    expect(await answer).toMatchObject({ status: "failed", fault: { code: "FC_RUN_REJECTIONS" } });
    await run.close();
    expect(world.journal.durable().filter(({ kind }) => kind === "protocol.rejected").map(({ body }) => (body["fault"] as JsonObject)["code"])).toEqual(["FC_POLICY_UNKNOWN_CAPABILITY", "FC_POLICY_SCHEMA", "FC_POLICY_SCHEMA"]);
    identical(world);
  });
});
