import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineClaw } from "@femtoclaw/claws";
import { standardClaws } from "@femtoclaw/claws/host";
import type { Brain, Claw, Clock, ContextEntry, JournalRecord } from "@femtoclaw/core";
import { createMemoryJournal } from "@femtoclaw/memory";
import { openFileJournal, readJournal, sha256, verifyJournal } from "@femtoclaw/memory/host";
import { encodeUtf8, FemtoClawError } from "@femtoclaw/protocol";
import { Agent, Config, createRuntime, Policy, PolicyError, replayRun, systemClock, type RuntimeParts } from "@femtoclaw/runtime";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "femtoclaw-runtime-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const scripted = (...replies: readonly string[]): Brain & { readonly seen: (readonly ContextEntry[])[] } => {
  const seen: (readonly ContextEntry[])[] = [];
  return {
    seen,
    description: { kind: "scripted" },
    think: ({ step, context }) => {
      seen.push(context);
      return Promise.resolve({ bytes: encodeUtf8(replies[Math.min(step, replies.length) - 1] ?? ""), usage: null });
    },
  };
};
const message = `{"message":{"content":"done"}}`;
const call = (tool: string, args: object): string => JSON.stringify({ tool_call: { tool, args } });

const echo = (output: string, started: string[] = []): Claw =>
  defineClaw({
    descriptor: {
      name: "test.echo",
      description: "Answers with a text.",
      args: { type: "object", additionalProperties: false, properties: {} },
      effects: ["reads"],
      resource: { kind: "none" },
      retry: "never",
    },
    validateArgs: () => [],
    execute: (_grant, context) => {
      started.push(context.idempotencyKey);
      return Promise.resolve({ outcome: "ok", output: { text: output }, error: null, measures: {} });
    },
  });
const allowEcho = Policy.fromText("version: 1\nname: test\ncapabilities: {test.echo: {allow: [{id: echo}]}}\n");

const collect = async (journal: string): Promise<readonly JournalRecord[]> => {
  const records: JournalRecord[] = [];
  for await (const { record } of readJournal(journal)) records.push(record);
  return records;
};

const withFileJournal = async (parts: Omit<RuntimeParts, "journal" | "workspace">, task = "go") => {
  const path = join(directory, "journal");
  const runtime = await createRuntime({ ...parts, journal: () => openFileJournal({ directory: path }), workspace: directory });
  const run = runtime.openRun();
  const answer = await run.submit(task);
  await run.close();
  await runtime.close();
  return { answer, run: run.id, path, records: await collect(path) };
};

