import { expect, test } from "vitest";
import { createReplayBrain } from "../../src/host/replay-brain.ts";
import { codeOf, faultOf, recordOf, requestAt } from "../support.ts";

const never = new AbortController().signal;

test("recorded bytes that are not text come back byte for byte, with their usage", async () => {
  const bytes = Uint8Array.from({ length: 256 }, (_, index) => index);
  const raw = { encoding: "base64", text: Buffer.from(bytes).toString("base64") };
  const brain = createReplayBrain([recordOf(1, "brain.replied", { step: 1, raw, usage: { inputTokens: 3, outputTokens: 4 } })]);
  const reply = await brain.think(requestAt(1), never);
  expect([...reply.bytes]).toEqual([...bytes]);
  expect(reply.usage).toEqual({ inputTokens: 3, outputTokens: 4 });
});

test("a recorded failure fails again with the same code and words, and past the end there is nothing", async () => {
  const fault = { code: "FC_BRAIN_RATE_LIMITED", expected: "an answer", found: "HTTP status 429" };
  const brain = createReplayBrain([recordOf(1, "brain.failed", { step: 1, fault })]);
  expect((await faultOf(brain.think(requestAt(1), never))).fault).toEqual(fault);
  expect(await codeOf(brain.think(requestAt(2), never))).toBe("FC_BRAIN_REPLAY_EXHAUSTED");
});

test("a call that was stopped takes nothing from the tape", async () => {
  const brain = createReplayBrain([recordOf(1, "brain.replied", { step: 1, raw: { encoding: "utf8", text: "a" }, usage: null })]);
  expect(await codeOf(brain.think(requestAt(1), AbortSignal.abort()))).toBe("FC_BRAIN_CANCELLED");
  expect((await brain.think(requestAt(1), never)).bytes.length).toBe(1);
});

test("records that cannot be replayed are refused at once", () => {
  expect(() => createReplayBrain([recordOf(1, "brain.replied", {})])).toThrowError(expect.objectContaining({ code: "FC_BRAIN_REPLAY_RECORD" }));
});
