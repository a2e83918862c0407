import { expect, test } from "vitest";
import { readReplayTurns } from "../src/replay-turns.ts";
import { recordOf, textOf } from "./support.ts";

const replied = (seq: number, text: string, encoding = "utf8") => recordOf(seq, "brain.replied", { step: seq, raw: { encoding, text }, usage: null });

test("replies and failures come back in order, other records are passed over", () => {
  const read = readReplayTurns([
    recordOf(1, "runtime.started", {}, null),
    recordOf(2, "run.started", { brain: {} }),
    replied(3, "ü"),
    recordOf(4, "brain.failed", { step: 2, fault: { code: "FC_BRAIN_TIMEOUT", expected: "an answer", found: "none" } }),
    replied(5, "/w==", "base64"),
  ]);
  if (!read.ok) throw new Error(read.fault.found);
  const [first, second, third] = read.value;
  expect(read.value.length).toBe(3);
  expect(first?.kind === "replied" && textOf(first.bytes)).toBe("ü");
  expect(second).toEqual({ kind: "failed", fault: { code: "FC_BRAIN_TIMEOUT", expected: "an answer", found: "none" } });
  expect(third?.kind === "replied" && [...third.bytes]).toEqual([0xff]);
});

test("records of two runs, or without what they must record, are refused", () => {
  const refused = [
    [replied(1, "a"), recordOf(2, "run.started", {}, "run-2")],
    [recordOf(1, "brain.replied", { usage: null })],
    [replied(1, "not base64!", "base64")],
    [recordOf(1, "brain.failed", { fault: { code: "FC_NO_SUCH_CODE" } })],
  ];
  for (const records of refused) expect(readReplayTurns(records)).toMatchObject({ ok: false, fault: { code: "FC_BRAIN_REPLAY_RECORD" } });
});
