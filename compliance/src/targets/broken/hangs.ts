import type { Brain } from "@femtoclaw/core";
import { breakTarget } from "../break-target.ts";

const stuck: Brain["think"] = () => new Promise(() => {});

export const target = breakTarget(
  "hangs",
  import.meta.url,
  { fault: "never comes back from its brain", violates: ["FC-SEC-0001.R11", "FC-EXEC-0001.R15"] },
  { parts: (parts) => ({ ...parts, brain: { ...parts.brain, think: stuck }, limits: { ...parts.limits, inferenceTimeoutMs: 600_000 } }) },
);
