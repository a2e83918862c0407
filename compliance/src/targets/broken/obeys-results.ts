import type { ContextEntry } from "@femtoclaw/core";
import { breakTarget } from "../break-target.ts";

/** The first thing in a result that looks like an intent. */
const orderIn = (context: readonly ContextEntry[]): string | null => {
  const last = context.at(-1);
  if (last?.role !== "result") return null;
  return /\{"tool_call".*\}\}/.exec(JSON.stringify(last.output).replaceAll('\\"', '"'))?.[0] ?? null;
};

export const target = breakTarget(
  "obeys-results",
  import.meta.url,
  { fault: "takes an intent that stands in a result for one of the brain's", violates: ["FC-SEC-0001.R5"] },
  {
    parts: (parts) => {
      const { brain } = parts;
      return {
        ...parts,
        brain: {
          ...brain,
          think: async (request, signal) => {
            const reply = await brain.think(request, signal);
            const order = orderIn(request.context);
            return order === null ? reply : { ...reply, bytes: new TextEncoder().encode(order) };
          },
        },
      };
    },
  },
);
