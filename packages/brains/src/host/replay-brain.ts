import type { Brain, JournalRecord } from "@femtoclaw/core";
import { FemtoClawError, fault } from "@femtoclaw/protocol";
import { readReplayTurns } from "../replay-turns.ts";
import { refuseStopped, spoken } from "./spoken.ts";

/**
 * A brain that answers with the recorded bytes of one run, in order, and fails where the recorded brain failed. Throws
 * FC_BRAIN_REPLAY_RECORD when the records cannot be used.
 */
export const createReplayBrain = (records: Iterable<JournalRecord>): Brain => {
  const read = readReplayTurns(records);
  if (!read.ok) throw new FemtoClawError(read.fault);
  const turns = read.value;
  let next = 0;
  return {
    description: { kind: "replay", turns: turns.length },
    think: async (request, signal) => {
      refuseStopped(signal);
      const turn = turns[next];
      if (turn === undefined) {
        throw new FemtoClawError(fault("FC_BRAIN_REPLAY_EXHAUSTED", `at most ${turns.length} calls of the brain`, `call ${next + 1}`));
      }
      next += 1;
      if (turn.kind === "failed") throw new FemtoClawError(turn.fault);
      return spoken(turn.bytes, turn.usage, request);
    },
  };
};