describe("createRuntime()", () => {
  it("runs the whole path and leaves a journal that verifies and replays to the same digest (FC-CORE-0004.R1)", async () => {
    const brain = scripted(call("test.echo", {}), call("test.nothing", {}), "```json\n{}\n```", message);
    const { answer, run, path, records } = await withFileJournal({ brain, claws: [echo("hello")], policy: allowEcho });
    expect(answer).toEqual({ status: "answered", content: "done" });
    expect(records.map((it) => it.kind)).toEqual([
      "runtime.started", "run.started", "input.received",
      "brain.replied", "decision", "outcome",
      "brain.replied", "decision",
      "brain.replied", "protocol.rejected",
      "brain.replied", "input.answered", "run.closed", "runtime.stopped",
    ]);
    expect((await verifyJournal(path)).ok).toBe(true);
    expect(await replayRun(path, run)).toMatchObject({ identical: true, closed: true, records: 12 });
  });

  it("takes any journal", async () => {
    const journal = createMemoryJournal(sha256);
    const runtime = await createRuntime({ brain: scripted(message), claws: [], policy: Policy.Strict, journal, workspace: directory });
    expect(await runtime.openRun().submit("hello")).toEqual({ status: "answered", content: "done" });
    await runtime.close();
  });

  it("starts nothing, and records nothing, for a policy with defects, and names every one", async () => {
    const journal = createMemoryJournal(sha256);
    const policy = Policy.fromText("version: 1\nname: x\ncapabilities:\n  test.ecko: {}\n  nothing.here: {}\n", "bad.yaml");
    const starting = createRuntime({ brain: scripted(message), claws: [echo("")], policy, journal, workspace: directory });
    await expect(starting).rejects.toBeInstanceOf(PolicyError);
    const error = await starting.catch((it: unknown) => it);
    const places = error instanceof PolicyError ? error.defects.map((it) => `${it.at?.file}:${it.at?.line} ${it.code}`) : [];
    expect(places).toEqual(["bad.yaml:4 FC_POLICY_UNKNOWN_CAPABILITY", "bad.yaml:5 FC_POLICY_UNKNOWN_CAPABILITY"]);
    expect(await journal.head()).toMatchObject({ seq: 0 });
  });

  it("lets the stricter profile win, whoever named it", async () => {
    const open = "capabilities: {shell: {allow: [{id: any, bin: bash, argv: [{rest: true}]}]}}\n";
    const start = (text: string, profile: "strict" | "industrial") =>
      createRuntime({ brain: scripted(message), claws: standardClaws(), policy: Policy.fromText(text), profile, journal: createMemoryJournal(sha256), workspace: directory });
    await expect(start(`version: 1\nname: x\nprofile: strict\n${open}`, "industrial")).rejects.toBeInstanceOf(PolicyError);
    await expect(start(`version: 1\nname: x\n${open}`, "strict")).rejects.toBeInstanceOf(PolicyError);
    const runtime = await start(`version: 1\nname: x\n${open}`, "industrial");
    expect(runtime.policy.warnings.map((it) => it.code)).toEqual(["FC_POLICY_ESCAPE"]);
    await runtime.close();
  });

  it("does not find programs through the environment's PATH", async () => {
    const planted = join(directory, "bin");
    mkdirSync(planted);
    writeFileSync(join(planted, "femtoclaw-planted"), "#!/bin/sh\n", { mode: 0o755 });
    const before = process.env["PATH"];
    process.env["PATH"] = `${planted}:${before}`;
    try {
      const policy = Policy.fromText("version: 1\nname: x\ncapabilities: {shell: {allow: [{id: planted, bin: femtoclaw-planted}]}}\n");
      const brain = scripted(`{"bin":"femtoclaw-planted","argv":[]}`, message);
      const { records } = await withFileJournal({ brain, claws: standardClaws(), policy });
      expect(records.find((it) => it.kind === "decision")?.body).toMatchObject({ verdict: "DENIED_POLICY_VIOLATION" });
    } finally {
      process.env["PATH"] = before;
    }
  });

  it("judges a path by where its links lead", async () => {
    mkdirSync(join(directory, "inside"));
    symlinkSync("/etc", join(directory, "inside", "out"));
    const policy = Policy.fromText("version: 1\nname: x\ncapabilities: {fs.read: {allow: [{id: inside, path: {within: inside}}]}}\n");
    const { records } = await withFileJournal({ brain: scripted(call("fs.read", { path: "inside/out/hostname" }), message), claws: standardClaws(), policy });
    expect(records.find((it) => it.kind === "decision")?.body).toMatchObject({ verdict: "DENIED_POLICY_VIOLATION" });
  });

  it("scrubs known secrets from what claws bring back before anything is recorded or shown", async () => {
    const secret = "s3cr3t-canary-0123456789";
    const brain = scripted(call("test.echo", {}), message);
    const { path } = await withFileJournal({ brain, claws: [echo(`the key is ${secret}`)], policy: allowEcho, secrets: [secret] });
    const everything = JSON.stringify(await collect(path)) + JSON.stringify(brain.seen);
    expect(everything).toContain("the key is");
    expect(everything).not.toContain(secret);
  });

  it("scrubs known secrets from what the brain says, from inputs, and from what a claw asks about", async () => {
    const secret = "s3cr3t-canary-0123456789";
    const asking: Claw = {
      ...echo(""),
      execute: async (_grant, context) => {
        await context.requestGrant({ text: `token=${secret}` });
        return { outcome: "ok", output: null, error: null, measures: {} };
      },
    };
    const brain = scripted(call("test.echo", {}), `{"message":{"content":"the key is ${secret}"}}`);
    const { path, answer } = await withFileJournal({ brain, claws: [asking], policy: allowEcho, secrets: [secret] }, `use ${secret}`);
    const everything = JSON.stringify(await collect(path)) + JSON.stringify(brain.seen) + JSON.stringify(answer);
    expect(everything).toContain("grant.requested");
    expect(everything).not.toContain(secret);
  });

  it("takes a path that leads to a secret's name for nowhere", async () => {
    const secret = "s3cr3t-canary-0123456789";
    symlinkSync(join(directory, secret), join(directory, "link"));
    writeFileSync(join(directory, secret), "x");
    const policy = Policy.fromText("version: 1\nname: x\ncapabilities: {fs.read: {allow: [{id: here, path: {within: .}}]}}\n");
    const { records } = await withFileJournal({ brain: scripted(call("fs.read", { path: "link" }), message), claws: standardClaws(), policy, secrets: [secret] });
    expect(records.find((it) => it.kind === "decision")?.body).toMatchObject({ verdict: "DENIED_POLICY_VIOLATION" });
    expect(JSON.stringify(records)).not.toContain(secret);
  });

  it("refuses a policy that holds a known secret, since a policy is recorded as written", async () => {
    const secret = "s3cr3t-canary-0123456789";
    const policy = Policy.fromText(`version: 1\nname: x\ncapabilities: {shell: {allow: [{id: a, bin: "true", environment: {T: ${secret}}}]}}\n`);
    const starting = createRuntime({ brain: scripted(message), claws: standardClaws(), policy, journal: createMemoryJournal(sha256), workspace: directory, secrets: [secret] });
    await expect(starting).rejects.toMatchObject({ code: "FC_CONFIG_SECRET" });
    await expect(starting).rejects.not.toThrow(secret);
  });

  it("opens no run once it is closed", async () => {
    const runtime = await createRuntime({ brain: scripted(message), claws: [], policy: Policy.Strict, journal: createMemoryJournal(sha256), workspace: directory });
    await runtime.close();
    expect(() => runtime.openRun()).toThrow(expect.objectContaining({ code: "FC_RUN_CLOSED" }));
  });

  it("charges a brain that says nothing of its usage for what it was shown", async () => {
    const policy = Policy.fromText("version: 1\nname: x\nbudgets: {perRun: {tokens: 20}}\n");
    const { answer } = await withFileJournal({ brain: scripted(call("test.echo", {})), claws: [], policy });
    expect(answer).toMatchObject({ status: "failed", fault: { code: "FC_RUN_BUDGET_TOKENS" } });
  });

  it("keeps the record within the journal's bounds however much a policy lets through", async () => {
    writeFileSync(join(directory, "big"), "\u0001".repeat(3_900_000));
    const policy = Policy.fromText("version: 1\nname: x\ncapabilities: {fs.read: {allow: [{id: here, path: {within: .}}], limits: {maxOutputBytes: 4000000}}}\n");
    const { answer, records } = await withFileJournal({ brain: scripted(call("fs.read", { path: "big" }), message), claws: standardClaws(), policy });
    expect(answer.status).toBe("answered");
    expect(records.find((it) => it.kind === "outcome")?.body).toMatchObject({ outcome: "output_limit" });
  });

  it("records an effect that a crash cut off as in doubt, and never starts it again", async () => {
    const path = join(directory, "journal");
    const started: string[] = [];
    const hanging: Claw = { ...echo("", started), execute: (_grant, context) => (started.push(context.idempotencyKey), new Promise(() => {})) };
    const first = await openFileJournal({ directory: path });
    const runtime = await createRuntime({ brain: scripted(call("test.echo", {}), message), claws: [hanging], policy: allowEcho, journal: first.journal, workspace: directory });
    const run = runtime.openRun();
    void run.submit("go").catch(() => {});
    while (started.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    // The process is gone as far as the journal can tell: it is closed under the run.
    await first.journal.close();

    const { records } = await withFileJournal({ brain: scripted(message), claws: [echo("", started)], policy: allowEcho });
    const doubts = records.filter((it) => it.kind === "execution.in-doubt");
    expect(doubts).toMatchObject([{ run: run.id, execution: `${run.id}.1` }]);
    expect(started).toHaveLength(1);
    expect(await replayRun(path, run.id)).toMatchObject({ identical: true });
  });
});

describe("recovery", () => {
  it("records a doubt that replays, also when the clock was set back meanwhile", async () => {
    const path = join(directory, "journal");
    const started: string[] = [];
    const hanging: Claw = { ...echo("", started), execute: (_grant, context) => (started.push(context.idempotencyKey), new Promise(() => {})) };
    const first = await openFileJournal({ directory: path });
    const runtime = await createRuntime({ brain: scripted(call("test.echo", {})), claws: [hanging], policy: allowEcho, journal: first.journal, workspace: directory });
    const run = runtime.openRun();
    void run.submit("go").catch(() => {});
    while (started.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
    await first.journal.close();

    const clock: Clock = { ...systemClock, nowMs: () => 1_000 };
    const second = await createRuntime({ brain: scripted(message), claws: [echo("")], policy: allowEcho, journal: () => openFileJournal({ directory: path }), workspace: directory, clock });
    expect(second.recovery.unfinished).toMatchObject([{ execution: `${run.id}.1` }]);
    await second.close();
    expect(await replayRun(path, run.id)).toMatchObject({ identical: true });
  });
});

describe("replayRun()", () => {
  it("names the record and the place that was changed", async () => {
    const { path, run } = await withFileJournal({ brain: scripted(call("test.echo", {}), message), claws: [echo("hello")], policy: allowEcho });
    await expect(replayRun(path, "run_00000000000000000000000000")).rejects.toMatchObject({ code: "FC_USAGE_RUN" });
    await expect(replayRun(path, "nonsense")).rejects.toBeInstanceOf(FemtoClawError);
    const result = await replayRun(path, run);
    expect(result.identical).toBe(true);
  });
});

describe("Agent", () => {
  it("checks itself when it has nothing to do, and leaves a verified journal", async () => {
    const config = Config.industrial({ workspace: directory, journal: join(directory, "journal") });
    const report = await new Agent(config).enforcePolicy(Policy.Strict).runManaged();
    expect(report.journal).toMatchObject({ verified: true, directory: join(directory, "journal") });
    expect(report.runs.map((it) => it.answer.status)).toEqual(["answered"]);
    const records = await collect(join(directory, "journal"));
    expect(records.filter((it) => it.kind === "decision").map((it) => it.body["verdict"])).toEqual(["DENIED_POLICY_VIOLATION"]);
  });

  it("writes a log that says what the journal says", async () => {
    const log = join(directory, "log.jsonl");
    const config = Config.industrial({ workspace: directory, journal: join(directory, "journal"), log: { level: "debug", file: log } });
    await new Agent(config).run("hello");
    const lines = readFileSync(log, "utf8").trim().split("\n").map((line): unknown => JSON.parse(line));
    expect(lines.length).toBeGreaterThan(10);
  });
});
