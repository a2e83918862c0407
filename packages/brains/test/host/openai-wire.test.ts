// Compatibility of the wire with a mock server that was written by others against the real providers.
import { LLMock } from "@copilotkit/aimock";
import { afterAll, beforeAll, expect, test } from "vitest";
import { defaultProtocolLimits, parseIntent } from "@femtoclaw/protocol";
import { createOpenAiBrain } from "../../src/host/openai-brain.ts";
import { inputEntry, requestAt, textOf } from "../support.ts";

const mock = new LLMock({ port: 0 });
const never = new AbortController().signal;

beforeAll(async () => {
  mock.onMessage("what failed", { content: '{"message":{"content":"the parser"}}' });
  mock.onMessage("read it", { toolCalls: [{ name: "fs.read", arguments: '{"path":"log.txt"}' }] });
  await mock.start();
});
afterAll(() => mock.stop());

test("an answer in text and one as a native tool call are both read as intents", async () => {
  const brain = createOpenAiBrain({ endpoint: `${mock.url}/v1`, model: "gpt-4o-mini", apiKey: () => "mock" });
  const text = await brain.think(requestAt(1, [inputEntry("what failed")]), never);
  expect(textOf(text.bytes)).toBe('{"message":{"content":"the parser"}}');
  expect(text.usage?.inputTokens).toBeGreaterThanOrEqual(0);
  const call = await brain.think(requestAt(2, [inputEntry("read it")]), never);
  expect(parseIntent(call.bytes, defaultProtocolLimits)).toMatchObject({ ok: true, value: { kind: "tool_call", tool: "fs.read", args: { path: "log.txt" } } });
  await brain.close();
});
