// A run as it happens, as a fold of its records: think, validate, decide, execute, record, respond. Every line comes from a record
// that is durable already, so nothing is shown that a crash could take back; the same fold shows a run of last year.
import type { JournalRecord } from "@femtoclaw/core";
import type { JsonObject } from "@femtoclaw/protocol";
import { callText, grantRows } from "./call-text.ts";
import { decisionLines, ruleText } from "./decision-lines.ts";
import { fit } from "./display-width.ts";
import { recordedFaultText, recordedNext } from "./fault-text.ts";
import { printable, printableLines } from "./printable.ts";
import { formatBytes, formatDuration, formatTime } from "./quantity.ts";
import { numberOf, objectOf, textOf } from "./record-body.ts";
import { blankLine, continued, dim, indentWidth, labelled, plain, span, type Line } from "./styled-line.ts";
import { countRecord, emptyTally, type Tally } from "./tally.ts";

export interface TimelineState {
  readonly tally: Tally;
  /** The first record of the step that is not yet said to be durable. */
  readonly openSeq: number | null;
  /** When the record before this one was made: what came after it took until now. */
  readonly lastTime: number;
  /** When the effect under way was authorised. */
  readonly decidedAt: number | null;
  /** True while a person is being asked: the call has been shown then. */
  readonly asked: boolean;
}

export interface TimelineOptions {
  /** Columns that a line may take where it can be cut without losing what matters. */
  readonly columns: number;
  readonly shorten: (file: string) => string;
}

export interface TimelineStep {
  readonly state: TimelineState;
  readonly lines: readonly Line[];
}

export const timelineStart: TimelineState = { tally: emptyTally, openSeq: null, lastTime: 0, decidedAt: null, asked: false };

/** Records after which a step is complete: nothing of it waits for the disk any more. */
const endsStep = ({ kind, body }: JournalRecord): boolean =>
  kind === "protocol.rejected" ||
  kind === "mandate.given" ||
  kind === "outcome" ||
  kind === "execution.in-doubt" ||
  kind === "execution.settled" ||
  kind === "input.answered" ||
  kind === "input.failed" ||
  (kind === "decision" && body["further"] !== true && body["verdict"] !== "AUTHORIZED");

const runLines = (record: JournalRecord, { shorten }: TimelineOptions): readonly Line[] => {
  const brain = objectOf(record.body["brain"]);
  const policy = objectOf(record.body["policy"]);
  const what = [brain["kind"], brain["scenario"] ?? brain["model"], brain["endpoint"]].map(textOf).filter((text) => text !== "");
  return [
    labelled("run", [span("strong", printable(record.run ?? "")), dim(`  started ${formatTime(record.time)}`)]),
    labelled("brain", [plain(printable(what.join("  ")))]),
    labelled("policy", [
      plain(printable(textOf(policy["name"]))),
      dim(`  ${printable(shorten(textOf(policy["file"])))}  ${printable(textOf(policy["profile"]))}  ${printable(textOf(policy["digest"]).slice(0, 19))}…`),
    ]),
  ];
};

const thinkLine = ({ body, time }: JournalRecord, state: TimelineState, { columns }: TimelineOptions): Line => {
  const raw = objectOf(body["raw"]);
  const said = raw["encoding"] === "base64" ? `${formatBytes(Math.floor((textOf(raw["text"]).length * 3) / 4))} that are not UTF-8` : printable(textOf(raw["text"]));
  const took = formatDuration(Math.max(0, time - state.lastTime));
  const usage = objectOf(body["usage"]);
  const tokens = (numberOf(usage["inputTokens"]) ?? 0) + (numberOf(usage["outputTokens"]) ?? 0);
  const aside = `  ${took}${tokens === 0 ? "" : `, ${tokens} tokens`}`;
  const room = Math.max(20, columns - indentWidth - aside.length);
  return labelled("think", [plain(fit(said, room)), dim(aside)], String(numberOf(body["step"]) ?? ""));
};

const outcomeLines = ({ body, time }: JournalRecord, state: TimelineState, { columns }: TimelineOptions): readonly Line[] => {
  const outcome = textOf(body["outcome"]);
  const measures = objectOf(body["measures"]);
  const ms = numberOf(measures["durationMs"]) ?? Math.max(0, time - (state.decidedAt ?? time));
  const streams = (numberOf(measures["stdoutBytes"]) ?? 0) + (numberOf(measures["stderrBytes"]) ?? 0);
  const bytes = numberOf(measures["bytes"]) ?? ("stdoutBytes" in measures ? streams : null);
  const entries = numberOf(measures["entries"]);
  const amount = bytes !== null ? `${formatBytes(bytes)} in ` : entries !== null ? `${entries} entries in ` : "";
  const why = recordedFaultText(body["error"]);
  const output = objectOf(body["output"]);
  // What the program itself said of its failure, most often in the first line.
  const complaint = [output["stderr"], output["stdout"]].flatMap((it) => printableLines(textOf(it))).find((it) => it.trim() !== "") ?? "";
  return [
    labelled("execute", [span(outcome === "ok" ? "good" : "warn", printable(outcome)), plain(`  ${amount}${formatDuration(ms)}`)]),
    ...(why === "" ? [] : [continued([plain(why)])]),
    ...(complaint === "" || outcome === "ok" ? [] : [continued([dim(fit(complaint, Math.max(20, columns - indentWidth - 1)))])]),
  ];
};

