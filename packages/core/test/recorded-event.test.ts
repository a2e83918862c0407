import { decodeUtf8, encodeBase64, fault } from "@femtoclaw/protocol";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { eventOf, initialState, recordedReply, recordKinds, step, type JournalRecord, type MachineEvent, type RecordedEvent, type RunState } from "../src/index.ts";
import { call, definition, message, run } from "./support/definition.ts";

const asRecord = (state: RunState, event: RecordedEvent): { readonly record: JournalRecord; readonly next: RunState } => {
  const { records, state: next, defect } = step(definition, state, event);
  const [first] = records;
  if (first === undefined) throw new Error(`${event.type} in ${state.name}: ${defect?.code ?? "no record"}`);
  // Through text, as every record goes.
  const record: JournalRecord = JSON.parse(JSON.stringify({ ...first, seq: 1, prev: "" }));
  return { record, next };
};

const chain = (events: readonly MachineEvent[]): RunState => events.reduce((state, event) => ("at" in event ? asRecord(state, event).next : step(definition, state, event).state), initialState(run));

const opened: RecordedEvent = { type: "RunOpened", at: 1, brain: { kind: "test", model: { name: "m", temperature: 0.5 } } };
const submitted: RecordedEvent = { type: "InputSubmitted", at: 2, content: "é 🦀 \u0000 \ufeff" };
const says = (tool: string, args: { [key: string]: string }): RecordedEvent => ({ type: "BrainReplied", at: 3, bytes: call(tool, args), usage: { inputTokens: 3, outputTokens: 4 } });
const facts: RecordedEvent = {
  type: "FactsResolved",
  at: 4,
  facts: [{ kind: "host", host: "status.example.com", addresses: ["93.184.216.34", "93.184.216.35"] }],
};
const hop = says("hop", { url: "https://status.example.com/v1/a" });

/** News of every kind, each with the news before it. */
const everyKind: readonly (readonly [RecordedEvent, readonly MachineEvent[]])[] = [
  [opened, []],
  [submitted, [opened]],
  [{ type: "InputSubmitted", at: 2, content: "stays", pinned: true }, [opened]],
  [{ ...opened, instruction: "Be brief. é 🦀" }, []],
  [{ type: "ContextSummarised", at: 4, who: "a", text: "b", replaces: [3] }, [opened, submitted, { type: "BrainReplied", at: 3, bytes: message("done"), usage: null }, { type: "Responded" }]],
  [hop, [opened, submitted]],
  [{ type: "BrainReplied", at: 3, bytes: Uint8Array.of(0xff, 0x00, 0xc3), usage: null }, [opened, submitted]],
  [{ type: "BrainFailed", at: 3, fault: fault("FC_BRAIN_HTTP_STATUS", "200", "500", { file: "f", line: 1, column: 2, offset: 3, pointer: "/a" }) }, [opened, submitted]],
  [facts, [opened, submitted, hop]],
  [{ type: "FactsResolved", at: 4, facts: [{ kind: "path", path: "/work/data/a", real: null }] }, [opened, submitted, says("file.read", { path: "data/a" })]],
  [{ type: "FactsResolved", at: 4, facts: [] }, [opened, submitted, hop]],
  [{ type: "GrantRequested", at: 5, args: { url: "https://status.example.com/v1/b" } }, [opened, submitted, hop, facts]],
  [{ type: "RunResumed", at: 5 }, [opened, submitted, says("risky", { text: "a" })]],
  [{ ...opened, mandate: { who: "brain" } }, []],
  [{ ...opened, mandate: { who: "operator", text: "version: 1\nname: a\n" } }, []],
  [{ type: "ApprovalAnswered", at: 5, answer: { approved: true, who: "a", why: "b" } }, [opened, submitted, says("risky", { text: "a" })]],
  [
    { type: "ClawFinished", at: 6, result: { outcome: "failed", output: { a: [1, null, { b: "" }] }, error: fault("FC_CLAW_EXIT_STATUS", "0", "1"), measures: { exit: 1 } } },
    [opened, submitted, says("echo", { text: "a" })],
  ],
  [{ type: "ClawFinished", at: 6, result: { outcome: "ok", output: null, error: null, measures: {} } }, [opened, submitted, says("echo", { text: "a" })]],
  [{ type: "ClawLost", at: 6, why: "gone" }, [opened, submitted, says("echo", { text: "a" })]],
  [{ type: "ClawLost", at: 6, why: "gone" }, [opened, submitted, hop, facts, { type: "GrantRequested", at: 5, args: { url: "https://status.example.com/v1/b" } }]],
  [{ type: "DeadlinePassed", at: 6 }, [opened, submitted]],
  [{ type: "StopRequested", at: 6, who: "a", why: "b" }, [opened]],
  [{ type: "CloseRequested", at: 6 }, [opened]],
];

describe("eventOf()", () => {
  it.each(everyKind.map(([event, before]) => [event.type, before.length, event, before] as const))("gives back %s (after %i others)", (_type, _count, event, before) => {
    expect(eventOf(asRecord(chain(before), event).record)).toEqual(event);
  });

  it("knows for every kind of record whether it is news", () => {
    const news = new Set(everyKind.map(([event, before]) => asRecord(chain(before), event).record.kind));
    const derived = recordKinds.filter((kind) => !news.has(kind));
    expect(derived).toEqual([
      "runtime.started", "runtime.recovered", "runtime.stopped", "runtime.migrated", "journal.archived", "input.answered", "input.failed", "protocol.rejected", "mandate.given", "approval.requested", "decision",
      "execution.settled",
    ]);
    for (const kind of derived) expect(eventOf({ seq: 1, prev: "", time: 1, run, execution: null, kind, body: { content: "a" } })).toBeNull();
  });

  it("says null for a malformed record of each kind that has a form", () => {
    for (const kind of ["run.started", "input.received", "brain.replied", "brain.failed", "context.summarised", "grant.requested", "approval.answered", "outcome", "execution.in-doubt", "stop.requested"] as const) {
      expect(eventOf({ seq: 1, prev: "", time: 1, run, execution: null, kind, body: {} }), kind).toBeNull();
      expect(eventOf({ seq: 1, prev: "", time: 1, run, execution: null, kind, body: { brain: [], content: "\udc00", raw: 1, fault: [], args: 2, approved: "yes", outcome: "well", why: 3, who: 4 } }), kind).toBeNull();
    }
  });
});

describe("a recorded reply", () => {
  it("comes back byte for byte, whatever the brain said", () => {
    const state = chain([opened, submitted]);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        const { record } = asRecord(state, { type: "BrainReplied", at: 3, bytes, usage: null });
        expect(recordedReply(record.body)).toEqual(bytes);
        const encoding = decodeUtf8(bytes).ok ? "utf8" : "base64";
        expect(record.body["raw"]).toMatchObject({ encoding, ...(encoding === "base64" ? { text: encodeBase64(bytes) } : {}) });
      }),
      { seed: 7, numRuns: 400 },
    );
  });
});
