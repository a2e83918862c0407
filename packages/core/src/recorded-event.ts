// FC-CORE-0004: which event a record stands for. The inverse of what the transitions write; replay() feeds on it.
import { isJsonObject } from "@femtoclaw/gate";
import { canonicalise, decodeBase64, encodeUtf8, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import type { MandateGiven, RecordedEvent } from "./event.ts";
import { readApproval, readClawResult, readFacts, readFault, readUsage } from "./read-news.ts";
import type { JournalRecord } from "./record.ts";

/** Half of a surrogate pair is in no UTF-8, so no brain said it and no caller gave it. */
const isWhole = (text: string): boolean => {
  try {
    canonicalise(text);
    return true;
  } catch {
    return false;
  }
};

const text = (value: JsonValue | undefined): string | null => (typeof value === "string" && isWhole(value) ? value : null);

/** What is no mandate of either kind is one that allows nothing: a text that cannot be read. */
const mandateOf = (value: JsonValue | undefined): { readonly mandate?: MandateGiven } => {
  if (value === undefined) return {};
  if (isJsonObject(value) && value["who"] === "brain") return { mandate: { who: "brain" } };
  return { mandate: { who: "operator", text: (isJsonObject(value) ? text(value["text"]) : null) ?? "" } };
};

const instructionOf = (value: JsonValue | undefined): { readonly instruction?: string } => {
  const instruction = text(value);
  return instruction === null ? {} : { instruction };
};

/** What is no place is no summary's, and the machine says so. */
const placesOf = (value: JsonValue | undefined): readonly number[] => (Array.isArray(value) ? value.filter((it): it is number => typeof it === "number") : []);

/** The exact bytes of a recorded reply; null when the record is not well formed. */
export const recordedReply = (body: JsonObject): Uint8Array | null => {
  const raw = body["raw"];
  if (!isJsonObject(raw)) return null;
  const said = text(raw["text"]);
  if (said === null) return null;
  return raw["encoding"] === "base64" ? decodeBase64(said) : encodeUtf8(said);
};

/**
 * Null for records that follow from others (a decision, a rejection, an answer) and for malformed ones: the replay then
 * reports them, since the machine did not produce them.
 */
export const eventOf = (record: JournalRecord): RecordedEvent | null => {
  const { body, time: at } = record;
  switch (record.kind) {
    case "run.started":
      return isJsonObject(body["brain"]) ? { type: "RunOpened", at, brain: body["brain"], ...mandateOf(body["mandate"]), ...instructionOf(body["instruction"]) } : null;
    case "run.resumed":
      return { type: "RunResumed", at };
    case "input.received": {
      const content = text(body["content"]);
      return content === null ? null : { type: "InputSubmitted", at, content, ...(body["pinned"] === true ? { pinned: true } : {}) };
    }
    case "context.summarised": {
      const [who, said] = [text(body["who"]), text(body["text"])];
      return who === null || said === null ? null : { type: "ContextSummarised", at, who, text: said, replaces: placesOf(body["replaces"]) };
    }
    case "brain.replied": {
      const bytes = recordedReply(body);
      return bytes === null ? null : { type: "BrainReplied", at, bytes, usage: readUsage(body["usage"]) };
    }
    case "brain.failed": {
      const it = readFault(body["fault"]);
      return it === null ? null : { type: "BrainFailed", at, fault: it };
    }
    case "facts.resolved":
      return { type: "FactsResolved", at, facts: readFacts(body["facts"]) };
    case "grant.requested":
      return isJsonObject(body["args"]) ? { type: "GrantRequested", at, args: body["args"] } : null;
    case "approval.answered": {
      const answer = readApproval(body);
      return answer === null ? null : { type: "ApprovalAnswered", at, answer };
    }
    case "outcome": {
      const result = readClawResult(body);
      return result === null ? null : { type: "ClawFinished", at, result };
    }
    case "execution.in-doubt": {
      const why = text(body["why"]);
      return why === null ? null : { type: "ClawLost", at, why };
    }
    case "deadline.passed":
      return { type: "DeadlinePassed", at };
    case "stop.requested": {
      const [who, why] = [text(body["who"]), text(body["why"])];
      return who === null || why === null ? null : { type: "StopRequested", at, who, why };
    }
    case "run.closed":
      return { type: "CloseRequested", at };
    default:
      return null;
  }
};
