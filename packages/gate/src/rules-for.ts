import type { Subject } from "./judge/subject.ts";
import type { CompiledCapability, ProgramRules } from "./policy/compiled-policy.ts";

const none: ProgramRules = Object.freeze({ allow: Object.freeze([]), deny: Object.freeze([]) });

/** The rules that can concern a call. Those that speak of another program than it names can neither allow nor deny it. */
export const rulesFor = (block: CompiledCapability, subject: Subject): ProgramRules => {
  if (block.programs === null || subject.kind !== "exec") return block;
  return (subject.bin === null ? undefined : block.programs.get(subject.bin)) ?? none;
};
