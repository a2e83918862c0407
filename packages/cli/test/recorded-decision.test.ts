import type { JournalRecord, RecordKind } from "@femtoclaw/core";
import type { JsonObject } from "@femtoclaw/protocol";
import { describe, expect, it } from "vitest";
import { foldDecision, type DecisionFold, type RecordedDecision } from "../src/recorded-decision.ts";

const call = { capability: "fs.read", args: { path: "a" } };
const fact = { kind: "path", path: "/w/a", real: "/w/a" } as const;

/** The decisions of these records, in their order. */
const decisionsOf = (...records: readonly (readonly [run: string, execution: string | null, kind: RecordKind, body: JsonObject])[]): readonly RecordedDecision[] => {
  const fold: DecisionFold = new Map();
  return records.flatMap(([run, execution, kind, body], index) => {
    const record: JournalRecord = { time: index * 1_000, run, execution, kind, body, seq: index + 1, prev: "" };
    return foldDecision(fold, record) ?? [];
  });
};
const started = (run: string, body: JsonObject = {}) => [run, null, "run.started", body] as const;
const decided = (run: string, execution: string, verdict: string, more: JsonObject = {}) => [run, execution, "decision", { verdict, call, rule: null, ...more }] as const;

describe("foldDecision()", () => {
  it("gives each execution what was found out for it, and not what another left behind", () => {
    const [first, second] = decisionsOf(started("a"), ["a", "a.1", "facts.resolved", { facts: [fact] }], ["a", null, "input.failed", {}], decided("a", "a.2", "AUTHORIZED"), ["a", "a.3", "facts.resolved", { facts: [fact] }], decided("a", "a.3", "AUTHORIZED"));
    expect(first?.situation.facts).toEqual([]);
    expect(second?.situation.facts).toEqual([fact]);
  });

  it("tells of a question when it is asked, and not again of its answer; a question that was broken off says nothing of the next call", () => {
    const asked = ["a", "a.1", "approval.requested", { grant: { ...call, kind: "path" }, rule: { id: "r" } }] as const;
    expect(decisionsOf(started("a"), asked, decided("a", "a.1", "AUTHORIZED"))).toMatchObject([{ seq: 2, verdict: "APPROVAL_REQUIRED", rule: "r", grant: { kind: "path" }, situation: { atMs: 1_000 } }]);
    expect(decisionsOf(started("a"), asked, ["a", null, "input.failed", {}], decided("a", "a.2", "AUTHORIZED")).map(({ verdict }) => verdict)).toEqual(["APPROVAL_REQUIRED", "AUTHORIZED"]);
  });

  it("counts what was used by effects that were authorised, and not by the questions of one under way", () => {
    const used = decisionsOf(started("a"), decided("a", "a.1", "AUTHORIZED"), decided("a", "a.1", "AUTHORIZED", { further: true }), decided("a", "a.2", "DENIED_POLICY_VIOLATION"), decided("a", "a.3", "AUTHORIZED"));
    expect(used.map(({ situation }) => situation.usage.executions)).toEqual([0, 1, 1, 1]);
  });

  it("reads what a run was for, whoever said it", () => {
    const mandates = (body: JsonObject, ...given: readonly (readonly [string, null, RecordKind, JsonObject])[]) => decisionsOf(started("a", body), ...given, decided("a", "a.1", "AUTHORIZED")).map(({ mandate }) => mandate);
    expect(mandates({})).toEqual([null]);
    expect(mandates({ mandate: { who: "operator", text: "x" } })).toEqual([{ text: "x" }]);
    expect(mandates({ mandate: { who: "brain" } })).toEqual(["due"]);
    expect(mandates({ mandate: { who: "brain" } }, ["a", null, "mandate.given", { who: "brain", text: "y" }])).toEqual([{ text: "y" }]);
    expect(mandates({ mandate: 7 })).toEqual(["due"]);
  });

  it("assumes the worst of a run whose beginning is not known, or was forgotten among too many that never closed", () => {
    expect(decisionsOf(decided("a", "a.1", "AUTHORIZED"))).toMatchObject([{ known: false, mandate: "due" }]);
    const many = Array.from({ length: 1_000 }, (_, index) => started(`run-${index}`));
    expect(decisionsOf(started("a"), ...many.slice(1), decided("a", "a.1", "AUTHORIZED"))).toMatchObject([{ known: true }]);
    const [forgotten] = decisionsOf(started("a"), ...many, decided("a", "a.1", "AUTHORIZED"));
    expect(forgotten?.known).toBe(false);
    expect(forgotten?.situation).not.toHaveProperty("flow");
    expect(decisionsOf(started("a"), ["a", null, "run.closed", {}], ...many, decided("run-0", "run-0.1", "AUTHORIZED"))).toMatchObject([{ known: true }]);
  });
});
