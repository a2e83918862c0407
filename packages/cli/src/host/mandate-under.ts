// What a recorded run was for, as a mandate under some policy.
import { compileMandate, type CompiledPolicy, type Mandate } from "@femtoclaw/gate";
import type { PolicySurroundings } from "@femtoclaw/runtime";
import type { RecordedMandate } from "../recorded-decision.ts";

/** Compiled mandates that are kept: runs lie side by side in a journal. */
const mostKept = 64;

/** A text with defects allows nothing, as in a run (G3). */
export const mandatesUnder = (policy: CompiledPolicy, { registry, sha256 }: PolicySurroundings): ((recorded: RecordedMandate) => Mandate | null) => {
  const kept = new Map<string, Mandate>();
  return (recorded) => {
    if (recorded === null || recorded === "due") return recorded;
    const known = kept.get(recorded.text);
    if (known !== undefined) return known;
    const compiled = compileMandate(recorded.text, "mandate", registry, policy, sha256);
    const mandate = compiled.ok ? compiled.value : "due";
    if (kept.size >= mostKept) kept.clear();
    kept.set(recorded.text, mandate);
    return mandate;
  };
};
