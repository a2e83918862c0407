// femtoclaw replay: a recorded run decided again by the pure machine, from the journal alone (G7); and, where a policy is named, what
// that one would have decided of the same calls.
import { resolve } from "node:path";
import type { MachineDefinition, Replay } from "@femtoclaw/core";
import { replayRun } from "@femtoclaw/runtime";
import { canonicalise, fault, FemtoClawError, type JsonObject } from "@femtoclaw/protocol";
import { changeDocument, singleChangeLines } from "../../changed-decision.ts";
import { exitCode } from "../../exit-code.ts";
import { faultDocument } from "../../fault-text.ts";
import { fit } from "../../display-width.ts";
import { printable } from "../../printable.ts";
import { plural } from "../../quantity.ts";
import { dim, plain, span, type Line } from "../../styled-line.ts";
import { rejudgeRun, type RejudgedRun } from "../rejudge-run.ts";
import { resolveRun } from "../resolve-run.ts";
import { shortenPath, type CommandAction, type CommandResult, type Session } from "../session.ts";
import { configuredSettings, journalSource, loadSettings } from "../settings.ts";
import { tryPolicy } from "../try-policy.ts";

const row = (label: string, text: string): Line => [span("label", `  ${label.padEnd(10)}`), plain(text)];

/** As much of a differing record as helps to see the difference; the whole is in the journal. */
const shownLength = 2_000;

type Identical = Extract<Replay, { identical: true }>;
type Diverged = Extract<Replay, { identical: false }>;

const showDivergence = (session: Session, run: string, { records, divergence }: Diverged): CommandResult => {
  const { seq, pointer, cause, recorded, replayed } = divergence;
  session.screen.print([
    [span("bad", "replay diverged"), plain(`  at record ${seq}, after ${plural(records, "identical record")}`)],
    row("record", `#${seq}`),
    row("place", pointer === "" ? "the record as a whole" : printable(pointer)),
    row("cause", printable(cause)),
    row("recorded", fit(printable(canonicalise(recorded)), shownLength)),
    row("replayed", fit(printable(canonicalise(replayed)), shownLength)),
  ]);
  const found = fault("FC_REPLAY_DIVERGED", "the recorded decisions again", cause, { pointer });
  return { exitCode: exitCode.integrity, document: { run, identical: false, records, divergence: { seq, pointer, cause, recorded, replayed }, fault: faultDocument(found) } };
};

const identicalLines = ({ records, stateDigest, state, closed }: Identical, to: number | null): readonly Line[] => [
  [
    span("good", "replay identical"),
    plain(`  ${plural(records, "record")}, byte for byte`),
    dim(to !== null ? `  up to record ${to}, where the run was in ${state.name}` : closed ? "" : "  the run was not closed"),
  ],
  row("state", stateDigest),
];

const identicalDocument = (run: string, { records, stateDigest, state, closed }: Identical, to: number | null): JsonObject => ({
  run, identical: true, records, stateDigest, state: state.name, closed, ...(to === null ? {} : { to }), fault: null,
});

const rejudgedLines = (it: RejudgedRun, file: string): readonly Line[] => {
  const { decisions, changed, unknown, changes, knownUntil, untold, offered, withheld, otherBudgets } = it;
  const [first, ...later] = changes;
  const others = [...(offered.length === 0 ? [] : [`be offered ${offered.join(", ")}`]), ...(withheld.length === 0 ? [] : [`not be offered ${withheld.join(", ")}`])];
  return [
    ...(first === undefined ? [] : singleChangeLines(first)),
    ...(later.length === 0 ? [] : [[dim(`what the run would have done after record ${knownUntil} nobody knows; had it gone on as recorded:`)]]),
    ...later.flatMap(singleChangeLines),
    ...(untold === 0 ? [] : [[dim(`${untold} more`)]]),
    ...(others.length === 0 ? [] : [[dim(printable(`the brain would ${others.join(" and ")}, and could have said something else from the start`))]]),
    ...(otherBudgets ? [[dim("the budgets are others: the run could have ended elsewhere")]] : []),
    ...(unknown === 0 ? [] : [[dim(`${plural(unknown, "decision")} could not be told: what the new policy needs to know was not recorded, which counts as denied`)]]),
    [
      span(changed + unknown === 0 ? "good" : "warn", changed === 0 ? `nothing changes${unknown === 0 ? "" : " of what can be told"}` : `${changed} would change`),
      plain(`  of ${plural(decisions, "decision")}  ${file}`),
      ...(knownUntil === null || later.length > 0 ? [] : [dim(`  after record ${knownUntil} nobody knows`)]),
    ],
  ];
};

const rejudgedDocument = (it: RejudgedRun, file: string): JsonObject => ({
  ...it,
  file,
  offered: [...it.offered],
  withheld: [...it.withheld],
  changes: it.changes.map((change) => ({ ...changeDocument(change), seq: change.first.seq, ifGoneOnAsRecorded: change.first.seq !== it.knownUntil })),
});

export const replay: CommandAction = async (session) => {
  const { screen, options, io } = session;
  const journal = await journalSource(session);
  const run = await resolveRun(journal, session.arguments[0] ?? "");
  const to = options.count("--to");
  const named = options.text("--policy");
  const file = named === null ? null : resolve(io.directory, named);
  // Before the run: a policy with defects says so at once. What is the runtime's own is what the configuration names, not what is tried.
  const tried = file === null ? null : await tryPolicy(session, { ...(await loadSettings(session)), policy: (await configuredSettings(session)).policy }, file);
  const under: MachineDefinition[] = [];
  screen.status("replaying");
  const result = await replayRun(journal, run, { ...(to === null ? {} : { to }), onDefinition: (it) => under.push(it) });
  screen.status(null);
  // Nothing is to be built on a record that does not replay.
  if (!result.identical) return showDivergence(session, run, result);
  screen.print(identicalLines(result, to));
  const document = identicalDocument(run, result, to);
  if (tried === null || file === null) return { exitCode: exitCode.success, document };
  const [definition] = under;
  if (definition === undefined) throw new FemtoClawError(fault("FC_INTERNAL", "what the run was recorded under", "nothing"));
  const rejudged = await rejudgeRun(journal, run, to ?? Number.MAX_SAFE_INTEGER, definition, tried);
  screen.print(rejudgedLines(rejudged, printable(shortenPath(io)(file))));
  return { exitCode: rejudged.changed + rejudged.unknown === 0 ? exitCode.success : exitCode.different, document: { ...document, policy: rejudgedDocument(rejudged, file) } };
};
