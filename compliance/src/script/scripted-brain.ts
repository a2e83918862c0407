// The brain of a vector: says its replies in order, then ends the input, so that a target which goes on too long still ends.
import type { JsonObject } from "@femtoclaw/protocol";
import type { SuiteBrain, Thought } from "../target.ts";
import type { ScriptedReply } from "../vector.schema.ts";
import { never, pause } from "./pause.ts";
import { replyBytes } from "./reply-bytes.ts";

export const finalReply: ScriptedReply = { message: "the script has ended" };

export const scriptedBrain = (replies: readonly ScriptedReply[], onThought: (thought: Thought) => Promise<void>): SuiteBrain => {
  let said = 0;
  return {
    think: async (thought) => {
      const reply = replies[said] ?? finalReply;
      said += 1;
      // A copy: what the target changes afterwards is not what it showed.
      const context = structuredClone(thought.context) as readonly JsonObject[];
      await onThought({ ...thought, context });
      await pause(reply.afterMs);
      if ("hang" in reply) return never();
      if ("fail" in reply) throw new Error(reply.fail);
      return { bytes: replyBytes(reply) ?? new Uint8Array(), usage: reply.usage ?? null };
    },
  };
};
