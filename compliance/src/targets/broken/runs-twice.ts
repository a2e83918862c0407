import { breakTarget } from "../break-target.ts";

export const target = breakTarget(
  "runs-twice",
  import.meta.url,
  { fault: "starts each effect twice, as a careless retry does", violates: ["FC-CLAW-0001.R11", "FC-EXEC-0001.R3"] },
  {
    parts: (parts) => ({
      ...parts,
      claws: parts.claws.map((claw) => ({
        ...claw,
        execute: async (grant, context) => {
          await claw.execute(grant, context).catch(() => {});
          return claw.execute(grant, context);
        },
      })),
    }),
  },
);
