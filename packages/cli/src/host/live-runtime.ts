// A runtime whose runs are shown as they happen: what `run` and `chat` share.
import type { JournalRecord, MandateGiven, Run, Telemetry } from "@femtoclaw/core";
import { openRuntime, PolicyError, suspendApprovals, type Config, type Runtime } from "@femtoclaw/runtime";
import { activityAfter, activityStart, activityText, type Activity } from "../activity.ts";
import { warningLines } from "../fault-text.ts";
import { FaultsError } from "../faults-error.ts";
import { printable } from "../printable.ts";
import { plural } from "../quantity.ts";
import { continued, dim, span, type Line } from "../styled-line.ts";
import { emptyTally, tallySince, type Tally } from "../tally.ts";
import { timelineStart, timelineStep, type TimelineState } from "../timeline.ts";
import { createApprover } from "./ask-approval.ts";
import { findJournalWriter } from "./journal-writer.ts";
import { readJournalStatus } from "./read-journal-status.ts";
import type { Screen } from "./screen.ts";
import { shortenPath, type Session } from "./session.ts";
import { configFile } from "./settings.ts";

export interface LiveRuntime {
  readonly runtime: Runtime;
  /** Resolves when the run's beginning has been shown, so that it is not shown in the middle of a question. */
  openRun(mandate?: MandateGiven): Promise<Run>;
  /** Of the run that recorded something last. */
  tally(): Tally;
  /** Counts what happened since the last call. */
  takeTurn(): Tally;
}

/** Without a terminal there is nothing to wrap around; this is only where a brain's talk is cut. */
const plainColumns = 400;

interface LiveTimeline {
  readonly telemetry: Telemetry;
  readonly onSay: (said: { readonly comment: string | null }) => void;
  readonly tally: () => Tally;
  readonly takeTurn: () => Tally;
  readonly begun: (run: string) => Promise<void>;
}

/** A journal that fails says so at the next submit; nobody waits for it longer than this. */
const beginTimeoutMs = 2_000;

const createLiveTimeline = (session: Session, screen: Screen): LiveTimeline => {
  const { io } = session;
  let state: TimelineState = timelineStart;
  let turnStart: Tally = emptyTally;
  let activity: Activity = activityStart;
  let comment: string | null = null;
  let onBegun: { readonly run: string; readonly resolve: () => void } | null = null;
  const options = { shorten: shortenPath(io), columns: 0 };

  /** The comment belongs above what was said, which comes with the record. */
  const withComment = (record: JournalRecord, lines: readonly Line[]): readonly Line[] => {
    if (comment === null || record.kind !== "brain.replied") return lines;
    const [blank, ...rest] = lines;
    const shown = [...(blank === undefined ? [] : [blank]), continued([dim(`# ${printable(comment)}`)]), ...rest];
    comment = null;
    return shown;
  };

  return {
    tally: () => state.tally,
    takeTurn: () => {
      const taken = tallySince(turnStart, state.tally);
      turnStart = state.tally;
      return taken;
    },
    begun: (run) =>
      new Promise((resolve) => {
        const timer = setTimeout(resolve, beginTimeoutMs);
        onBegun = {
          run,
          resolve: () => {
            clearTimeout(timer);
            resolve();
          },
        };
      }),
    onSay: (said) => (comment = said.comment),
    telemetry: {
      transition: ({ to }) => {
        activity = { ...activity, state: to };
        screen.status(activityText(activity));
      },
      record: (record) => {
        if (record.kind === "run.started") {
          state = timelineStart;
          turnStart = emptyTally;
        }
        const columns = io.stdout.isTerminal ? io.stdout.columns() : plainColumns;
        const next = timelineStep(state, record, { ...options, columns });
        state = next.state;
        screen.print(withComment(record, next.lines));
        if (record.run === onBegun?.run) onBegun.resolve();
        activity = activityAfter(activity, record);
        screen.status(activityText(activity));
      },
      checkpoint: ({ size, fault }) => {
        if (fault === null) return;
        session.aside.print([[span("warn", "no checkpoint"), span("plain", `  of ${plural(size, "record")}: ${printable(fault.found)}; no record is lost`)]]);
      },
    },
  };
};

/** The last runtime left without closing its journal: whatever it had begun is in doubt now, and its operator must hear of it. */
const warnOfDoubt = async (session: Session, journal: string): Promise<void> => {
  const writer = await findJournalWriter(journal);
  if (writer.state !== "none" || !writer.left) return;
  // What cannot be read here is for the opening of the journal to report.
  const read = await readJournalStatus(journal).catch(() => null);
  const found = (read?.status.inDoubt ?? []).filter((it) => it.recordedSeq === null);
  for (const { execution, capability } of found) {
    session.aside.print([[span("warn", "in doubt"), span("plain", `  ${printable(capability)}  ${printable(execution)}: it began, and the runtime ended before its outcome was recorded`)]]);
  }
};

const openNarrowed = (runtime: Runtime, mandate: MandateGiven | undefined): Run => {
  try {
    return runtime.openRun(undefined, mandate);
  } catch (error) {
    if (error instanceof PolicyError) throw new FaultsError(error.fault, error.defects);
    throw error;
  }
};

/** Throws a FemtoClawError, or a FaultsError with every defect of the policy; then nothing was recorded. */
export const openLiveRuntime = async (session: Session, config: Config, screen: Screen, { suspends = false }: { readonly suspends?: boolean } = {}): Promise<LiveRuntime> => {
  const { io } = session;
  const live = createLiveTimeline(session, screen);
  await warnOfDoubt(session, config.journal);
  const file = await configFile(session);
  try {
    const runtime = await openRuntime(config, {
      environment: io.environment,
      ownPaths: file === null ? [] : [file],
      approver: suspends && (session.json || io.terminal === null) ? suspendApprovals : createApprover(session.json ? { ...io, terminal: null } : io, session.screen, { grantIsShown: screen === session.screen }),
      telemetry: live.telemetry,
      onSay: live.onSay,
    });
    session.aside.print(warningLines(runtime.policy.warnings, shortenPath(io)));
    const openRun = async (mandate?: MandateGiven): Promise<Run> => {
      const run = openNarrowed(runtime, mandate);
      await live.begun(run.id);
      return run;
    };
    return { runtime, openRun, tally: live.tally, takeTurn: live.takeTurn };
  } catch (error) {
    if (error instanceof PolicyError) throw new FaultsError(error.fault, error.defects);
    throw error;
  }
};
