import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import type { JournalRecord, RecordKind, TransitionEvent } from "@femtoclaw/core";
import type { JsonObject } from "@femtoclaw/protocol";

export const recordOf = (seq: number, kind: RecordKind, body: JsonObject, change: Partial<JournalRecord> = {}): JournalRecord => ({
  seq,
  prev: "0".repeat(64),
  time: 1_700_000_000_000 + seq,
  run: "run-1",
  execution: null,
  kind,
  body,
  ...change,
});

export const transition: TransitionEvent = { run: "run-1", timeMs: 1_700_000_000_000, from: "IDLE", to: "INPUT_RECEIVED" };

/** A body of each kind with every member that core writes there, the free texts being `filler`. */
export const bodiesWith = (filler: string): Readonly<Record<RecordKind, JsonObject>> => {
  const fault = { code: "FC_BRAIN_TIMEOUT", expected: filler, found: filler, at: { file: filler, offset: 3 } };
  const rule = { id: "read-history", file: "policy.yaml", line: 7 };
  const grant = { kind: "exec", capability: "shell", args: { argv: [filler] }, argv: [filler], environment: { HOME: filler } };
  return {
    "runtime.started": { version: "0.1.0", operator: "somebody", policy: { digest: "sha256:p", text: filler } },
    "runtime.recovered": { tornBytes: 12, inDoubt: [], note: filler },
    "runtime.stopped": {},
    "runtime.migrated": { version: "0.1.0", who: "ann", why: filler, back: false, journal: null, configuration: null },
    "journal.archived": { version: "0.1.0", who: "ann", why: filler, archive: "2026-11", from: 0, seq: 40, hash: "ab", root: "cd", segments: [], earlier: [] },
    "run.started": { brain: { kind: "openai", endpoint: filler }, policy: { name: "p", digest: "sha256:p", profile: "strict", file: filler }, registry: "sha256:r" },
    "run.resumed": { policy: "sha256:p", grantDigest: "sha256:g" },
    "run.closed": { cause: "completed" },
    "input.received": { content: filler },
    "input.answered": { content: filler, state: "sha256:s" },
    "input.failed": { fault },
    "brain.replied": { step: 2, raw: { encoding: "utf8", text: filler }, usage: { inputTokens: 3, outputTokens: 4 } },
    "brain.failed": { step: 2, fault },
    "protocol.rejected": { step: 2, fault },
    "context.summarised": { who: "somebody", text: filler, replaces: [3, 6], digest: "sha256:t", replaced: "sha256:r", state: "sha256:s" },
    "mandate.given": { who: "brain", text: filler, digest: "sha256:m", name: "proposed" },
    "facts.resolved": { facts: [{ kind: "path", path: filler, real: filler }] },
    "grant.requested": { args: { url: filler } },
    "approval.requested": { grant, grantDigest: "sha256:g", rule, policy: "sha256:p", expiresAtMs: 5 },
    "approval.answered": { approved: false, who: filler, why: filler, grantDigest: "sha256:g" },
    decision: {
      verdict: "DENIED_POLICY_VIOLATION", call: { capability: "shell", args: { argv: [filler] } }, further: false, rule,
      reasons: [{ rule: null, pointer: "/argv/0", expected: filler, found: filler }], policy: "sha256:p", registry: "sha256:r", state: "sha256:s", grant, grantDigest: "sha256:g",
    },
    outcome: { outcome: "failed", output: { stdout: filler }, error: fault, measures: { durationMs: 12, note: filler }, state: "sha256:s" },
    "execution.in-doubt": { why: filler },
    "execution.settled": { who: filler, why: filler, found: "not-done" },
    "deadline.passed": { during: "INFERRING", wallMs: 600_000 },
    "stop.requested": { during: "INFERRING", who: filler, why: filler },
  };
};

/** A folder of this test file's own, gone afterwards. */
export const useFolder = (): ((name: string) => string) => {
  let folder = "";
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), "femtoclaw-observability-"));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  return (name) => join(folder, name);
};
