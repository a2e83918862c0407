// What a vector expects, part by part, against what was seen.
import type { JsonValue } from "@femtoclaw/protocol";
import { canonical, contains } from "../canonical.ts";
import type { Observation } from "../observation.ts";
import type { Expect } from "../vector.schema.ts";
import { problem, shown, type Check, type Problem } from "./check.ts";
import { bodyOf, isObject, ofKind, recordsOf } from "./records.ts";

type Judge<Part extends keyof Expect> = (part: NonNullable<Expect[Part]>, seen: Observation) => readonly Problem[];

const expectation = <Part extends keyof Expect>(part: Part, judge: Judge<Part>): Check => ({
  name: part,
  requirements: [],
  judge: ({ expect }, seen) => {
    const expected = expect[part];
    return expected === undefined ? null : judge(expected, seen);
  },
});

/** Same length, and each item as it should be. */
const itemwise = <E, S>(expected: readonly E[], seen: readonly S[], agrees: (e: E, s: S) => boolean): readonly Problem[] => {
  if (expected.length !== seen.length) return [problem(`${expected.length}: ${shown(expected)}`, `${seen.length}: ${shown(seen)}`)];
  return expected.flatMap((it, index) => {
    const found = seen[index];
    return found !== undefined && agrees(it, found) ? [] : [problem(it, found)];
  });
};

const equal = (expected: unknown, found: unknown): readonly Problem[] =>
  canonical(expected) === canonical(found) ? [] : [problem(expected, found)];

const pointersOf = (reasons: JsonValue | undefined): readonly unknown[] =>
  Array.isArray(reasons) ? reasons.map((it) => (isObject(it) ? it["pointer"] : null)) : [];

interface DecisionSeen {
  readonly verdict: unknown;
  readonly capability: unknown;
  readonly args: unknown;
  readonly rule: unknown;
  readonly line: unknown;
  readonly pointers: readonly unknown[];
  readonly further: unknown;
}

const decisionsOf = (seen: Observation): readonly DecisionSeen[] =>
  ofKind(recordsOf(seen), "decision").map((record) => {
    const { verdict, call, rule, reasons, further } = bodyOf(record);
    const [made, by] = [isObject(call) ? call : {}, isObject(rule) ? rule : {}];
    return {
      verdict,
      capability: made["capability"],
      args: made["args"],
      rule: by["id"] ?? null,
      line: by["line"],
      pointers: pointersOf(reasons),
      further,
    };
  });

const wordsTold = (seen: Observation): readonly unknown[] =>
  (seen.thoughts.at(-1)?.context ?? []).filter((it) => it["role"] === "result").map((it) => it["outcome"]);

const contextText = (seen: Observation): string => seen.thoughts.map(({ context }) => JSON.stringify(context)).join("\n");

export const expectations: readonly Check[] = [
  expectation("opens", (expected, { openings }) =>
    itemwise(expected, openings, (it, found) => {
      if (it.ok !== found.ok) return false;
      if (found.ok) return true;
      if (it.code !== undefined && it.code !== found.code) return false;
      return it.defects === undefined || (it.defects.length === found.defects.length && it.defects.every((defect, index) => contains(found.defects[index], defect)));
    }),
  ),
  expectation("answers", (expected, { answers }) => itemwise(expected, answers.map((it) => it.answer), (it, found) => canonical(it) === canonical(found))),
  expectation("rejections", (expected, seen) =>
    itemwise(expected, ofKind(recordsOf(seen), "protocol.rejected").map((it) => bodyOf(it)["fault"]), (it, found) => {
      if (!isObject(found) || found["code"] !== it.code) return false;
      const at = found["at"];
      return it.offset === undefined || (isObject(at) && at["offset"] === it.offset);
    }),
  ),
  expectation("decisions", (expected, seen) =>
    itemwise(expected, decisionsOf(seen), (it, found) => {
      if (it.args !== undefined && canonical(it.args) !== canonical(found.args)) return false;
      return contains(found, it);
    }),
  ),
  expectation("effects", (expected, { effects }) =>
    itemwise(expected, effects, (it, found) => it.capability === found.capability && contains(found.grant, it.grant ?? {}) && (it.granted === undefined || canonical(it.granted) === canonical(found.granted))),
  ),
  expectation("kinds", (expected, seen) => {
    const run = recordsOf(seen).find((it) => it["kind"] === "run.started")?.["run"];
    return equal(expected, recordsOf(seen).filter((it) => it["run"] === run).map((it) => it["kind"]));
  }),
  expectation("records", (expected, seen) =>
    expected.flatMap(({ kind, count, body }) => {
      const found = ofKind(recordsOf(seen), kind).filter((it) => contains(bodyOf(it), body ?? {}));
      if (count === undefined ? found.length > 0 : found.length === count) return [];
      return [problem(`${count ?? "at least one"} ${kind} with ${shown(body ?? {})}`, `${found.length} of ${shown(ofKind(recordsOf(seen), kind).map(bodyOf))}`)];
    }),
  ),
  expectation("told", (expected, seen) => equal(expected, wordsTold(seen))),
  expectation("contextHas", (expected, seen) => {
    const text = contextText(seen);
    return expected.filter((it) => !text.includes(it)).map((it) => problem(`a context with ${it}`, text));
  }),
  expectation("contextNever", (expected, seen) => {
    const text = contextText(seen);
    return expected.filter((it) => text.includes(it)).map((it) => problem(`no context with ${it}`, text));
  }),
  expectation("contextEntriesAtMost", (expected, { thoughts }) =>
    thoughts.filter(({ context }) => context.length > expected).map(({ context }) => problem(`at most ${expected} entries`, `${context.length}`)),
  ),
  expectation("tools", (expected, { thoughts }) => thoughts.flatMap(({ tools }) => equal([...expected].sort(), [...tools].sort()))),
  expectation("thoughts", (expected, { thoughts }) => equal(expected, thoughts.length)),
  expectation("approvals", (expected, { approvals }) => equal(expected, approvals.length)),
  expectation("verifications", (expected, { verifications }) => itemwise(expected, verifications, (it, found) => contains(found, it))),
  expectation("replays", (expected, { replays }) => itemwise(expected, replays, (it, found) => it === found.identical)),
  expectation("journalUnchanged", (expected, { journalUnchanged }) => equal(expected, journalUnchanged)),
];
