// FC-POL-0002: an included file counts only as the text that was reviewed. So the policy's own digest, in which the pins stand, covers
// every word of what it includes: whoever changes the file without changing the policy changes nothing but whether it loads.
import type { Sha256 } from "@femtoclaw/protocol";
import { complain, type Workshop } from "./workshop.ts";

export const checkPins = (shop: Workshop, sha256: Sha256): void => {
  for (const [index, { file, digest, text }] of shop.policy.included.entries()) {
    if (text === null) continue;
    const found = `sha256:${sha256(text)}`;
    const place = `/include/${index}`;
    if (digest === null) complain(shop, "FC_POLICY_INCLUDE", place, `a pin on what was reviewed; of ${file} as it is now, digest: "${found}"`, "none");
    else if (digest !== found) complain(shop, "FC_POLICY_INCLUDE", `${place}/digest`, `${file} with digest ${digest}`, found);
  }
};
