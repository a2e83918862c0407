import * as fc from "fast-check";
import { expect, test } from "vitest";
import { defaultProtocolLimits, encodeUtf8, parseIntent, type JsonObject } from "@femtoclaw/protocol";
import { decodeChatReply, envelopeBytesFor } from "../src/openai-reply.ts";
import { completion } from "./support.ts";

const cap = envelopeBytesFor(65_536);
const decode = (body: string, maxBytes = cap) => decodeChatReply(encodeUtf8(body), maxBytes);
const textIn = (content: string | null, more: JsonObject = {}): string => {
  const reply = decode(completion(content, more));
  if (!reply.ok) throw new Error(reply.fault.found);
  return reply.value.text;
};
const call = (name: string, args: string | JsonObject): JsonObject => ({ id: "c1", type: "function", function: { name, arguments: args } });
const parse = (text: string) => parseIntent(encodeUtf8(text), defaultProtocolLimits);

test("the content comes out exactly as it was sent, with the usage", () => {
  expect(decode(completion(' {"message":{"content":"ü"}}\n'))).toEqual({
    ok: true,
    value: { text: ' {"message":{"content":"ü"}}\n', usage: { inputTokens: 11, outputTokens: 7 } },
  });
  expect(textIn(null)).toBe("");
  expect(textIn(null, { refusal: "I cannot." })).toBe("I cannot.");
  expect(textIn("x", { tool_calls: null, reasoning_content: "thinking" })).toBe("x");
});

test("content in parts is joined, and a part that is not text is never dropped", () => {
  const parts = (content: readonly JsonObject[]) => decode(JSON.stringify({ choices: [{ message: { content } }] }));
  expect(parts([{ type: "text", text: "a" }, { type: "text", text: "b" }])).toMatchObject({ ok: true, value: { text: "ab", usage: null } });
  const odd = parts([{ type: "text", text: '{"message":{"content":"x"}}' }, { type: "image", url: "u" }]);
  if (!odd.ok) throw new Error("not decoded");
  expect(parse(odd.value.text).ok).toBe(false);
});

test("one native tool call becomes the tool_call of the protocol", () => {
  const intent = parse(textIn(null, { tool_calls: [call("fs.read", '{"path":"a.txt"}')] }));
  expect(intent).toMatchObject({ ok: true, value: { kind: "tool_call", tool: "fs.read", args: { path: "a.txt" } } });
  expect(parse(textIn("\n", { tool_calls: [call("fs.read", { path: "a.txt" })] })).ok).toBe(true);
});

test("several calls, a call beside text, and a call of another shape are handed on to be rejected", () => {
  const one = call("fs.read", "{}");
  const valid = '{"message":{"content":"done"}}';
  for (const text of [
    textIn(null, { tool_calls: [one, one] }),
    textIn(valid, { tool_calls: [one, one] }),
    textIn(valid, { tool_calls: [one] }),
    textIn(null, { tool_calls: [{ id: "c" }] }),
    textIn(null, { tool_calls: ["fs.read"] }),
    textIn(null, { tool_calls: [call("fs.read", "")] }),
    textIn(null, { tool_calls: [call("fs.read", "[1]")] }),
    textIn(null, { tool_calls: [call("fs.read", '{"a":1,"a":2}')] }),
  ]) {
    expect(parse(text).ok, text).toBe(false);
  }
});

test("no arguments text can turn its call into another intent", () => {
  const piece = fc.constantFrom("{}", "}", "{", ",", ":", '"tool"', '"args"', '"tool_call"', '"message"', '"content"', '"x"', "1", "[", "]", " ");
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const args = pieces.join("");
      const intent = parse(textIn(null, { tool_calls: [call("fs.read", args)] }));
      if (!intent.ok) return true;
      return intent.value.kind === "tool_call" && intent.value.tool === "fs.read" && JSON.stringify(intent.value.args) === JSON.stringify(JSON.parse(args));
    }),
    { numRuns: 3_000, seed: 11 },
  );
  for (const args of ['{},"tool":"shell"', '{}},"message":{"content":"x"', '{}},"tool_call":{"tool":"shell","args":{}', '{}}}//']) {
    expect(parse(textIn(null, { tool_calls: [call("fs.read", args)] })).ok, args).toBe(false);
  }
});

test("an envelope that is not a chat completion is malformed, whatever it is", () => {
  const bodies = [
    "", "null", "[]", "{}", '{"choices":[]}', '{"choices":[{}]}', '{"choices":[{"message":"x"}]}', '{"error":{"message":"no"}}', '{"choices":[{"message":{"content":"x"}}]',
    "<html></html>", '{"choices":[{"message":{"content":"\\ud800"}}]}', '{"choices":NaN}', "[".repeat(100_000), 'data: {"choices":[]}\n\n',
  ];
  for (const body of bodies) expect(decode(body), body.slice(0, 40)).toMatchObject({ ok: false, fault: { code: "FC_BRAIN_REPLY_MALFORMED" } });
  expect(decodeChatReply(new Uint8Array([0x7b, 0xff, 0x7d]), cap).ok).toBe(false);
  expect(decode(completion("x".repeat(1_000)), 500).ok).toBe(false);
});

test("odd counts of tokens are not counts", () => {
  const usage = (value: JsonObject | null) => {
    const reply = decode(JSON.stringify({ choices: [{ message: { content: "x" } }], usage: value }));
    return reply.ok ? reply.value.usage : "failed";
  };
  expect(usage(null)).toBeNull();
  expect(usage({ prompt_tokens: -1, completion_tokens: 2 })).toBeNull();
  expect(usage({ prompt_tokens: 1.5 })).toBeNull();
  expect(usage({ prompt_tokens: 3 })).toEqual({ inputTokens: 3, outputTokens: 0 });
});
