// What the host is taken to have answered where it is not asked: a path leads to itself, a name to a public address. Whatever rests on
// it is told as an assumption.
import type { Fact, Lookup } from "@femtoclaw/gate";

/** Some public address. Nothing is sent there. */
const somewherePublic = "1.1.1.1";

export const assumedFact = (it: Lookup): Fact => (it.kind === "path" ? { kind: "path", path: it.path, real: it.path } : { kind: "host", host: it.host, addresses: [somewherePublic] });

export const isAnswered = (lookup: Lookup, facts: readonly Fact[]): boolean =>
  facts.some((it) => (lookup.kind === "path" ? it.kind === "path" && it.path === lookup.path : it.kind === "host" && it.host === lookup.host));
