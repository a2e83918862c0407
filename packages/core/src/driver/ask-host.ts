import type { Fact, Lookup } from "@femtoclaw/gate";
import type { Clock, Resolver } from "../ports.ts";
import { readFacts } from "../read-news.ts";
import { detach } from "./detach.ts";

/** How long the host may take to answer what the gate asks; after that it does not know, and not knowing denies (G3). */
const resolveTimeoutMs = 10_000;

const answers = (fact: Fact, lookup: Lookup): boolean =>
  fact.kind === "path" ? lookup.kind === "path" && fact.path === lookup.path : lookup.kind === "host" && fact.host === lookup.host;

/** One fact for each question at most, and nothing that was not asked. */
const factsFor = (lookups: readonly Lookup[], answer: unknown): readonly Fact[] => {
  const facts = readFacts(detach(answer));
  return lookups.flatMap((lookup) => facts.find((fact) => answers(fact, lookup)) ?? []);
};

/** Asks once and reports exactly once. A resolver that fails, hangs or is cancelled knows nothing. Returns the cancellation. */
export const askHost = (
  resolver: Resolver,
  clock: Clock,
  lookups: readonly Lookup[],
  report: (facts: readonly Fact[]) => void,
): (() => void) => {
  let settled = false;
  const settle = (answer: unknown): void => {
    if (settled) return;
    settled = true;
    stopTimer();
    report(factsFor(lookups, answer));
  };
  const stopTimer = clock.after(resolveTimeoutMs, () => settle([]));
  const resolving = new Promise<unknown>((resolve) => resolve(resolver.resolve(lookups)));
  resolving.then(settle, () => settle([]));
  return () => settle([]);
};
