import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineClaw } from "@femtoclaw/claws";
import { digestOfContext, summarisable, type Brain, type Claw, type ContextEntry, type JournalRecord, type Run } from "@femtoclaw/core";
import { openFileJournal, readJournal } from "@femtoclaw/memory/host";
import { encodeUtf8, FemtoClawError } from "@femtoclaw/protocol";
import { createRuntime, Policy, replayRun, type Runtime, type RuntimeParts } from "@femtoclaw/runtime";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "femtoclaw-context-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const sha256 = (data: Uint8Array | string): string => createHash("sha256").update(data).digest("hex");

/** Calls once for each input that says so, and answers every other one. */
const seen: (readonly ContextEntry[])[] = [];
const brain: Brain = {
  description: { kind: "test" },
  think: ({ context }) => {
    seen.push(context);
    const last = context.at(-1);
    const reply = last?.role === "input" && last.content.startsWith("call") ? `{"tool_call":{"tool":"test.echo","args":{}}}` : `{"message":{"content":"done"}}`;
    return Promise.resolve({ bytes: encodeUtf8(reply), usage: null });
  },
};
beforeEach(() => void seen.splice(0));

const echo: Claw = defineClaw({
  descriptor: { name: "test.echo", description: "Answers.", args: { type: "object", additionalProperties: false, properties: {} }, effects: ["reads"], resource: { kind: "none" }, retry: "never" },
  validateArgs: () => [],
  execute: () => Promise.resolve({ outcome: "ok", output: "said", error: null, measures: {} }),
});
const policy = Policy.fromText("version: 1\nname: test\ncapabilities: {test.echo: {results: {secret: true}, allow: [{id: all}]}}\n");

const withRun = async (parts: Partial<RuntimeParts>, play: (run: Run, runtime: Runtime) => Promise<void>): Promise<{ readonly id: string; readonly records: readonly JournalRecord[] }> => {
  const runtime = await createRuntime({ brain, claws: [echo], policy, workspace: directory, journal: () => openFileJournal({ directory: join(directory, "journal") }), ...parts });
  const run = runtime.openRun();
  try {
    await play(run, runtime);
  } finally {
    await runtime.close();
  }
  const records: JournalRecord[] = [];
  for await (const { record } of readJournal(join(directory, "journal"), { run: run.id })) records.push(record);
  return { id: run.id, records };
};

const contents = (context: readonly ContextEntry[] | undefined): readonly string[] => (context ?? []).map((it) => (it.role === "result" ? `result ${String(it.output)}` : `${it.role} ${it.content.slice(0, 20)}`));

/** Every context that the brain was given is what comes out of the records, and what their digests say. */
const holdsWhatWasShown = async (id: string): Promise<void> => {
  const again: (readonly ContextEntry[])[] = [];
  const replayed = await replayRun(join(directory, "journal"), id, {
    onState: ({ context }, { kind, body }) => {
      if (kind !== "brain.replied" && kind !== "brain.failed") return;
      again.push(context);
      expect(body["context"]).toBe(digestOfContext(context, sha256));
    },
  });
  expect(replayed).toMatchObject({ identical: true, closed: true });
  expect(again).toEqual(seen);
};

