// Suggested rules as a part of a policy, for a person to read: each with the calls that it is for and what to look at.
import { isJsonObject, type SuggestedRule } from "@femtoclaw/gate";
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";
import { callText } from "./call-text.ts";
import { printable, printableJson } from "./printable.ts";
import { plural } from "./quantity.ts";
import type { RecordedDecision } from "./recorded-decision.ts";
import { dim, plain, type Line } from "./styled-line.ts";

/** A bare word that YAML would read as something else than a text is quoted. */
const keyText = (key: string): string => (/^[a-zA-Z]+$/.test(key) && !/^(null|true|false)$/i.test(key) ? key : printableJson(JSON.stringify(key)));

/** YAML on one line. */
export const flowText = (value: JsonValue): string => {
  if (Array.isArray(value)) return `[${value.map(flowText).join(", ")}]`;
  if (isJsonObject(value)) return `{${Object.entries(value).map(([key, part]) => `${keyText(key)}: ${flowText(part)}`).join(", ")}}`;
  return printableJson(JSON.stringify(value));
};

export interface ShownRule {
  readonly suggested: SuggestedRule;
  readonly value: JsonObject;
  /** That it is for, in the order of the record. */
  readonly decisions: readonly RecordedDecision[];
}

/** Whose results had been read before some of the calls were made: it may be they that asked. */
export const untrustedBefore = (decisions: readonly RecordedDecision[]): readonly string[] => [
  ...new Set(decisions.flatMap(({ situation }) => (situation.flow?.labels ?? []).flatMap(({ trust, source }) => (trust === "trusted" ? [] : [source])))),
];

const ruleLines = ({ suggested, value, decisions }: ShownRule): readonly Line[] => {
  const [first] = decisions;
  const example = first === undefined ? "" : `, ${decisions.length === 1 ? "" : "the first "}at record ${first.seq}: ${callText(first.situation.call.capability, first.situation.call.args)}`;
  const sources = untrustedBefore(decisions);
  return [
    [dim(printable(`      # ${plural(decisions.length, "denied call")}${example}`))],
    ...suggested.notes.map((note): Line => [dim(printable(`      # ${note}`))]),
    ...(sources.length === 0 ? [] : [[dim(printable(`      # asked for after untrusted results of ${sources.join(", ")} had been read`))]]),
    [plain(`      - ${flowText(value)}`)],
  ];
};

export const fragmentLines = (shown: readonly ShownRule[]): readonly Line[] => {
  if (shown.length === 0) return [];
  const names = [...new Set(shown.map(({ suggested }) => suggested.capability))];
  return [
    [dim("# what this run was denied, and nothing else: read each before you take it over")],
    [plain("capabilities:")],
    ...names.flatMap((name): readonly Line[] => [
      [plain(`  ${name}:`)],
      [plain("    allow:")],
      ...shown.filter(({ suggested }) => suggested.capability === name).flatMap(ruleLines),
    ]),
  ];
};
