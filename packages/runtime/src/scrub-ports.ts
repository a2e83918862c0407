// G9: the other ways by which the world could bring a known secret in, each scrubbed before the core sees it.
import type { Approver, Brain, Resolver, Run } from "@femtoclaw/core";
import { isJsonObject, type Fact } from "@femtoclaw/gate";
import { canonicalise, decodeUtf8, encodeUtf8, intentValue, parseIntent, type JsonValue, type ProtocolLimits } from "@femtoclaw/protocol";
import { replaceMarked, type Marks } from "./marked-parts.ts";
import { redactObject, scrubThrown, type Redact } from "./scrub-claw.ts";
import type { SecretStore } from "./secret-store.ts";

export const scrubText = (redact: Redact, text: string): string => String(redact(text));

/** A reply that is not text holds no secret that anyone could read out of it; it is rejected by the protocol anyway. */
const scrubBytes = (redact: Redact, bytes: Uint8Array): Uint8Array => {
  const text = decodeUtf8(bytes);
  if (!text.ok) return bytes;
  const scrubbed = scrubText(redact, text.value);
  return scrubbed === text.value ? bytes : encodeUtf8(scrubbed);
};

/** The call that the brain proposes, its marked arguments committed to. What is no call has none. */
const commitArguments = (secrets: SecretStore, marks: ReadonlyMap<string, Marks>, limits: ProtocolLimits, bytes: Uint8Array): Uint8Array => {
  if (marks.size === 0) return bytes;
  const parsed = parseIntent(bytes, limits);
  if (!parsed.ok || parsed.value.kind !== "tool_call") return bytes;
  const pointers = marks.get(parsed.value.tool)?.args ?? [];
  const args = replaceMarked(parsed.value.args, pointers, secrets.keep);
  return pointers.length > 0 && isJsonObject(args) ? encodeUtf8(canonicalise(intentValue({ ...parsed.value, args }))) : bytes;
};

export const scrubBrain = (secrets: SecretStore, brain: Brain, marks: ReadonlyMap<string, Marks>, limits: ProtocolLimits): Brain => ({
  description: redactObject(secrets.redact, brain.description),
  think: async (request, signal) => {
    try {
      const { bytes, usage } = await brain.think(request, signal);
      // What only looks like bytes is for the driver to refuse.
      if (!(bytes instanceof Uint8Array)) return { bytes, usage };
      return { bytes: scrubBytes(secrets.redact, commitArguments(secrets, marks, limits, bytes)), usage };
    } catch (thrown) {
      throw scrubThrown(secrets.redact, thrown);
    }
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

/** What a caller says to a run. It rejects, and does not throw, where nothing can be kept secret any more. */
export const scrubRun = (redact: Redact, run: Run): Run => ({
  ...run,
  submit: async (content, options) => run.submit(scrubText(redact, content), options),
  summarise: async (who, text, replaces) => run.summarise(scrubText(redact, who), scrubText(redact, text), replaces),
  stop: (who, why) => run.stop(scrubText(redact, who), scrubText(redact, why)),
});
