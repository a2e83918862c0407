import { expect, test } from "vitest";
import { recordKinds } from "@femtoclaw/core";
import { fault } from "@femtoclaw/protocol";
import { checkpointLine, closedLine, recordLine, transitionLine } from "../src/log-line.ts";
import { createRedactor } from "../src/redact.ts";
import { bodiesWith, recordOf, transition } from "./support.ts";

const redact = createRedactor({ secretValues: ["planted-secret-4f9a"] });

test("a transition names the run and both states", () => {
  expect(transitionLine(transition, redact)).toEqual({
    level: "debug",
    message: "state changed",
    fields: { time: 1_700_000_000_000, event: "transition", run: "run-1", from: "IDLE", to: "INPUT_RECEIVED" },
  });
});

test("a checkpoint says what was signed; one that failed is an error that says why, and neither names a run", () => {
  const signed = checkpointLine({ timeMs: 1, size: 7, root: "ab", fault: null }, redact);
  expect(signed).toEqual({ level: "info", message: "history signed, or not", fields: { time: 1, event: "checkpoint", result: "signed", size: 7, root: "ab" } });
  const failed = checkpointLine({ timeMs: 1, size: 7, root: null, fault: fault("FC_CHECKPOINT_FAILED", "a signed checkpoint on disk", "planted-secret-4f9a") }, redact);
  expect(failed).toMatchObject({ level: "error", fields: { result: "failed", size: 7, code: "FC_CHECKPOINT_FAILED" } });
  expect(JSON.stringify(failed)).not.toContain("planted");
});

test("a decision names verdict, capability, rule, place and policy digest, and its arguments by size only", () => {
  const record = recordOf(4, "decision", bodiesWith("long text")["decision"], { execution: "run-1.1" });
  expect(recordLine(record, redact)).toEqual({
    level: "warn",
    message: "decision",
    fields: {
      time: 1_700_000_000_004, event: "decision", run: "run-1", execution: "run-1.1", seq: 4,
      verdict: "DENIED_POLICY_VIOLATION", capability: "shell", rule: "read-history", file: "policy.yaml", line: 7, reasons: 1, further: false,
      policyDigest: "sha256:p", grantDigest: "sha256:g", argsBytes: 22,
    },
  });
  expect(recordLine(recordOf(4, "decision", { ...record.body, verdict: "AUTHORIZED", rule: null }), redact)).toMatchObject({ level: "info" });
});

test("an outcome names the outcome, its duration and the bytes of its output", () => {
  const line = recordLine(recordOf(5, "outcome", { outcome: "ok", output: { stdout: "ü" }, error: null, measures: { durationMs: 12 }, state: "s" }), redact);
  expect(line).toMatchObject({ level: "info", fields: { outcome: "ok", durationMs: 12, outputBytes: '{"stdout":"ü"}'.length + 1 } });
  expect(recordLine(recordOf(5, "outcome", { outcome: "timed_out", output: null }), redact).level).toBe("warn");
});

test("a reply is told by the length of its bytes, in either encoding", () => {
  const bytesOf = (raw: { encoding: string; text: string }) => recordLine(recordOf(1, "brain.replied", { step: 1, raw, usage: null }), redact).fields["replyBytes"];
  expect(bytesOf({ encoding: "utf8", text: "äöü" })).toBe(6);
  expect(bytesOf({ encoding: "base64", text: "/w==" })).toBe(1);
});

test("what people and brains wrote at length is in no line", () => {
  const payload = "PAYLOAD ".repeat(2_000);
  const free = new Set(["runtime.stopped", "input.failed", "brain.failed", "approval.answered", "execution.in-doubt", "execution.settled", "stop.requested"]);
  for (const kind of recordKinds) {
    const text = JSON.stringify(recordLine(recordOf(1, kind, bodiesWith(payload)[kind]), redact));
    if (free.has(kind)) expect(text.length, kind).toBeLessThan(1_000);
    else expect(text, kind).not.toContain("PAYLOAD");
  }
});

test("a planted secret is in no line of any kind, also where a text is cut within it", () => {
  for (const kind of recordKinds) {
    for (const filler of ["planted-secret-4f9a", `${"x".repeat(250)}planted-secret-4f9a`]) {
      const record = recordOf(1, kind, bodiesWith(filler)[kind], { run: "planted-secret-4f9a" });
      const text = JSON.stringify(recordLine(record, redact));
      expect(text, kind).not.toContain("plant");
    }
  }
});

test("a record whose body lacks everything still gives its line", () => {
  for (const kind of recordKinds) {
    expect(recordLine(recordOf(9, kind, {}, { run: null }), redact).fields).toMatchObject({ event: kind, seq: 9 });
  }
});

test("the closing line tells what was lost", () => {
  expect(closedLine(7, 3, redact).fields).toEqual({ time: 7, event: "telemetry.closed", dropped: 3 });
});
