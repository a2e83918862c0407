// FC-POL-0004.R2 in one process: a word goes on with a run that nobody carries on, and with no other.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineClaw } from "@femtoclaw/claws";
import type { ApprovalAnswer, Approver, Brain, Claw } from "@femtoclaw/core";
import { createMemoryJournal } from "@femtoclaw/memory";
import { sha256 } from "@femtoclaw/memory/host";
import { encodeUtf8, executionId, type RunId } from "@femtoclaw/protocol";
import { createRuntime, Policy, suspendApprovals, type Runtime } from "@femtoclaw/runtime";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let workspace = "";
beforeEach(() => {
  workspace = mkdtempSync(join(tmpdir(), "femtoclaw-held-"));
});
afterEach(() => rmSync(workspace, { recursive: true, force: true }));

const policy = Policy.fromText("version: 1\nname: test\ncapabilities: {test.act: {require: approval, allow: [{id: act}]}}\n");
const call = JSON.stringify({ tool_call: { tool: "test.act", args: {} } });
const done = JSON.stringify({ message: { content: "done" } });
const notPending = { code: "FC_APPROVAL_NOT_PENDING", fault: { found: "a run that goes on here already" } };

const scripted = (...replies: readonly string[]): Brain => ({
  description: { kind: "scripted" },
  think: ({ step }) => Promise.resolve({ bytes: encodeUtf8(replies[Math.min(step, replies.length) - 1] ?? ""), usage: null }),
});

const acting = (started: string[]): Claw =>
  defineClaw({
    descriptor: { name: "test.act", description: "Acts.", args: { type: "object", additionalProperties: false, properties: {} }, effects: ["writes"], resource: { kind: "none" }, retry: "never" },
    validateArgs: () => [],
    execute: (_grant, { idempotencyKey }) => {
      started.push(idempotencyKey);
      return Promise.resolve({ outcome: "ok", output: null, error: null, measures: {} });
    },
  });

const create = async (approver: Approver, started: string[], ...replies: readonly string[]): Promise<Runtime> =>
  createRuntime({ brain: scripted(...replies), claws: [acting(started)], policy, journal: createMemoryJournal(sha256), workspace, approver });
const deferred = <T>(): { readonly promise: Promise<T>; readonly resolve: (value: T) => void } => {
  let settle = (_value: T): void => {};
  const promise = new Promise<T>((resolve) => (settle = resolve));
  return { promise, resolve: (value) => settle(value) };
};
const yesTo = (run: RunId, place = 1) => ({ execution: executionId(run, place), approved: true, who: "ann", why: "looked at it" });

describe("a person's word on a run", () => {
  it("counts once when it comes twice at once (FC-POL-0004.R2)", async () => {
    const started: string[] = [];
    const runtime = await create(suspendApprovals, started, call, done);
    const run = runtime.openRun();
    await expect(run.submit("go")).rejects.toMatchObject({ code: "FC_RUN_SUSPENDED" });
    const words = await Promise.allSettled([runtime.answerApproval(yesTo(run.id)), runtime.answerApproval(yesTo(run.id))]);
    expect(words.map(({ status }) => status)).toEqual(["fulfilled", "rejected"]);
    expect(words[1]).toMatchObject({ reason: notPending });
    const [first] = words;
    expect(first?.status === "fulfilled" && (await first.value.answer)).toEqual({ status: "answered", content: "done" });
    await expect(runtime.answerApproval(yesTo(run.id))).rejects.toMatchObject({ code: "FC_APPROVAL_NOT_PENDING" });
    await runtime.close();
    expect(started).toEqual([executionId(run.id, 1)]);
  });

  it("is refused while the runtime itself is asking somebody (FC-POL-0004.R2)", async () => {
    const started: string[] = [];
    const asked = deferred<void>();
    const word = deferred<ApprovalAnswer>();
    const person: Approver = {
      ask: () => {
        asked.resolve();
        return word.promise;
      },
    };
    const runtime = await create(person, started, call, done);
    const run = runtime.openRun();
    const answering = run.submit("go");
    await asked.promise;
    await expect(runtime.answerApproval(yesTo(run.id))).rejects.toMatchObject(notPending);
    word.resolve({ approved: false, who: "bob", why: "not today" });
    expect(await answering).toEqual({ status: "answered", content: "done" });
    await runtime.close();
    expect(started).toEqual([]);
  });

  it("goes on with a run that was left waiting again, by the runtime that left it", async () => {
    const started: string[] = [];
    const runtime = await create(suspendApprovals, started, call, call, done);
    const run = runtime.openRun();
    await expect(run.submit("go")).rejects.toMatchObject({ code: "FC_RUN_SUSPENDED" });
    await expect((await runtime.answerApproval(yesTo(run.id))).answer).rejects.toMatchObject({ code: "FC_RUN_SUSPENDED" });
    const last = await runtime.answerApproval(yesTo(run.id, 2));
    expect(await last.answer).toMatchObject({ status: "answered" });
    await runtime.close();
    expect(started).toEqual([executionId(run.id, 1), executionId(run.id, 2)]);
  });

  it("leaves the way open for another when it could not be heard", async () => {
    const runtime = await create(suspendApprovals, [], call, done);
    const run = runtime.openRun();
    await expect(run.submit("go")).rejects.toMatchObject({ code: "FC_RUN_SUSPENDED" });
    await expect(runtime.answerApproval(yesTo(run.id, 7))).rejects.toMatchObject({ code: "FC_APPROVAL_NOT_PENDING" });
    const { answer } = await runtime.answerApproval(yesTo(run.id));
    expect(await answer).toMatchObject({ status: "answered" });
    await runtime.close();
  });
});
