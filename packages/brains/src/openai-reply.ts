/**
 * Body of a chat completion → what the brain said.
 *
 *   message.content          message.tool_calls      said
 *   text                     none                    the content, exactly
 *   absent or blank          exactly one function    {"tool_call":{"tool":NAME,"args":ARGUMENTS}}
 *   absent                   none                    the refusal if there is one, else nothing
 *   anything else                                    the message's own JSON, which the protocol rejects
 *
 * The last row is a choice: dropping a call, or the text beside it, would be a guess about what was meant.
 */
import type { TokenUsage } from "@femtoclaw/core";
import { canonicalise, fail, fault, ok, readStrictJson } from "@femtoclaw/protocol";
import type { Fault, JsonObject, JsonValue, ProtocolLimits, Result } from "@femtoclaw/protocol";

export interface ChatReply {
  readonly text: string;
  readonly usage: TokenUsage | null;
}

/** An envelope is larger than what it carries: every byte of a text may be written as `\u00XX`, and servers add their own. */
export const envelopeBytesFor = (maxReplyBytes: number): number => maxReplyBytes * 6 + 65_536;

const envelopeLimits = (maxBytes: number): ProtocolLimits => ({
  maxBytes,
  maxDepth: 64,
  maxKeys: 100_000,
  maxItems: 1_000_000,
  maxStringBytes: maxBytes,
});

const malformed = (expected: string, found: string): { readonly ok: false; readonly fault: Fault } =>
  fail(fault("FC_BRAIN_REPLY_MALFORMED", expected, found));

const asObject = (value: JsonValue | undefined): JsonObject | null =>
  value !== undefined && value !== null && typeof value === "object" && !isList(value) ? value : null;

const isList = (value: JsonValue): value is readonly JsonValue[] => Array.isArray(value);

const listAt = (object: JsonObject, key: string): readonly JsonValue[] => {
  const value = object[key];
  return value !== undefined && isList(value) ? value : [];
};

const countAt = (object: JsonObject, key: string): number | null => {
  const value = object[key];
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : null;
};

const usageOf = (envelope: JsonObject): TokenUsage | null => {
  const usage = asObject(envelope["usage"]);
  if (usage === null) return null;
  const inputTokens = countAt(usage, "prompt_tokens");
  const outputTokens = countAt(usage, "completion_tokens") ?? 0;
  return inputTokens === null ? null : { inputTokens, outputTokens };
};

/** Some servers send the content as a list of parts; the texts among them are what was said. Null for anything unknown. */
const contentOf = (message: JsonObject): string | null => {
  const content = message["content"];
  if (content === undefined || content === null) return "";
  if (typeof content === "string") return content;
  if (!isList(content)) return null;
  let text = "";
  for (const part of content) {
    const piece = asObject(part);
    const value = piece?.["type"] === "text" ? piece["text"] : undefined;
    if (typeof value !== "string") return null;
    text += value;
  }
  return text;
};

/**
 * The arguments go in as the server wrote them, so that the strict reader sees each key, a twin too. Arguments that are
 * not one JSON value cannot turn the whole into another valid intent: both keys of the call are already there, so whatever
 * is spliced in repeats a key or adds an unknown one.
 */
const intentOf = (call: JsonObject | null): string | null => {
  const target = asObject(call?.["function"]);
  const name = target?.["name"];
  const args = target?.["arguments"];
  if (typeof name !== "string" || args === undefined) return null;
  const written = typeof args === "string" ? args : canonicalise(args);
  return `{"tool_call":{"tool":${JSON.stringify(name)},"args":${written}}}`;
};

const saidIn = (message: JsonObject): string => {
  const content = contentOf(message);
  const calls = listAt(message, "tool_calls");
  if (content !== null && calls.length === 0) {
    const refusal = message["refusal"];
    return content === "" && typeof refusal === "string" ? refusal : content;
  }
  const intent = content !== null && content.trim() === "" && calls.length === 1 ? intentOf(asObject(calls[0])) : null;
  return intent ?? canonicalise({ content: message["content"] ?? null, tool_calls: calls });
};

export const decodeChatReply = (body: Uint8Array, maxBytes: number): Result<ChatReply, Fault> => {
  const read = readStrictJson(body, envelopeLimits(maxBytes));
  if (!read.ok) return malformed("one JSON object", `text that is not (${read.fault.code})`);
  const envelope = asObject(read.value);
  if (envelope === null) return malformed("one JSON object", "another JSON value");
  if (asObject(envelope["error"]) !== null) return malformed("a chat completion", "an error in place of one");
  const message = asObject(asObject(listAt(envelope, "choices")[0])?.["message"]);
  if (message === null) return malformed("a message in the first choice", "none");
  return ok({ text: saidIn(message), usage: usageOf(envelope) });
};
