import { entry } from "./entry.ts";

/** What is known to be secret, and the commitments that stand for it (FC-SEC-0003). */
export const secretFaults = {
  FC_SECRET_KEY: entry("configuration", "FC-SEC-0003.R4", "the file holds no key for commitments", "Move it away: the next start makes a new key; what was committed to under the old one can then not be opened."),
  FC_SECRET_GONE: entry("claw", "FC-SEC-0003.R11", "the value of a secret argument is not known any more", "Let the call be made anew: values of secret arguments live in the process that took them in, and nowhere else."),
  FC_SECRET_LIMIT: entry("configuration", "FC-SEC-0003.R9", "the known secrets are too many, or too long", "Name fewer or shorter ones; a secret that is looked for everywhere is a key or a password, and no document."),
  FC_SECRET_COMMITMENT: entry("internal", "FC-SEC-0003.R6", "a secret could not be committed to", "Nothing of it was recorded. Look at what was found; an effect that was under way is in doubt.", true),
  FC_SECRET_FOUND: entry("integrity", "FC-SEC-0003.R5", "a known secret was about to be recorded", "Nothing of it was recorded. Keep the secret out of where it was found: a name, a path, a description of a part.", true),
} as const;
