// G9: what a claw brings back is scrubbed of every known secret and every marked part before the core sees it, so no record, log or
// brain ever does. What was taken out of its arguments it gets again here, and nowhere else.
import type { Claw, ClawResult } from "@femtoclaw/core";
import { isJsonObject, type Grant } from "@femtoclaw/gate";
import { fault, FemtoClawError, type Fault, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import { noMarks, replaceMarked, type Marks } from "./marked-parts.ts";
import type { SecretStore } from "./secret-store.ts";

export type Redact = (value: JsonValue) => JsonValue;

export const redactObject = (redact: Redact, value: JsonObject): JsonObject => {
  const redacted = redact(value);
  return isJsonObject(redacted) ? redacted : {};
};

export const scrubFault = (redact: Redact, { code, expected, found, at }: Fault): Fault => ({
  code,
  expected: String(redact(expected)),
  found: String(redact(found)),
  ...(at === undefined ? {} : { at: { ...at, ...(at.file === undefined ? {} : { file: String(redact(at.file)) }), ...(at.pointer === undefined ? {} : { pointer: String(redact(at.pointer)) }) } }),
});

/** What a part threw instead of an answer is recorded as its fault. */
export const scrubThrown = (redact: Redact, thrown: unknown): unknown =>
  thrown instanceof FemtoClawError ? new FemtoClawError(scrubFault(redact, thrown.fault)) : thrown;

export const scrubResult = (secrets: SecretStore, marks: Marks, result: ClawResult): ClawResult => {
  // Marked parts first: from then on they are known, in the rest of this very result too.
  const output = replaceMarked(result.output, marks.output, secrets.commit);
  return {
    outcome: result.outcome,
    output: secrets.redactResult(output),
    error: result.error === null ? null : scrubFault(secrets.redactResult, result.error),
    measures: redactObject(secrets.redactResult, result.measures),
  };
};

/** The grant with what was committed to; null where some of it is not known any more. */
const opened = (secrets: SecretStore, marks: Marks, grant: Grant): Grant | null => {
  if (marks.args.length === 0) return grant;
  let isWhole = true;
  const args = replaceMarked(grant.args, marks.args, (part) => {
    const value = typeof part === "string" ? secrets.kept(part) : undefined;
    isWhole &&= value !== undefined;
    return value ?? null;
  });
  return isWhole && isJsonObject(args) ? Object.freeze({ ...grant, args }) : null;
};

const gone: ClawResult = {
  outcome: "unavailable",
  output: null,
  error: fault("FC_SECRET_GONE", "the value of each secret argument", "a commitment to one that this process was not given"),
  measures: { started: false },
};

export const scrubClaw = (secrets: SecretStore, claw: Claw, marks: Marks = noMarks): Claw => ({
  descriptor: claw.descriptor,
  validateArgs: claw.validateArgs,
  execute: async (grant, context) => {
    // What a claw asks about comes from the world too: a redirect can carry a secret in its URL.
    const requestGrant: typeof context.requestGrant = async (args) => {
      const further = await context.requestGrant(redactObject(secrets.redact, redactObject((it) => replaceMarked(it, marks.args, secrets.keep), args)));
      return further === null ? null : opened(secrets, marks, further);
    };
    const whole = opened(secrets, marks, grant);
    if (whole === null) return gone;
    try {
      return scrubResult(secrets, marks, await claw.execute(whole, { ...context, requestGrant }));
    } catch (thrown) {
      throw scrubThrown(secrets.redact, thrown);
    }
  },
});
