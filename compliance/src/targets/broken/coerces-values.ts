import type { Brain } from "@femtoclaw/core";
import type { JsonValue } from "@femtoclaw/protocol";
import { breakTarget } from "../break-target.ts";

const coerced = (value: JsonValue): JsonValue => {
  if (typeof value === "string") return value.trim().normalize("NFC");
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(coerced);
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, key === "tool" && typeof it === "string" ? it.trim().toLowerCase() : coerced(it)]));
};

const tolerant = (brain: Brain): Brain => ({
  ...brain,
  think: async (request, signal) => {
    const reply = await brain.think(request, signal);
    try {
      const value: JsonValue = JSON.parse(new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(reply.bytes));
      return { ...reply, bytes: new TextEncoder().encode(JSON.stringify(coerced(value))) };
    } catch {
      return reply;
    }
  },
});

export const target = breakTarget(
  "coerces-values",
  import.meta.url,
  {
    fault: "trims and normalises texts, and lower-cases names of tools",
    violates: ["FC-PROTO-0001.R13", "FC-PROTO-0001.R3", "FC-PROTO-0003.R4", "FC-PROTO-0004.R2", "FC-CLAW-0001.R3", "FC-CLAW-0001.R8"],
  },
  { parts: (parts) => ({ ...parts, brain: tolerant(parts.brain) }) },
);
