import { describe, expect, test } from "vitest";
import type { RecordDraft } from "@femtoclaw/core";
import { selects, topicsOf, type RecordSelector } from "@femtoclaw/memory";
import { draft, recordsOf } from "../drafts.ts";

const run = "run_01k0000000000000000000000a";
const other = "run_01k0000000000000000000000b";
const execution = `${run}.1`;
const of = (kind: RecordDraft["kind"], body: RecordDraft["body"] = {}, change: Partial<RecordDraft> = {}): RecordDraft => draft(body, { run, kind, ...change });
const decided = (verdict: string, capability: string, rule: string | null, change: Partial<RecordDraft> = {}): RecordDraft =>
  of("decision", { verdict, call: { capability, args: {} }, rule: rule === null ? null : { id: rule, file: "policy.yaml", line: 3 } }, { execution, ...change });

/** By seq. */
const records = recordsOf([
  draft({}, { run: null, kind: "runtime.started", time: 100 }),
  of("input.received", { content: "look" }, { time: 200 }),
  decided("AUTHORIZED", "fs.read", "read-here", { time: 300 }),
  of("outcome", { outcome: "ok", output: "x", label: { source: "fs.read", trust: "trusted", secret: true } }, { execution, time: 400 }),
  decided("DENIED_POLICY_VIOLATION", "shell", null, { execution: `${run}.2`, time: 500 }),
  of("approval.requested", { grant: { capability: "fs.write", args: {} }, rule: { id: "notes" } }, { execution: `${run}.3`, time: 600 }),
  of("outcome", { outcome: "ok", output: "old" }, { execution: `${run}.3`, time: 700 }),
  of("outcome", { outcome: "timeout", output: null, label: null }, { execution: `${run}.4`, time: 800 }),
  draft({ found: "done" }, { run: null, kind: "execution.settled", execution, time: 900 }),
  decided("DENIED_CAPABILITY_NOT_FOUND", "http.get", null, { run: other, execution: `${other}.1`, time: 50 }),
  of("decision", { verdict: 7, call: [], rule: "x" }, { execution, time: 1_100 }),
]);
const found = (selector: RecordSelector): readonly number[] => records.filter((it) => selects(selector, it)).map(({ seq }) => seq);

describe("a selector (FC-AUDIT-0001.R4)", () => {
  test.each<readonly [string, RecordSelector, readonly number[]]>([
    ["of nothing takes everything", {}, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11]],
    ["of a run takes what tells of it, the settlement of its execution as well", { run }, [2, 3, 4, 5, 6, 7, 8, 9, 11]],
    ["of an execution takes what names it", { execution }, [3, 4, 9, 11]],
    ["of kinds takes each of them", { kinds: ["outcome", "runtime.started"] }, [1, 4, 7, 8]],
    ["of a capability takes the call, the question and the labelled outcome", { capabilities: ["fs.read", "fs.write"] }, [3, 4, 6]],
    ["of a decision takes that verdict", { verdicts: ["AUTHORIZED"] }, [3]],
    ["of DENIED takes every denial", { verdicts: ["DENIED"] }, [5, 10]],
    ["of one denial takes no other", { verdicts: ["DENIED_CAPABILITY_NOT_FOUND"] }, [10]],
    ["of APPROVAL_REQUIRED takes the question to a person", { verdicts: ["APPROVAL_REQUIRED"] }, [6]],
    ["of a rule takes what it decided", { rules: ["notes", "read-here"] }, [3, 6]],
    ["of the label trusted takes inputs and what the policy trusts", { labels: ["trusted"] }, [2, 4]],
    ["of the label untrusted takes also what was recorded before there were labels", { labels: ["untrusted"] }, [7]],
    ["of the label secret takes what came from there", { labels: ["secret"] }, [4]],
    ["of a time takes the recorded clock's, the beginning with and the end without", { sinceMs: 300, untilMs: 500 }, [3, 4]],
    ["of numbers takes those after the one and up to the other", { afterSeq: 3, toSeq: 5 }, [4, 5]],
    ["of several things takes what is all of them", { run, verdicts: ["DENIED", "AUTHORIZED"], capabilities: ["shell", "http.get"] }, [5]],
    ["of what there is not takes nothing", { run: "run_x" }, []],
    ["of no words takes nothing", { kinds: [] }, []],
  ])("%s", (_, selector, expected) => {
    expect(found(selector)).toEqual(expected);
  });

  test("takes a record in parts as it does in one piece, whatever the parts", () => {
    for (const selector of [{}, { run }, { verdicts: ["DENIED"] }] as const) {
      for (let at = 0; at <= records.length; at += 1) expect([...found({ ...selector, toSeq: at }), ...found({ ...selector, afterSeq: at })]).toEqual(found(selector));
    }
  });

  test("takes nothing to be there: a body of another shape is about nothing", () => {
    const last = records.at(-1);
    expect(last === undefined ? null : topicsOf(last)).toEqual({ run, execution, kind: "decision", capability: null, verdict: null, rule: null, labels: [] });
  });
});
