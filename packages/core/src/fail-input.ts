import type { Fault, JsonObject } from "@femtoclaw/protocol";
import { activeMs } from "./budget.ts";
import { record, type Entry, type Move } from "./move.ts";
import type { RunState } from "./state.ts";

/** A fault as it stands in a record. */
export const faultBody = (it: Fault): JsonObject => ({
  code: it.code,
  expected: it.expected,
  found: it.found,
  ...(it.at === undefined ? {} : { at: { ...it.at } }),
});

/** Ends the current input without an answer: recorded first, told after (G5). */
export const failInput = (state: RunState, it: Fault, before: readonly Entry[] = []): Move => ({
  to: "ERROR",
  change: { failing: null, reply: null, execution: null, activeMs: activeMs(state), inputAt: null },
  records: [...before, record("input.failed", { fault: faultBody(it) })],
  effects: (last) => [
    { type: "stopDeadline", after: 0 },
    { type: "respond", after: last, answer: { status: "failed", fault: it } },
  ],
});
