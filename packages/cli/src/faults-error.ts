import { FemtoClawError, type Fault } from "@femtoclaw/protocol";

/** Several faults at once: every defect of one file, so that they can be corrected in one go. `main` gives the exit code. */
export class FaultsError extends FemtoClawError {
  readonly faults: readonly Fault[];
  constructor(main: Fault, faults: readonly Fault[]) {
    super(main);
    this.faults = faults.length === 0 ? [main] : faults;
  }
}
