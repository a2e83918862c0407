import type { JournalRecord, RecordDraft } from "@femtoclaw/core";
import { archiveOf, beginNeeds, emptyHead, foldNeeds, journalArchived, linkRecords, neededFrom, planArchival, readJournalArchived, type ArchivalBounds, type SegmentEnd } from "@femtoclaw/memory";
import { describe, expect, it, test } from "vitest";
import { emptyFrontier } from "../../src/tree/frontier.ts";
import { sha256 } from "../../src/host/sha256.ts";
import { draft } from "../drafts.ts";

const hash = "ab".repeat(32);
/** Segments of ten records each, one a second. */
const ends = Array.from({ length: 5 }, (_, n): SegmentEnd => ({ firstSeq: 10 * n + 1, file: `${n}`, bytes: 100, head: { seq: 10 * n + 10, hash }, frontier: emptyFrontier, latestMs: 1_000 * n + 999 }));
const open: ArchivalBounds = { beforeSeq: null, beforeMs: null, keepFromMs: 1_000_000, signed: 50, needed: null, mostSegments: 100 };

describe("planArchival() (FC-UPGRADE-0001.R12)", () => {
  test.each([
    ["all but the last segment", {}, 4, "last segment", 41],
    ["what is before a record alone", { beforeSeq: 25 }, 2, "asked", 21],
    ["a segment whose last record is just before it", { beforeSeq: 21 }, 2, "asked", 21],
    ["what is before a time alone", { beforeMs: 2_000 }, 2, "asked", 21],
    ["nothing that is younger than is kept", { keepFromMs: 1_999 }, 1, "keep days", 11],
    ["nothing that is not signed", { signed: 29 }, 2, "checkpoint", 21],
    ["nothing where nothing is signed", { signed: 0 }, 0, "checkpoint", 1],
    ["nothing from what an open run needs on", { needed: 20 }, 1, "open run", 20],
    ["no more than one archive holds", { mostSegments: 3 }, 3, "segments at a time", 31],
  ] as const)("takes %s", (_what, bounds, segments, held, heldAt) => {
    const plan = planArchival(ends, { ...open, ...bounds });
    expect(plan).toMatchObject({ held, heldAt });
    expect(plan.segments).toEqual(ends.slice(0, segments));
  });

  it("takes nothing of a journal without segments", () => {
    expect(planArchival([], open)).toEqual({ segments: [], held: "last segment", heldAt: 1 });
  });
});

const run = "run_01k0a1b2c3d4e5f6g7h8j9kmnp";
const execution = `${run}.1`;
const started: RecordDraft = draft({}, { run: null, kind: "runtime.started" });
const of = (kind: RecordDraft["kind"], body: RecordDraft["body"] = {}, id: string | null = null): RecordDraft => draft(body, { run, kind, execution: id });
const authorised = of("decision", { verdict: "AUTHORIZED" }, execution);
const settled: RecordDraft = draft({ found: "done" }, { run: null, kind: "execution.settled", execution });

describe("neededFrom() (FC-UPGRADE-0001.R12)", () => {
  test.each<readonly [string, readonly RecordDraft[], number | null]>([
    ["nothing for a run that is closed", [started, of("run.started"), of("input.received"), of("input.answered"), of("run.closed")], null],
    ["nothing for a run that was ended with its runtime, and has nothing under way", [started, of("run.started"), of("input.received")], null],
    ["the start of its runtime for a run that waits", [started, draft(), of("run.started"), of("approval.requested", {}, execution)], 1],
    ["nothing once it was answered", [started, of("run.started"), of("approval.requested", {}, execution), of("approval.answered", {}, execution), of("run.closed")], null],
    ["the start of its runtime for an effect without an outcome", [started, started, of("run.started"), authorised], 2],
    ["nothing once there is one", [started, of("run.started"), authorised, of("outcome", {}, execution)], null],
    ["the start of its runtime for a doubt, also of a run that is closed", [started, of("run.started"), authorised, of("execution.in-doubt", {}, execution), of("run.closed")], 1],
    ["nothing once it is settled", [started, of("run.started"), authorised, of("execution.in-doubt", {}, execution), of("run.closed"), settled], null],
    ["the run's first record where no start is known", [of("run.started"), of("approval.requested", {}, execution)], 1],
  ])("is %s", (_what, drafts, expected) => {
    const fold = beginNeeds();
    for (const record of linkRecords(emptyHead, drafts, sha256).records) foldNeeds(fold, record);
    expect(neededFrom(fold)).toBe(expected);
  });
});

describe("the record of an archival (FC-UPGRADE-0001.R14)", () => {
  const archival = { version: "1", who: "ann", why: "disk", archive: "third", from: 20, head: { seq: 30, hash }, root: hash, segments: [{ name: "0000000000000021.segment", bytes: 9, digest: "sha256:00" }], earlier: [{ archive: "first", seq: 10 }, { archive: "second", seq: 20 }] };
  const record = (body: object): Pick<JournalRecord, "kind" | "body"> => ({ ...journalArchived(1, archival), body: { ...journalArchived(1, archival).body, ...body } });

  it("is read as it was written, and not at all where something is missing", () => {
    expect(readJournalArchived(journalArchived(1, archival))).toEqual(archival);
    for (const body of [{ seq: "30" }, { hash: "x" }, { root: null }, { segments: [{}] }, { segments: null }, { who: 1 }, { from: -1 }]) expect(readJournalArchived(record(body))).toBe(null);
    expect(readJournalArchived(draft())).toBe(null);
  });

  test.each([[1, "first"], [10, "first"], [11, "second"], [20, "second"], [21, "third"], [30, "third"], [31, null]])("says that record %i is in %s", (seq, name) => {
    expect(archiveOf(archival, seq)).toBe(name);
  });
});
