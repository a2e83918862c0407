import type { Approver } from "@femtoclaw/core";

/** Where nobody can be asked, the answer is no (G3). */
export const refuseApprovals: Approver = {
  ask: () => Promise.resolve({ approved: false, who: "runtime", why: "nobody is here to be asked" }),
};
