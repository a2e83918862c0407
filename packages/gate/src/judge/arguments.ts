// FC-CLAW-0001.R7: whether the arguments are what the capability's schema says. The validator is foreign code.
import type { JsonObject } from "@femtoclaw/protocol";
import type { ArgumentDefect, Capability } from "../capability.ts";
import { freezeDeep } from "../freeze-deep.ts";

/**
 * A validator that fails has not said that the arguments are valid. They are frozen before it sees them: what it judged is what
 * is decided on, and what runs (FC-CLAW-0001.R8).
 */
export const judgeArguments = (capability: Capability, args: JsonObject): readonly ArgumentDefect[] => {
  freezeDeep(args);
  try {
    return capability.validateArgs(args).map(({ pointer, expected, found }) => ({ pointer, expected, found }));
  } catch {
    return [{ pointer: "", expected: "arguments that the schema can judge", found: "a failure of the validator" }];
  }
};
