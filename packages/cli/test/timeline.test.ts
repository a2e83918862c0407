import type { JournalRecord, RecordKind } from "@femtoclaw/core";
import type { JsonObject } from "@femtoclaw/protocol";
import { describe, expect, it } from "vitest";
import { recordListLine } from "../src/record-line.ts";
import { textOfLine } from "../src/styled-line.ts";
import { timelineStart, timelineStep } from "../src/timeline.ts";
import { hasControlCharacters } from "./support.ts";

const run = "run_01k0000000000000000000000";
const recordsOf = (drafts: readonly (readonly [RecordKind, JsonObject, number?])[]): readonly JournalRecord[] => {
  let time = 1_000;
  return drafts.map(([kind, body, tookMs = 0], index) => {
    time += tookMs;
    return { seq: index + 1, prev: "0".repeat(64), time, run, execution: null, kind, body };
  });
};

const shown = (drafts: readonly (readonly [RecordKind, JsonObject, number?])[], columns = 100): readonly string[] => {
  let state = timelineStart;
  const lines: string[] = [];
  for (const record of recordsOf(drafts)) {
    const step = timelineStep(state, record, { columns, shorten: (file) => file.replace("/here/", "") });
    ({ state } = step);
    lines.push(...step.lines.map((line) => textOfLine(line).trim()));
  }
  return lines.filter((line) => line !== "");
};

const replied = (text: string, tookMs = 0): readonly [RecordKind, JsonObject, number] => ["brain.replied", { step: 1, raw: { encoding: "utf8", text }, usage: null }, tookMs];
const decided = (verdict: string, more: JsonObject = {}): readonly [RecordKind, JsonObject] => [
  "decision",
  { verdict, call: { capability: "shell", args: { bin: "git", argv: ["log", "a b"] } }, further: false, rule: null, reasons: [], ...more },
];
const rule = { id: "read-history", file: "/here/policy.yaml", line: 12 };

