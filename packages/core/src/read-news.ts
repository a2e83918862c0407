// What the world answers, in the one form in which it is recorded. The driver takes answers in through these readers and a
// replay reads records through them, so what was decided on and what is decided on again cannot differ (G7). Each says null
// for anything that is not of its form; nothing is repaired.
import { isJsonObject, type Fact } from "@femtoclaw/gate";
import { isFaultCode, type Fault, type FaultPosition, type JsonValue } from "@femtoclaw/protocol";
import { outcomeWords } from "./context.ts";
import type { ApprovalAnswer, ClawResult, TokenUsage } from "./ports.ts";

const readPosition = (value: JsonValue | undefined): FaultPosition => {
  if (!isJsonObject(value)) return {};
  const { file, offset, line, column, pointer } = value;
  return {
    ...(typeof file === "string" ? { file } : {}),
    ...(typeof offset === "number" ? { offset } : {}),
    ...(typeof line === "number" ? { line } : {}),
    ...(typeof column === "number" ? { column } : {}),
    ...(typeof pointer === "string" ? { pointer } : {}),
  };
};

export const readFault = (value: JsonValue | undefined): Fault | null => {
  if (!isJsonObject(value)) return null;
  const { code, expected, found, at } = value;
  if (typeof code !== "string" || !isFaultCode(code) || typeof expected !== "string" || typeof found !== "string") return null;
  return at === undefined ? { code, expected, found } : { code, expected, found, at: readPosition(at) };
};

const isCount = (value: JsonValue | undefined): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 0;

/** A negative or broken count would lower what was spent: then the source has not said. */
export const readUsage = (value: JsonValue | undefined): TokenUsage | null => {
  if (!isJsonObject(value)) return null;
  const { inputTokens, outputTokens } = value;
  return isCount(inputTokens) && isCount(outputTokens) ? { inputTokens, outputTokens } : null;
};

const readFact = (value: JsonValue): Fact | null => {
  if (!isJsonObject(value)) return null;
  const { kind, path, real, host, addresses } = value;
  if (kind === "path" && typeof path === "string" && (real === null || typeof real === "string")) return { kind, path, real };
  if (kind !== "host" || typeof host !== "string" || !Array.isArray(addresses)) return null;
  const texts = addresses.filter((it): it is string => typeof it === "string");
  return texts.length === addresses.length ? { kind, host, addresses: texts } : null;
};

/** Facts of no known form are left out, and what is not known denies. */
export const readFacts = (value: JsonValue | undefined): readonly Fact[] =>
  Array.isArray(value) ? value.map(readFact).filter((it): it is Fact => it !== null) : [];

export const readApproval = (value: JsonValue | undefined): ApprovalAnswer | null => {
  if (!isJsonObject(value)) return null;
  const { approved, who, why } = value;
  if (typeof approved !== "boolean" || typeof who !== "string" || typeof why !== "string") return null;
  return { approved, who, why };
};

type ClawOutcome = ClawResult["outcome"];
const isClawOutcome = (word: JsonValue | undefined): word is ClawOutcome =>
  outcomeWords.some((it) => it === word) && word !== "refused" && word !== "rejected";

export const readClawResult = (value: JsonValue | undefined): ClawResult | null => {
  if (!isJsonObject(value)) return null;
  const { outcome, output, measures } = value;
  const error = value["error"] === null ? null : readFault(value["error"]);
  if (!isClawOutcome(outcome) || output === undefined || !isJsonObject(measures)) return null;
  if (error === null && value["error"] !== null) return null;
  return { outcome, output, error, measures };
};
