import type { JsonObject } from "./json-value.ts";

/** What a brain may propose, and all that it may: an answer, or one call of one tool. */
export type Intent = MessageIntent | ToolCallIntent;
export interface MessageIntent {
  readonly kind: "message";
  readonly content: string;
}
export interface ToolCallIntent {
  readonly kind: "tool_call";
  readonly tool: string;
  readonly args: JsonObject;
}

/** The intent in the shape that `parseIntent` reads; the short exec form comes back in its long form. */
export const intentValue = (intent: Intent): JsonObject =>
  intent.kind === "message"
    ? { message: { content: intent.content } }
    : { tool_call: { tool: intent.tool, args: intent.args } };
