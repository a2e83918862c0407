import type { Approver } from "@femtoclaw/core";

/** Nobody is asked here: the run is left waiting, and whoever answers goes on with it (FC-POL-0004.R4). */
export const suspendApprovals: Approver = {
  suspends: true,
  ask: () => Promise.resolve({ approved: false, who: "runtime", why: "nobody is here to be asked" }),
};