describe("what the brain is shown", () => {
  it("FC-MEM-0001.R20 R21: keeps instruction, task and pinned inputs while all else goes, and its digest is recorded at each step", async () => {
    const { id, records } = await withRun({ memory: { maxEntries: 6, maxTokens: 10_000 }, instruction: "Be brief." }, async (run) => {
      await run.submit("task");
      await run.submit("remember", { pinned: true });
      for (let count = 0; count < 6; count += 1) await run.submit(`call ${count}`);
    });
    expect(records[0]?.body).toMatchObject({ instruction: "Be brief.", context: { pins: { maxEntries: 6, maxTokens: 10_000 } } });
    expect(contents(seen.at(-1))).toEqual(["instruction Be brief.", "input task", "input remember", "input call 5", "intent {\"tool_call\":{\"args\"", "result said"]);
    expect(seen.at(-1)?.[2]).toMatchObject({ pinned: true });
    await holdsWhatWasShown(id);
  });

  it.each([
    ["entries", { maxEntries: 2, maxTokens: 10_000 }, "short"],
    ["tokens", { maxEntries: 100, maxTokens: 60 }, "x".repeat(300)],
  ])("FC-MEM-0001.R21: refuses an input with which what is pinned is beyond its %s, and goes on without it", async (_, memory, content) => {
    const { id } = await withRun({ memory, instruction: "Be brief." }, async (run) => {
      await run.submit("task");
      expect(await run.submit(content, { pinned: true })).toMatchObject({ status: "failed", fault: { code: "FC_RUN_PINNED" } });
      expect(await run.submit("short")).toMatchObject({ status: "answered" });
    });
    expect(contents(seen.at(-1)).filter((it) => it.startsWith("input"))).toEqual(["input task", "input short"]);
    await holdsWhatWasShown(id);
  });

  it("FC-MEM-0001.R21: refuses a task that is beyond the window by itself", async () => {
    const { id } = await withRun({ memory: { maxEntries: 10, maxTokens: 20 } }, async (run) => {
      expect(await run.submit("x".repeat(100))).toMatchObject({ status: "failed", fault: { code: "FC_RUN_PINNED" } });
    });
    await holdsWhatWasShown(id);
  });
});

describe("a summary", () => {
  it("FC-MEM-0001.R23 R23: stands for what it names, is a record with digests, keeps labels, and is the same when it is replayed", async () => {
    let replaced: readonly ContextEntry[] = [];
    const { id, records } = await withRun({ instruction: "Be brief." }, async (run) => {
      await run.submit("task");
      await run.submit("call one");
      expect(summarisable(run.state())).toHaveLength(4);
      const { flow: { labels }, context } = run.state();
      replaced = context.slice(2);
      await run.summarise("alice", "One was called.");
      expect(run.state().flow.labels).toEqual(labels);
      expect(labels).toContainEqual({ source: "test.echo", trust: "untrusted", secret: true });
      await run.submit("next");
      await run.summarise("alice", "All is well.", summarisable(run.state()).slice(0, 1));
      await run.submit("last");
    });
    expect(contents(seen.at(-2))).toEqual(["instruction Be brief.", "input task", "summary One was called.", "input next"]);
    // The second stands for the first.
    expect(contents(seen.at(-1))).toEqual(["instruction Be brief.", "input task", "summary All is well.", "input next", "intent {\"message\":{\"content", "input last"]);
    expect(seen.at(-1)?.[2]).toMatchObject({ trust: "untrusted" });
    const [first] = records.filter(({ kind }) => kind === "context.summarised");
    expect(first?.body).toEqual({
      who: "alice",
      text: "One was called.",
      replaces: [expect.any(Number), expect.any(Number), expect.any(Number), expect.any(Number)],
      digest: `sha256:${sha256("One was called.")}`,
      replaced: digestOfContext(replaced, sha256),
      state: expect.stringMatching(/^sha256:/),
    });
    await holdsWhatWasShown(id);
  });

  it.each([
    ["nothing", "text", []],
    ["what is pinned", "text", [2]],
    ["what is not there", "text", [77]],
    ["the same twice", "text", [3, 3]],
  ])("FC-MEM-0001.R23: is refused for %s, and nothing is recorded", async (_, text, replaces) => {
    const { records } = await withRun({}, async (run) => {
      await run.submit("task");
      await expect(run.summarise("alice", text, replaces)).rejects.toMatchObject({ code: "FC_RUN_SUMMARY" });
      await expect(run.summarise("alice", " ")).rejects.toMatchObject({ code: "FC_RUN_SUMMARY" });
    });
    expect(records.map(({ kind }) => kind)).not.toContain("context.summarised");
  });

  it("FC-MEM-0001.R23: is made between two inputs only, and in an open run", async () => {
    await withRun({}, async (run) => {
      const answer = run.submit("task");
      await expect(run.summarise("alice", "text")).rejects.toMatchObject({ code: "FC_RUN_CONCURRENT" });
      await answer;
      await run.close();
      await expect(run.summarise("alice", "text")).rejects.toBeInstanceOf(FemtoClawError);
    });
  });
});