export const grantLines = (grant: JsonObject, digest: string): readonly Line[] =>
  [...grantRows(grant), ["digest", printable(digest)] as const].map(([label, text]) => continued([dim(label.padEnd(12)), plain(text)]));

const validLine = (call: string, { columns }: TimelineOptions): Line => labelled("validate", [plain(`a call: ${fit(call, columns - indentWidth - 8)}`)]);

const stepLines = (record: JournalRecord, state: TimelineState, options: TimelineOptions): readonly Line[] => {
  const { body, kind } = record;
  switch (kind) {
    case "run.started":
      return runLines(record, options);
    case "run.resumed":
      return [labelled("resume", [plain("the run goes on from its records")])];
    case "input.received":
      return [labelled("input", [span("strong", printable(textOf(body["content"])))])];
    case "brain.replied":
      return [blankLine, thinkLine(record, state, options)];
    case "brain.failed":
      return [
        blankLine,
        labelled("think", [span("bad", "FAILED"), plain(`  ${recordedFaultText(body["fault"])}`)], String(numberOf(body["step"]) ?? "")),
      ];
    case "protocol.rejected":
      return [labelled("validate", [span("bad", "REJECTED"), plain(`  ${recordedFaultText(body["fault"])}`)])];
    case "context.summarised":
      return [labelled("summary", [plain(`${printable(textOf(body["text"]))}  `), dim(`by ${printable(textOf(body["who"]))}`)])];
    case "mandate.given":
      return [labelled("mandate", [span("good", "given"), plain(`  by the ${printable(textOf(body["who"]))}: ${printable(textOf(body["text"]))}`)])];
    case "decision": {
      const call = objectOf(body["call"]);
      const asked = callText(textOf(call["capability"]), objectOf(call["args"]));
      if (body["further"] === true) return [labelled("ask", [plain(asked)]), ...decisionLines(body, "decide", options.shorten)];
      return [...(state.asked ? [] : [validLine(asked, options)]), ...decisionLines(body, "decide", options.shorten)];
    }
    case "approval.requested": {
      const grant = objectOf(body["grant"]);
      const rule = ruleText(objectOf(body["rule"]), options.shorten);
      return [
        validLine(callText(textOf(grant["capability"]), objectOf(grant["args"])), options),
        labelled("approve", [span("warn", "APPROVAL_REQUIRED"), plain(`  by rule ${rule}, for exactly this, once:`)]),
        ...grantLines(grant, textOf(body["grantDigest"])),
      ];
    }
    case "approval.answered": {
      const verdict = body["approved"] === true ? span("good", "APPROVED") : span("bad", "REFUSED");
      return [labelled("approve", [verdict, plain(`  by ${printable(textOf(body["who"]))}: ${printable(textOf(body["why"]))}`)])];
    }
    case "outcome":
      return outcomeLines(record, state, options);
    case "execution.in-doubt":
      return [labelled("execute", [span("bad", "IN_DOUBT"), plain(`  ${printable(textOf(body["why"]))}`)])];
    case "execution.settled":
      return [
        labelled("settle", [
          span("note", printable(textOf(body["found"]))),
          plain(`  ${printable(record.execution ?? "")}  by ${printable(textOf(body["who"]))}: ${printable(textOf(body["why"]))}`),
        ]),
      ];
    case "deadline.passed":
      return [labelled("limit", [span("warn", "the run's time is used up"), plain(`  ${formatDuration(numberOf(body["wallMs"]) ?? 0)}`)])];
    case "stop.requested":
      return [labelled("stop", [span("warn", `asked for by ${printable(textOf(body["who"]))}`), plain(`  ${printable(textOf(body["why"]))}`)])];
    case "input.answered":
      return [labelled("validate", [plain("a message")])];
    default:
      return [];
  }
};

const recordLine = (from: number, to: number): Line =>
  labelled("record", [dim(from === to ? `#${to} is durable` : `#${from} to #${to} are durable`)]);

/** After the records: no answer leaves before they are on disk (G5). */
const responseLines = ({ kind, body }: JournalRecord): readonly Line[] => {
  if (kind === "input.answered") {
    const [first = "", ...rest] = printableLines(textOf(body["content"]));
    return [labelled("respond", [span("strong", first)]), ...rest.map((text) => continued([span("strong", text)]))];
  }
  if (kind !== "input.failed") return [];
  const next = recordedNext(body["fault"]);
  return [
    labelled("respond", [span("bad", "FAILED"), plain(`  ${recordedFaultText(body["fault"])}`)]),
    ...(next === "" ? [] : [continued([dim(next)])]),
  ];
};

/** Feed it the records of one run, in order. */
export const timelineStep = (state: TimelineState, record: JournalRecord, options: TimelineOptions): TimelineStep => {
  const openSeq = state.openSeq ?? record.seq;
  const ends = endsStep(record);
  const begins = record.kind === "decision" && record.body["verdict"] === "AUTHORIZED" && record.body["further"] !== true;
  return {
    state: {
      tally: countRecord(state.tally, record),
      openSeq: ends ? null : openSeq,
      lastTime: record.time,
      decidedAt: begins ? record.time : state.decidedAt,
      asked: record.kind === "approval.requested" || (state.asked && record.kind === "approval.answered"),
    },
    lines: [...stepLines(record, state, options), ...(ends ? [recordLine(openSeq, record.seq), ...responseLines(record)] : [])],
  };
};