describe("the timeline", () => {
  it("shows a step that was allowed: think, validate, decide with rule and line, execute with time and bytes, record", () => {
    const outcome: readonly [RecordKind, JsonObject, number] = ["outcome", { outcome: "ok", output: null, error: null, measures: { durationMs: 12, stdoutBytes: 1_000, stderrBytes: 234 } }, 15];
    expect(shown([replied('{"bin":"git"}', 1_500), decided("AUTHORIZED", { rule }), outcome])).toEqual([
      '1 think     {"bin":"git"}  2.5 s',
      'validate  a call: shell git log "a b"',
      "decide    AUTHORIZED  by rule read-history (policy.yaml:12)",
      "execute   ok  1.2 kB in 12 ms",
      "record    #1 to #3 are durable",
    ]);
  });

  it("shows why a call was denied, and that it was recorded", () => {
    const reasons = [{ rule: "read-history", pointer: "/argv/0", expected: '"log"', found: '"push"' }];
    expect(shown([replied("x"), decided("DENIED_POLICY_VIOLATION", { reasons })]).slice(2)).toEqual([
      "decide    DENIED_POLICY_VIOLATION",
      'read-history: expected "log", found "push" at /argv/0',
      "record    #1 to #2 are durable",
    ]);
  });

  it("shows three reasons and says how many more there are", () => {
    const reasons = Array.from({ length: 7 }, () => ({ rule: null, pointer: "", expected: "a", found: "b" }));
    expect(shown([decided("DENIED_ARGUMENT_INVALID", { reasons })])).toContain("and 4 more reasons in the record");
  });

  it("answers only after it has said that the answer's record is durable", () => {
    const lines = shown([["input.answered", { content: "one\ntwo" }]]);
    expect(lines).toEqual(["validate  a message", "record    #1 is durable", "respond   one", "two"]);
  });

  it("shows the whole grant that a person is asked about, and the call only once", () => {
    const grant = { kind: "path", capability: "fs.write", access: "write", path: "/here/notes.md", maxBytes: 10, args: { path: "notes.md", content: "x".repeat(3_000) }, limits: { timeoutMs: 1, maxOutputBytes: 2 } };
    const lines = shown([
      replied("x"),
      ["approval.requested", { grant, grantDigest: "sha256:abc", rule, expiresAtMs: 5_000 }],
      ["approval.answered", { approved: false, who: "ada", why: "not today" }],
      decided("DENIED_POLICY_VIOLATION", { rule }),
    ]);
    expect(lines.join("\n")).toContain("x".repeat(3_000));
    expect(lines.join("\n")).toContain("sha256:abc");
    expect(lines.filter((line) => line.startsWith("validate"))).toHaveLength(1);
    expect(lines).toContain("approve   REFUSED  by ada: not today");
  });

  it("says IN_DOUBT for an effect whose end is unknown", () => {
    expect(shown([["execution.in-doubt", { why: "the runtime ended" }]])).toContain("execute   IN_DOUBT  the runtime ended");
  });

  it("counts verdicts, rejections and doubts", () => {
    let state = timelineStart;
    for (const record of recordsOf([decided("AUTHORIZED"), decided("DENIED_POLICY_VIOLATION"), ["protocol.rejected", {}], ["execution.in-doubt", {}]])) {
      ({ state } = timelineStep(state, record, { columns: 100, shorten: (it) => it }));
    }
    expect(state.tally).toMatchObject({ authorized: 1, denied: 1, rejected: 1, inDoubt: 1, records: 4, firstSeq: 1, lastSeq: 4 });
  });

  it("lets no control character of a brain, a program or a file reach the terminal, in any kind of record", () => {
    const evil = "\u001b[2J\u001b]0;x\u0007\r\u202e";
    const fault = { code: evil, expected: evil, found: evil, at: { line: 1, column: 2 } };
    const everything: JsonObject = {
      step: 1, raw: { encoding: "utf8", text: evil }, content: evil, verdict: evil, call: { capability: evil, args: { bin: evil, argv: [evil], [evil]: evil } },
      rule: { id: evil, file: evil, line: 1 }, reasons: [{ rule: evil, pointer: evil, expected: evil, found: evil }], fault, error: fault, outcome: evil, why: evil, who: evil,
      grant: { kind: "exec", capability: evil, executable: evil, argv: [evil], cwd: evil, environment: { [evil]: evil }, addresses: [evil], url: evil, path: evil },
      grantDigest: evil, brain: { kind: evil, scenario: evil, model: evil }, policy: { name: evil, file: evil, profile: evil, digest: evil }, args: { [evil]: evil },
      version: evil, operator: evil, cause: evil, during: evil, facts: [{ path: evil }],
    };
    const kinds: readonly RecordKind[] = [
      "runtime.started", "runtime.recovered", "runtime.stopped", "runtime.migrated", "journal.archived", "run.started", "run.closed", "input.received", "input.answered", "input.failed", "brain.replied", "brain.failed",
      "protocol.rejected", "context.summarised", "mandate.given", "run.resumed", "facts.resolved", "grant.requested", "approval.requested", "approval.answered", "decision", "outcome", "execution.in-doubt", "execution.settled", "deadline.passed", "stop.requested",
    ];
    for (const kind of kinds) {
      expect(hasControlCharacters(shown([[kind, everything]]).join("")), kind).toBe(false);
      expect(shown([[kind, everything]]).join("").includes("\u202e"), kind).toBe(false);
      for (const record of recordsOf([[kind, everything]])) expect(hasControlCharacters(textOfLine(recordListLine(record, ""))), kind).toBe(false);
    }
  });

  it("takes a record whose body is empty or of other types", () => {
    for (const body of [{}, { raw: 1, fault: "x", reasons: {}, rule: 5, call: [], grant: null, measures: "x", content: 7 }]) {
      for (const kind of ["brain.replied", "decision", "outcome", "protocol.rejected", "input.failed", "run.started", "approval.requested"] as const) shown([[kind, body]]);
    }
  });
});
