// Text → scenario, or every defect at once with file, line and column. The published schema is `scenario.schema.json`;
// a test proves that this reader and the schema agree. Beyond the schema: each ${NAME} is captured at or before its step.
import type { TokenUsage } from "@femtoclaw/core";
import { fail, fault, isPointer, ok } from "@femtoclaw/protocol";
import type { Fault, FaultPosition, JsonObject, JsonValue, Result } from "@femtoclaw/protocol";
import { asInteger, asMap, asText, member, nameOf, onlyKeys, optional, required, wrong, type Check, type LocatedMap } from "./located-checks.ts";
import { readLocated, type Located, type LocatedEntry } from "./located-value.ts";
import { isPlaceholderName, textParts } from "./placeholder.ts";
import { scenarioLimits, type Alternative, type Capture, type Scenario, type ScenarioStep, type Utterance } from "./scenario.ts";

/** `known` are the names that the steps read so far have captured. */
interface ScenarioCheck extends Check {
  readonly known: Set<string>;
}

/** A text that is said or shown: its placeholders are checked here, while the place is known. */
const checkPlaceholders = (check: ScenarioCheck, text: string, at: FaultPosition): void => {
  const parts = textParts(text);
  if (parts === null) {
    wrong(check, at, "${NAME} in capitals, or $${ for the characters themselves", 'another use of "${"');
    return;
  }
  for (const part of parts) {
    if ("name" in part && !check.known.has(part.name)) wrong(check, at, "a name captured at this or an earlier step", part.name);
  }
};

const sayable = (check: ScenarioCheck, it: Located): JsonValue => {
  if (it.kind === "list") return it.items.map((item) => sayable(check, item));
  if (it.kind === "map") return Object.fromEntries(it.entries.map((entry) => [entry.key, sayable(check, entry.value)]));
  if (typeof it.value === "string") checkPlaceholders(check, it.value, it.at);
  return it.value;
};

const readUtterance = (check: ScenarioCheck, map: LocatedMap): Utterance | null => {
  const said = member(map, "say");
  const raw = member(map, "raw");
  if (said !== undefined && raw === undefined) {
    if (asMap(check, said, "an object to say as JSON") === null) return null;
    const say: JsonValue = sayable(check, said);
    return isObject(say) ? { say } : null;
  }
  if (raw !== undefined && said === undefined) {
    // Said exactly, so it may be empty too.
    if (raw.kind !== "scalar" || typeof raw.value !== "string") return wrong(check, raw.at, "a text to say exactly", nameOf(raw));
    checkPlaceholders(check, raw.value, raw.at);
    return { raw: raw.value };
  }
  return wrong(check, map.at, 'exactly one of "say" and "raw"', said === undefined ? "neither" : "both");
};

const isObject = (value: JsonValue): value is JsonObject => value !== null && typeof value === "object" && !Array.isArray(value);

const readComment = (check: ScenarioCheck, map: LocatedMap): string | null =>
  optional(map, "comment", (it) => {
    const text = asText(check, it, "a comment for people");
    if (text !== null) checkPlaceholders(check, text, it.at);
    return text;
  });

const readAlternative = (check: ScenarioCheck, it: Located): Alternative | null => {
  const map = asMap(check, it, 'an alternative with "say" or "raw"');
  if (map === null) return null;
  onlyKeys(check, map, ["say", "raw", "weight", "comment"]);
  const { maxWeight } = scenarioLimits;
  const weight = optional(map, "weight", (inner) => asInteger(check, inner, `a whole number from 1 to ${maxWeight}`, 1, maxWeight));
  const utterance = readUtterance(check, map);
  const comment = readComment(check, map);
  return utterance === null ? null : { ...utterance, weight: weight ?? 1, comment };
};

const readSelection = (check: ScenarioCheck, { key: name, keyAt, value }: LocatedEntry): Capture | null => {
  if (!isPlaceholderName(name)) wrong(check, keyAt, "a name of capitals, digits and _", JSON.stringify(name));
  // Known from here on even when the selection is wrong: its uses are not a second defect.
  check.known.add(name);
  const map = asMap(check, value, 'a selection with "from"');
  if (map === null) return null;
  onlyKeys(check, map, ["from", "after", "line", "word", "before"]);
  const from = required(check, map, "from", (it) =>
    it.kind === "scalar" && typeof it.value === "string" && isPointer(it.value)
      ? it.value
      : wrong(check, it.at, "a JSON pointer, such as /stdout", nameOf(it)));
  const marker = (key: string) => optional(map, key, (it) => asText(check, it, "a text to look for"));
  const position = (key: string) =>
    optional(map, key, (it) => {
      const what = "a whole number: from 1, or from -1 backwards";
      const max = scenarioLimits.maxFileBytes;
      const at = asInteger(check, it, what, -max, max);
      return at === 0 ? wrong(check, it.at, what, "0") : at;
    });
  const [after, line, word, before] = [marker("after"), position("line"), position("word"), marker("before")];
  return from === null ? null : { name, from, after, line, word, before };
};

