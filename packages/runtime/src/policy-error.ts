import { describeFault, FemtoClawError, fault, type Fault } from "@femtoclaw/protocol";

/** A policy that cannot be used, with every defect in it. */
export class PolicyError extends FemtoClawError {
  readonly defects: readonly Fault[];
  constructor(defects: readonly Fault[]) {
    super(fault("FC_CONFIG_INVALID_POLICY", "a policy without defects", `${defects.length} ${defects.length === 1 ? "defect" : "defects"}`));
    this.defects = defects;
    this.message = [this.message, ...defects.map(describeFault)].join("\n");
  }
}
