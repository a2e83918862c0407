import { breakTarget } from "../break-target.ts";

const endless = 1_000_000;

/** The policy without its budgets: the lines that state them are put out of reach. */
const unbounded = (text: string): string => text.replaceAll(/\b(steps|executions|wallMs|tokens|perRun|perMinute|count): [0-9]+/g, `$1: ${endless}`).replaceAll(/(perMinute|count): 1000000/g, "$1: 10000");

export const target = breakTarget(
  "ignores-budgets",
  import.meta.url,
  { fault: "goes on beyond every budget, limit and bound on rejections", violates: ["FC-EXEC-0001.R9", "FC-EXEC-0001.R10", "FC-POL-0001.R17"] },
  {
    parts: (parts) => ({
      ...parts,
      policy: { ...parts.policy, text: unbounded(parts.policy.text) },
      limits: { ...parts.limits, maxConsecutiveRejections: endless },
    }),
  },
);
