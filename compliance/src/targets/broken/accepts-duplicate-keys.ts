import type { Brain } from "@femtoclaw/core";
import { breakTarget } from "../break-target.ts";

/** Reads with JSON.parse, where the last of two equal keys wins, and hands on what that made of it. */
const lenient = (brain: Brain): Brain => ({
  ...brain,
  think: async (request, signal) => {
    const reply = await brain.think(request, signal);
    try {
      return { ...reply, bytes: new TextEncoder().encode(JSON.stringify(JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(reply.bytes)))) };
    } catch {
      return reply;
    }
  },
});

export const target = breakTarget(
  "accepts-duplicate-keys",
  import.meta.url,
  { fault: "lets the last of two equal keys win", violates: ["FC-PROTO-0001.R7"] },
  { parts: (parts) => ({ ...parts, brain: lenient(parts.brain) }) },
);