const readCaptures = (check: ScenarioCheck, it: Located): readonly Capture[] | null => {
  const map = asMap(check, it, "a map from names to selections");
  if (map === null) return null;
  const { maxCaptures } = scenarioLimits;
  if (map.entries.length > maxCaptures) wrong(check, it.at, `at most ${maxCaptures} captures`, `${map.entries.length}`);
  return map.entries.map((entry) => readSelection(check, entry)).filter((capture) => capture !== null);
};

const readUsage = (check: ScenarioCheck, it: Located): TokenUsage | null => {
  const map = asMap(check, it, 'a map with "inputTokens" and "outputTokens"');
  if (map === null) return null;
  onlyKeys(check, map, ["inputTokens", "outputTokens"]);
  const count = (inner: Located) => asInteger(check, inner, "a number of tokens", 0, scenarioLimits.maxTokens);
  const inputTokens = required(check, map, "inputTokens", count);
  const outputTokens = required(check, map, "outputTokens", count);
  return inputTokens === null || outputTokens === null ? null : { inputTokens, outputTokens };
};

const readAlternatives = (check: ScenarioCheck, it: Located): readonly Alternative[] => {
  const { maxAlternatives } = scenarioLimits;
  if (it.kind !== "list" || it.items.length === 0 || it.items.length > maxAlternatives) {
    wrong(check, it.at, `a list of 1 to ${maxAlternatives} alternatives`, it.kind === "list" ? `${it.items.length}` : nameOf(it));
    return [];
  }
  return it.items.map((item) => readAlternative(check, item)).filter((alternative) => alternative !== null);
};

const readStep = (check: ScenarioCheck, it: Located): ScenarioStep | null => {
  const map = asMap(check, it, 'a step with "say", "raw" or "oneOf"');
  if (map === null) return null;
  onlyKeys(check, map, ["say", "raw", "oneOf", "comment", "capture", "usage"]);
  // Captures first: a step may use what it captures itself.
  const captures = optional(map, "capture", (inner) => readCaptures(check, inner)) ?? [];
  const usage = optional(map, "usage", (inner) => readUsage(check, inner));
  const comment = readComment(check, map);
  const choices = member(map, "oneOf");
  if (choices === undefined) {
    const utterance = readUtterance(check, map);
    return utterance === null ? null : { oneOf: [{ ...utterance, weight: 1, comment }], captures, usage };
  }
  for (const key of ["say", "raw"]) {
    const entry = map.entries.find((candidate) => candidate.key === key);
    if (entry !== undefined) wrong(check, entry.keyAt, 'exactly one of "say", "raw" and "oneOf"', `"${key}" beside "oneOf"`);
  }
  const oneOf = readAlternatives(check, choices).map((alternative) => ({ ...alternative, comment: alternative.comment ?? comment }));
  return { oneOf, captures, usage };
};

const readSteps = (check: ScenarioCheck, it: Located): readonly ScenarioStep[] | null => {
  const { maxSteps } = scenarioLimits;
  if (it.kind !== "list" || it.items.length === 0 || it.items.length > maxSteps) {
    return wrong(check, it.at, `a list of 1 to ${maxSteps} steps`, it.kind === "list" ? `${it.items.length}` : nameOf(it));
  }
  return it.items.map((item) => readStep(check, item)).filter((step) => step !== null);
};

const readAtEnd = (check: ScenarioCheck, it: Located): Scenario["atEnd"] | null => {
  const value = it.kind === "scalar" ? it.value : null;
  return value === "stop" || value === "repeat-last" ? value : wrong(check, it.at, '"stop" or "repeat-last"', nameOf(it));
};

const readRoot = (check: ScenarioCheck, it: Located): Scenario | null => {
  const map = asMap(check, it, "a map with version, name and steps");
  if (map === null) return null;
  onlyKeys(check, map, ["version", "name", "description", "seed", "then", "steps"]);
  const version = required(check, map, "version", (inner) => asInteger(check, inner, "version 1", 1, 1));
  const name = required(check, map, "name", (inner) => asText(check, inner, "a name"));
  const description = optional(map, "description", (inner) => asText(check, inner, "a description for people"));
  const { maxSeed } = scenarioLimits;
  const seed = optional(map, "seed", (inner) => asInteger(check, inner, `a whole number from 0 to ${maxSeed}`, 0, maxSeed));
  const atEnd = optional(map, "then", (inner) => readAtEnd(check, inner));
  const steps = required(check, map, "steps", (inner) => readSteps(check, inner));
  if (version === null || name === null || steps === null) return null;
  return { version: 1, name, description, seed: seed ?? 0, atEnd: atEnd ?? "stop", steps };
};

const inOrder = (a: Fault, b: Fault): number =>
  (a.at?.line ?? 0) - (b.at?.line ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0);

/** `file` is only named in the defects. */
export const readScenario = (text: string, file: string): Result<Scenario, readonly Fault[]> => {
  const { maxFileBytes } = scenarioLimits;
  if (text.length > maxFileBytes) {
    return fail([fault("FC_BRAIN_SCENARIO_INVALID", `at most ${maxFileBytes} bytes`, "more", { file, line: 1, column: 1 })]);
  }
  const { root, defects } = readLocated(text, file);
  const check: ScenarioCheck = { defects: [...defects], known: new Set() };
  const scenario = root === null ? null : readRoot(check, root);
  return scenario !== null && check.defects.length === 0 ? ok(scenario) : fail(check.defects.toSorted(inOrder));
};
