// The shape of a table of calls and the answers that a policy has to give to them, as zod describes it. Only the build reads this file.
import { z } from "zod";

const word = z.string().min(1).max(256);

export const policyTableSchema = z
  .strictObject({
    version: z.literal(1),
    policy: z.string().min(1).max(4_096).optional().describe("a policy file, seen from this file's directory"),
    cases: z
      .array(
        z.strictObject({
          name: word,
          call: z.record(z.string(), z.json()).describe("what a brain would say: a tool_call, or bin with argv"),
          expect: z.enum(["AUTHORIZED", "APPROVAL_REQUIRED", "DENIED_CAPABILITY_NOT_FOUND", "DENIED_CAPABILITY_DISABLED", "DENIED_ARGUMENT_INVALID", "DENIED_POLICY_VIOLATION"]),
          rule: word.optional().describe("id of the rule that has to give the answer"),
          untrusted: z.boolean().optional().describe("as if something untrusted had been read before"),
        }),
      )
      .min(1)
      .max(10_000),
  })
  .meta({ title: "FemtoClaw policy table", description: "FC-POL-0002. Calls, and the answer that a policy has to give to each." });
