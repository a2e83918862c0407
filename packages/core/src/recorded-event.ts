// FC-CORE-0004: which event a record stands for. The inverse of what the transitions write; replay() feeds on it.
import type { Fact } from "@femtoclaw/gate";
import { decodeBase64, encodeUtf8, isFaultCode, type Fault, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import { outcomeWords } from "./context.ts";
import type { RecordedEvent } from "./event.ts";
import type { ClawResult, TokenUsage } from "./ports.ts";
import type { JournalRecord } from "./record.ts";

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const text = (value: JsonValue | undefined): string => (typeof value === "string" ? value : "");

const readFault = (value: JsonValue | undefined): Fault | null => {
  if (!isObject(value)) return null;
  const code = text(value["code"]);
  if (!isFaultCode(code)) return null;
  const it = { code, expected: text(value["expected"]), found: text(value["found"]) };
  return isObject(value["at"]) ? { ...it, at: { ...value["at"] } } : it;
};

/** The exact bytes of a recorded reply; null when the record is not well formed. */
export const recordedReply = (body: JsonObject): Uint8Array | null => {
  const raw = body["raw"];
  if (!isObject(raw)) return null;
  return raw["encoding"] === "base64" ? decodeBase64(text(raw["text"])) : encodeUtf8(text(raw["text"]));
};

const readUsage = (value: JsonValue | undefined): TokenUsage | null => {
  if (!isObject(value)) return null;
  const { inputTokens, outputTokens } = value;
  return typeof inputTokens === "number" && typeof outputTokens === "number" ? { inputTokens, outputTokens } : null;
};

const readFacts = (value: JsonValue | undefined): readonly Fact[] => {
  const facts: Fact[] = [];
  for (const it of Array.isArray(value) ? value : []) {
    if (!isObject(it)) continue;
    if (it["kind"] === "path") {
      facts.push({ kind: "path", path: text(it["path"]), real: typeof it["real"] === "string" ? it["real"] : null });
    } else if (it["kind"] === "host") {
      const addresses = Array.isArray(it["addresses"]) ? it["addresses"].map(text) : [];
      facts.push({ kind: "host", host: text(it["host"]), addresses });
    }
  }
  return facts;
};

const clawOutcomes = outcomeWords.filter((word) => word !== "refused" && word !== "rejected");

const readResult = (body: JsonObject): ClawResult | null => {
  const outcome = clawOutcomes.find((word) => word === body["outcome"]);
  if (outcome === undefined) return null;
  return {
    outcome,
    output: body["output"] ?? null,
    error: readFault(body["error"]),
    measures: isObject(body["measures"]) ? body["measures"] : {},
  };
};

/**
 * Null for records that follow from others (a decision, a rejection, an answer) and for malformed ones: the replay then
 * reports them, since the machine did not produce them.
 */
export const eventOf = (record: JournalRecord): RecordedEvent | null => {
  const { body, time: at } = record;
  switch (record.kind) {
    case "run.started":
      return isObject(body["brain"]) ? { type: "RunOpened", at, brain: body["brain"] } : null;
    case "input.received":
      return { type: "InputSubmitted", at, content: text(body["content"]) };
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
      return isObject(body["args"]) ? { type: "GrantRequested", at, args: body["args"] } : null;
    case "approval.answered":
      return {
        type: "ApprovalAnswered",
        at,
        answer: { approved: body["approved"] === true, who: text(body["who"]), why: text(body["why"]) },
      };
    case "outcome": {
      const result = readResult(body);
      return result === null ? null : { type: "ClawFinished", at, result };
    }
    case "execution.in-doubt":
      return { type: "ClawLost", at, why: text(body["why"]) };
    case "deadline.passed":
      return { type: "DeadlinePassed", at };
    case "stop.requested":
      return { type: "StopRequested", at, who: text(body["who"]), why: text(body["why"]) };
    case "run.closed":
      return { type: "CloseRequested", at };
    default:
      return null;
  }
};
