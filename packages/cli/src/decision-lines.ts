// A decision as the reader of a timeline needs it: the verdict, the rule with file and line, and the reason for a denial.
import type { JsonObject } from "@femtoclaw/protocol";
import { printable } from "./printable.ts";
import { listOf, numberOf, objectOf, textOf } from "./record-body.ts";
import { continued, dim, labelled, plain, span, type Line } from "./styled-line.ts";

const mostReasons = 3;

export const ruleText = (rule: JsonObject, shorten: (file: string) => string): string => {
  const line = numberOf(rule["line"]);
  return `${printable(textOf(rule["id"]))} (${printable(shorten(textOf(rule["file"])))}${line === null ? "" : `:${line}`})`;
};

const reasonLine = (reason: JsonObject): Line => {
  const rule = textOf(reason["rule"]);
  const pointer = textOf(reason["pointer"]);
  return continued([
    ...(rule === "" ? [] : [dim(`${printable(rule)}: `)]),
    plain(`expected ${printable(textOf(reason["expected"]))}, found ${printable(textOf(reason["found"]))}`),
    ...(pointer === "" ? [] : [dim(` at ${printable(pointer)}`)]),
  ]);
};

export const decisionLines = (body: JsonObject, label: string, shorten: (file: string) => string): readonly Line[] => {
  const verdict = textOf(body["verdict"]);
  const authorized = verdict === "AUTHORIZED";
  const rule = body["rule"] === null ? null : objectOf(body["rule"]);
  const reasons = listOf(body["reasons"]);
  const more = reasons.length - mostReasons;
  return [
    labelled(label, [span(authorized ? "good" : "bad", printable(verdict)), ...(rule === null ? [] : [plain(`  by rule ${ruleText(rule, shorten)}`)])]),
    ...reasons.slice(0, mostReasons).map(reasonLine),
    ...(more > 0 ? [continued([dim(`and ${more} more ${more === 1 ? "reason" : "reasons"} in the record`)])] : []),
  ];
};
