import type { ScriptedReply } from "../vector.schema.ts";

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The exact bytes that a scripted reply stands for; null for one that says nothing. */
export const replyBytes = (reply: ScriptedReply): Uint8Array | null => {
  if ("message" in reply) return utf8(JSON.stringify({ message: { content: reply.message } }));
  if ("call" in reply) return utf8(JSON.stringify({ tool_call: { tool: reply.call, args: reply.args } }));
  if ("text" in reply) return utf8(reply.text);
  if ("base64" in reply) return new Uint8Array(Buffer.from(reply.base64, "base64"));
  if ("long" in reply) return utf8(reply.long.before + reply.long.repeat.repeat(reply.long.times) + reply.long.after);
  return null;
};
