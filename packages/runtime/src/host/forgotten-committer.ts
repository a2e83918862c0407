// FC-SEC-0003: commitments where nobody brought a key: equal secrets can be told while this runtime lives, and nothing can be opened later.
import { createHmac, randomBytes } from "node:crypto";
import { createCommitter, type Committer } from "@femtoclaw/memory";

export const forgottenCommitter = (): Committer => {
  const key = randomBytes(32);
  return createCommitter((text) => createHmac("sha256", key).update(text, "utf8").digest("hex"));
};
