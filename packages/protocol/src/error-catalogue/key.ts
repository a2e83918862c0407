import { entry } from "./entry.ts";

/** Keys that sign checkpoints (FC-CRYPTO-0001). */
export const keyFaults = {
  FC_KEY_NAME: entry("usage", "FC-CRYPTO-0001.R7", "a key cannot have this name", "Choose a name such as host.example.com/journal; it stands in every signature."),
  FC_KEY_FILE: entry("configuration", "FC-CRYPTO-0001.R7", "the key's file cannot be used", "Look up the error number that was found; a key is a regular file, never a link, and is never overwritten."),
  FC_KEY_EXPOSED: entry("configuration", "FC-CRYPTO-0001.R7", "others may know the key", "Revoke this key, make another, and keep it where only its owner can read: chmod 600."),
  FC_KEY_MALFORMED: entry("configuration", "FC-CRYPTO-0001.R7", "the file holds no signing key", "Make one with `femtoclaw audit key`."),
} as const;
