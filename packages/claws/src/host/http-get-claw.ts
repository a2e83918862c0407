import type { Claw, ClawContext, ClawResult } from "@femtoclaw/core";
import type { UrlGrant } from "@femtoclaw/gate";
import { fault, type Fault, type JsonObject } from "@femtoclaw/protocol";
import { defineClaw } from "../define-claw.ts";
import { httpGetArguments } from "../generated/validators.js";
import { httpGet } from "../http-get.ts";
import { endingFault, startDeadline, type Deadline } from "./deadline.ts";
import type { ConnectionOptions } from "./granted-connection.ts";
import { exchange, type HttpAnswer } from "./http-exchange.ts";
import { textOrBase64 } from "./text-or-base64.ts";

const MAX_REDIRECTS = 5;

/**
 * FC-CLAW-0004: one GET request, and one more for each redirect that the gate grants, all within the first grant's deadline and
 * cap. Output: `{ status, headers, body, encoding, truncated }`; a status of 400 or more is outcome `failed` with that output.
 */
export const httpGetClaw = (options: ConnectionOptions = {}): Claw =>
  defineClaw({
    descriptor: httpGet,
    validateArgs: httpGetArguments,
    execute: async (grant, context) => {
      const deadline = startDeadline(grant.limits.timeoutMs, context.signal);
      try {
        const end = await follow(grant, context, options, deadline);
        // Whatever failed after the end failed because of it.
        const ending = deadline.ending();
        if ("answer" in end) return answered(end, grant, deadline);
        return unanswered(ending === null ? end.error : endingFault(ending, grant.limits.timeoutMs), deadline);
      } finally {
        deadline.release();
      }
    },
  });

interface Answered {
  readonly answer: HttpAnswer;
  readonly redirects: number;
}

const follow = async (
  first: UrlGrant,
  context: ClawContext,
  options: ConnectionOptions,
  deadline: Deadline,
): Promise<Answered | { readonly error: Fault }> => {
  let grant = first;
  for (let redirects = 0; ; redirects += 1) {
    const maxBytes = Math.min(first.limits.maxOutputBytes, grant.limits.maxOutputBytes);
    const answer = await exchange(grant, maxBytes, options, deadline.signal);
    if (!answer.ok) return { error: answer.fault };
    if (answer.value.location === null) return { answer: answer.value, redirects };
    if (redirects === MAX_REDIRECTS) return { error: fault("FC_CLAW_HTTP_REDIRECT_LIMIT", `at most ${MAX_REDIRECTS} redirects`, "more") };
    const target = targetOf(answer.value.location, grant.url);
    if (target === null) return { error: fault("FC_CLAW_HTTP_REDIRECT_INVALID", "an http or https URL", "another location") };
    // FC-CLAW-0001.R12: where the server sends us is a new effect, decided and recorded before anything goes there.
    const next = await Promise.race([context.requestGrant({ url: target }), deadline.ended]);
    if (next === null) return { error: fault("FC_CLAW_HTTP_REDIRECT_DENIED", "a grant for the target", "a denial") };
    if (typeof next === "string") return { error: endingFault(next, first.limits.timeoutMs) };
    if (next.kind !== "url" || next.capability !== first.capability) {
      return { error: fault("FC_CLAW_GRANT_MISMATCH", `a grant of ${first.capability}`, "a grant of another capability or kind") };
    }
    grant = next;
  }
};

/** Absolute and without the fragment, which is never sent. */
const targetOf = (location: string, base: string): string | null => {
  if (!URL.canParse(location, base)) return null;
  const target = new URL(location, base);
  if (target.protocol !== "http:" && target.protocol !== "https:") return null;
  target.hash = "";
  return target.href;
};

const answered = ({ answer, redirects }: Answered, grant: UrlGrant, deadline: Deadline): ClawResult => {
  const { status, headers, truncated, address } = answer;
  const { content, encoding } = textOrBase64(answer.body, truncated);
  const output = { status, headers, body: content, encoding, truncated };
  const measures: JsonObject = { durationMs: deadline.elapsedMs(), status, bytes: answer.body.length, redirects, address };
  if (truncated) {
    const error = fault("FC_CLAW_OUTPUT_LIMIT", `at most ${grant.limits.maxOutputBytes} bytes of body`, "more");
    return { outcome: "output_limit", output, error, measures };
  }
  if (status >= 400) {
    return { outcome: "failed", output, error: fault("FC_CLAW_HTTP_STATUS", "a status below 400", `status ${status}`), measures };
  }
  return { outcome: "ok", output, error: null, measures };
};

const unanswered = (error: Fault, deadline: Deadline): ClawResult => ({
  outcome: outcomeOf(error),
  output: null,
  error,
  measures: { durationMs: deadline.elapsedMs() },
});

const outcomeOf = (error: Fault): ClawResult["outcome"] => {
  switch (error.code) {
    case "FC_CLAW_TIMED_OUT":
      return "timed_out";
    case "FC_CLAW_CANCELLED":
      return "cancelled";
    case "FC_CLAW_HTTP_UNREACHABLE":
      return "unavailable";
    case "FC_CLAW_ADDRESS_NOT_GRANTED":
    case "FC_CLAW_GRANT_MISMATCH":
    case "FC_CLAW_HTTP_REDIRECT_DENIED":
      return "denied";
    default:
      return "failed";
  }
};
