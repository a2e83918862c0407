import type { Brain } from "@femtoclaw/core";
import { breakTarget } from "../break-target.ts";

/** What a helpful adapter does: takes the fences off, finds the object in the prose, drops trailing commas and comments. */
const repaired = (text: string): string => {
  const begin = text.indexOf("{");
  const end = text.lastIndexOf("}");
  if (begin === -1 || end < begin) return text;
  return text.slice(begin, end + 1).replaceAll(/\/\*.*?\*\//g, "").replaceAll(/,\s*([}\]])/g, "$1");
};

const helpful = (brain: Brain): Brain => ({
  ...brain,
  think: async (request, signal) => {
    const reply = await brain.think(request, signal);
    return { ...reply, bytes: new TextEncoder().encode(repaired(new TextDecoder().decode(reply.bytes))) };
  },
});

export const target = breakTarget(
  "repairs-replies",
  import.meta.url,
  {
    fault: "repairs Markdown, prose, comments and trailing commas before the validator sees the reply",
    violates: ["FC-PROTO-0001.R1", "FC-PROTO-0001.R9", "FC-PROTO-0001.R12"],
  },
  { parts: (parts) => ({ ...parts, brain: helpful(parts.brain) }) },
);
