// What is under way, in one phrase, for the status line. Null where there is nothing to wait for, or a person is being asked.
import type { JournalRecord, StateName } from "@femtoclaw/core";
import { callText } from "./call-text.ts";
import { objectOf, textOf } from "./record-body.ts";

export interface Activity {
  readonly state: StateName;
  /** The call that was authorised last. */
  readonly call: string;
}

export const activityStart: Activity = { state: "INITIALIZING", call: "" };

export const activityAfter = (activity: Activity, record: JournalRecord): Activity => {
  if (record.kind !== "decision" || record.body["verdict"] !== "AUTHORIZED") return activity;
  const call = objectOf(record.body["call"]);
  return { ...activity, call: callText(textOf(call["capability"]), objectOf(call["args"])) };
};

export const activityText = ({ state, call }: Activity): string | null => {
  switch (state) {
    case "INFERRING":
      return "thinking";
    case "PROTOCOL_VALIDATING":
      return "validating";
    case "AUTHORIZATION_EVALUATING":
      return "deciding";
    case "CAPABILITY_EXECUTING":
      return call === "" ? "executing" : `executing · ${call}`;
    case "MEMORY_COMMITTING":
    case "SHUTDOWN":
      return "recording";
    default:
      return null;
  }
};
