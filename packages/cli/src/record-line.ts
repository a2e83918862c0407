// One record in one line, for lists: number, time, kind, and the one thing about it that tells it from its neighbours.
import type { JournalRecord } from "@femtoclaw/core";
import { runOfRecord } from "@femtoclaw/memory";
import { callText } from "./call-text.ts";
import { recordedFaultText } from "./fault-text.ts";
import { printable } from "./printable.ts";
import { formatTime } from "./quantity.ts";
import { listOf, numberOf, objectOf, textOf } from "./record-body.ts";
import { dim, plain, span, type Line, type Style } from "./styled-line.ts";

const essence = (record: JournalRecord): string => {
  const { kind, body } = record;
  switch (kind) {
    case "runtime.started":
      return `version ${textOf(body["version"])}, policy ${textOf(objectOf(body["policy"])["file"])}, by ${textOf(body["operator"])}`;
    case "runtime.recovered":
      return `${numberOf(body["tornBytes"]) ?? 0} torn bytes cut, ${Array.isArray(body["inDoubt"]) ? body["inDoubt"].length : 0} in doubt`;
    case "runtime.migrated":
      return `${body["back"] === true ? "undone by" : "by"} ${textOf(body["who"])}: ${textOf(body["why"])}`;
    case "journal.archived":
      return `up to #${numberOf(body["seq"]) ?? 0} in ${textOf(body["archive"])}, by ${textOf(body["who"])}: ${textOf(body["why"])}`;
    case "run.started":
      return `brain ${textOf(objectOf(body["brain"])["kind"])}, policy ${textOf(objectOf(body["policy"])["name"])}`;
    case "run.closed":
      return textOf(body["cause"]);
    case "input.received":
    case "input.answered":
      return textOf(body["content"]);
    case "brain.replied":
      return textOf(objectOf(body["raw"])["text"]);
    case "brain.failed":
    case "protocol.rejected":
    case "input.failed":
      return recordedFaultText(body["fault"]);
    case "context.summarised":
      return `by ${textOf(body["who"])}: ${textOf(body["text"])}`;
    case "mandate.given":
      return `${textOf(body["name"])} by the ${textOf(body["who"])}`;
    case "facts.resolved":
      return listOf(body["facts"]).map((it) => textOf(it["path"]) || textOf(it["host"])).join(" ");
    case "grant.requested":
      return JSON.stringify(body["args"] ?? {});
    case "approval.requested":
      return callText(textOf(objectOf(body["grant"])["capability"]), objectOf(objectOf(body["grant"])["args"]));
    case "approval.answered":
      return `${body["approved"] === true ? "approved" : "refused"} by ${textOf(body["who"])}: ${textOf(body["why"])}`;
    case "decision": {
      const call = objectOf(body["call"]);
      return `${textOf(body["verdict"])}  ${callText(textOf(call["capability"]), objectOf(call["args"]))}`;
    }
    case "outcome":
      return `${textOf(body["outcome"])}  ${recordedFaultText(body["error"])}`;
    case "execution.in-doubt":
      return textOf(body["why"]);
    case "execution.settled":
      return `${record.execution ?? ""}  ${textOf(body["found"])}, by ${textOf(body["who"])}: ${textOf(body["why"])}`;
    case "deadline.passed":
      return `during ${textOf(body["during"])}`;
    case "stop.requested":
      return `by ${textOf(body["who"])}: ${textOf(body["why"])}, during ${textOf(body["during"])}`;
    default:
      return "";
  }
};

const styleOf = ({ kind, body }: JournalRecord): Style => {
  if (kind === "decision") return body["verdict"] === "AUTHORIZED" ? "good" : "bad";
  if (kind === "protocol.rejected" || kind === "input.failed" || kind === "brain.failed" || kind === "execution.in-doubt") return "bad";
  return "plain";
};

/** `run 01k…` says nothing that its last characters do not say; those differ from one run to the next. */
export const runLabel = (record: JournalRecord): string => runOfRecord(record)?.slice(-8) ?? "runtime";

/** `label` tells runs apart where a list holds several. */
export const recordListLine = (record: JournalRecord, label: string): Line => [
  dim(`#${String(record.seq).padEnd(6)} ${formatTime(record.time)}  `),
  ...(label === "" ? [] : [dim(`${label.padEnd(10)}  `)]),
  span(styleOf(record), record.kind.padEnd(18)),
  plain(` ${printable(essence(record)).trimEnd()}`),
];
