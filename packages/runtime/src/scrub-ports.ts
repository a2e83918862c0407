// G9: the other ways by which the world could bring a known secret in, each scrubbed before the core sees it.
import type { Approver, Brain, Resolver } from "@femtoclaw/core";
import type { Fact } from "@femtoclaw/gate";
import { decodeUtf8, encodeUtf8, type JsonValue } from "@femtoclaw/protocol";
import type { Redact } from "./scrub-claw.ts";

export const scrubText = (redact: Redact, text: string): string => String(redact(text));

/** A reply that is not text holds no secret that anyone could read out of it; it is rejected by the protocol anyway. */
const scrubBytes = (redact: Redact, bytes: Uint8Array): Uint8Array => {
  const text = decodeUtf8(bytes);
  if (!text.ok) return bytes;
  const scrubbed = scrubText(redact, text.value);
  return scrubbed === text.value ? bytes : encodeUtf8(scrubbed);
};

export const scrubBrain = (redact: Redact, brain: Brain): Brain => ({
  description: brain.description,
  think: async (request, signal) => {
    const { bytes, usage } = await brain.think(request, signal);
    return { bytes: scrubBytes(redact, bytes), usage };
  },
});

const holdsSecret = (redact: Redact, value: JsonValue): boolean => JSON.stringify(redact(value)) !== JSON.stringify(value);

/** A path or a host with a secret in it is nowhere: an answer that was changed must not be decided on. */
const scrubFact = (redact: Redact, fact: Fact): Fact => {
  if (fact.kind === "path") return holdsSecret(redact, fact.real) ? { ...fact, real: null } : fact;
  return holdsSecret(redact, fact.addresses) ? { ...fact, addresses: [] } : fact;
};

export const scrubResolver = (redact: Redact, resolver: Resolver): Resolver => ({
  resolve: async (lookups) => (await resolver.resolve(lookups)).map((fact) => scrubFact(redact, fact)),
});

export const scrubApprover = (redact: Redact, approver: Approver): Approver => ({
  suspends: approver.suspends === true,
  ask: async (question, signal) => {
    const { approved, who, why } = await approver.ask(question, signal);
    return { approved, who: scrubText(redact, who), why: scrubText(redact, why) };
  },
});
