// G9: what a claw brings back is scrubbed of every known secret before the core sees it, so no record, log or brain ever does.
import type { Claw, ClawResult } from "@femtoclaw/core";
import { isJsonObject } from "@femtoclaw/gate";
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";

export type Redact = (value: JsonValue) => JsonValue;

export const redactObject = (redact: Redact, value: JsonObject): JsonObject => {
  const redacted = redact(value);
  return isJsonObject(redacted) ? redacted : {};
};

export const scrubResult = (redact: Redact, result: ClawResult): ClawResult => ({
  outcome: result.outcome,
  output: redact(result.output),
  error: result.error === null ? null : { ...result.error, found: String(redact(result.error.found)) },
  measures: redactObject(redact, result.measures),
});

export const scrubClaw = (redact: Redact, claw: Claw): Claw => ({
  descriptor: claw.descriptor,
  validateArgs: claw.validateArgs,
  execute: async (grant, context) => {
    // What a claw asks about comes from the world too: a redirect can carry a secret in its URL.
    const requestGrant: typeof context.requestGrant = (args) => context.requestGrant(redactObject(redact, args));
    return scrubResult(redact, await claw.execute(grant, { ...context, requestGrant }));
  },
});
