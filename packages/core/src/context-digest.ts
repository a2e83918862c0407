// FC-MEM-0001.R22: what stands in a record for all that a brain was shown when it said what the record holds.
import { canonicalise, type Digest, type Sha256 } from "@femtoclaw/protocol";
import type { ContextEntry, ContextItem } from "./context.ts";

/** SHA-256 over the entries' digests, one a line, so that a step costs no more than it adds. */
const digestOfItems = (digests: readonly string[], sha256: Sha256): Digest => `sha256:${sha256(digests.join("\n"))}`;

export const digestOfContextItems = (items: readonly ContextItem[], sha256: Sha256): Digest => digestOfItems(items.map(({ digest }) => digest), sha256);

/** The same from the entries themselves, for whoever was shown them or reads them in a journal. */
export const digestOfContext = (entries: readonly ContextEntry[], sha256: Sha256): Digest => digestOfItems(entries.map((entry) => sha256(canonicalise({ ...entry }))), sha256);
