import { resolvePointer, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import { beforeAll, describe, expect, it } from "vitest";
import { recordKinds, replay, type JournalRecord, type Replay } from "../src/index.ts";
import { makeDefinition, run } from "./support/definition.ts";
import { recordShapes, shapes, type Recorded } from "./support/shapes.ts";

let all: readonly Recorded[] = [];
beforeAll(async () => {
  all = await recordShapes();
});
const shapeOf = (name: string): Recorded => {
  const found = all.find((recorded) => recorded.name === name);
  if (found === undefined) throw new Error(name);
  return found;
};
const again = ({ definition, records }: Pick<Recorded, "definition" | "records">): Replay => replay(definition, run, records);

describe("replay()", () => {
  it.each(Object.keys(shapes))("is identical for a run with %s", (name) => {
    const recorded = shapeOf(name);
    expect(again(recorded)).toMatchObject({ identical: true, closed: true, records: recorded.records.length });
  });

  it("has been shown every kind of record that a run can leave, but what only a run gone on with leaves (resume.test.ts)", () => {
    const seen = new Set(all.flatMap(({ records }) => records.map(({ kind }) => kind)));
    expect(recordKinds.filter((kind) => !seen.has(kind))).toEqual(["runtime.started", "runtime.recovered", "runtime.stopped", "runtime.migrated", "journal.archived", "run.resumed", "execution.settled"]);
  });

  it("reaches the same state digest each time, and another one for another run", () => {
    const digests = all.map((recorded) => again(recorded)).map((it) => (it.identical ? it.stateDigest : ""));
    expect(all.map((recorded) => again(recorded)).map((it) => (it.identical ? it.stateDigest : ""))).toEqual(digests);
    expect(new Set(digests).size).toBeGreaterThan(20);
  });

  it("shows the state before each piece of news, with the context that the brain had", () => {
    const contexts: number[] = [];
    const { definition, records } = shapeOf("several inputs");
    replay(definition, run, records, {
      onState: (state, record) => {
        if (record.kind === "brain.replied") contexts.push(state.context.length);
      },
    });
    expect(contexts).toEqual([1, 3, 5, 6, 6, 6]);
  });

  it("goes no further than it is told, into the very state that a journal which ends there leads to (FC-CORE-0004.R3)", () => {
    for (const { definition, records, name } of all) {
      for (const { seq } of records) {
        const cut = again({ definition, records: records.filter((it) => it.seq <= seq) });
        const { records: count, stateDigest, closed } = cut.identical ? cut : { records: -1, stateDigest: "", closed: false };
        expect(replay(definition, run, records, { to: seq }), `${name} to ${seq}`).toMatchObject({ identical: true, records: count, stateDigest, closed });
      }
    }
  });

  it("diverges at the first record under another policy", () => {
    const { records } = shapeOf("an answer");
    const other = makeDefinition({}, "steps: 19, executions: 10, wallMs: 60000, tokens: 1000");
    expect(replay(other, run, records)).toMatchObject({ identical: false, records: 0, divergence: { seq: 1, pointer: "/body/budgets/steps", recorded: 20, replayed: 19 } });
  });
});

describe("a journal that a crash cut short", () => {
  const prefixes = (records: readonly JournalRecord[]): readonly (readonly JournalRecord[])[] => records.map((_, count) => records.slice(0, count));

  it("replays identically at every boundary between two records", () => {
    for (const { definition, records, name } of all) {
      const whole = again({ definition, records });
      for (const prefix of prefixes(records)) {
        const result = again({ definition, records: prefix });
        expect(result, `${name} after ${prefix.length}`).toMatchObject({ identical: true, closed: false, records: prefix.length });
        // It must not go on in its mind to an end that was never recorded.
        if (result.identical && whole.identical) expect(result.stateDigest, `${name} after ${prefix.length}`).not.toBe(whole.stateDigest);
      }
    }
  });

  it("replays identically with the doubt that recovery recorded after it", () => {
    let marked = 0;
    for (const { definition, records, name } of all) {
      for (const prefix of prefixes(records)) {
        const last = prefix.at(-1);
        const execution = unfinished(prefix);
        if (last === undefined || execution === null) continue;
        marked += 1;
        const doubt: JournalRecord = { ...last, seq: last.seq + 1, time: last.time + 9, execution, kind: "execution.in-doubt", body: { why: "a crash" } };
        expect(again({ definition, records: [...prefix, doubt] }), `${name} after ${prefix.length}`).toMatchObject({ identical: true, closed: false });
      }
    }
    expect(marked).toBeGreaterThan(20);
  });
});

const unfinished = (records: readonly JournalRecord[]): string | null => {
  const open = new Set<string>();
  for (const { kind, body, execution } of records) {
    if (execution === null) continue;
    if (kind === "decision" && body["verdict"] === "AUTHORIZED") open.add(execution);
    if (kind === "outcome" || kind === "execution.in-doubt") open.delete(execution);
  }
  return [...open][0] ?? null;
};

// ---- One field edited ----

/** News as it stands in a record: the rest of a record follows from it. */
const newsOf: { readonly [kind: string]: readonly string[] } = {
  "run.started": ["/body/brain", "/body/mandate/text"],
  "input.received": ["/body/content"],
  "context.summarised": ["/body/who", "/body/text", "/body/replaces"],
  "brain.replied": ["/body/raw", "/body/usage"],
  "brain.failed": ["/body/fault"],
  "facts.resolved": ["/body/facts"],
  "grant.requested": ["/body/args"],
  "approval.answered": ["/body/approved", "/body/who", "/body/why"],
  outcome: ["/body/outcome", "/body/output", "/body/error", "/body/measures"],
  "execution.in-doubt": ["/body/why"],
  "stop.requested": ["/body/who", "/body/why"],
};
/** Of these, what the state counts: a later digest of the state must differ. */
const counted = ["/body/content", "/body/raw", "/body/usage/", "/body/output", "/body/outcome", "/body/approved"];

const within = (pointer: string, places: readonly string[]): boolean => places.some((place) => pointer.startsWith(place));

/** Every place in a record that replay answers for: `seq` and `prev` are the journal's own. */
const placesIn = (record: JournalRecord): readonly string[] => {
  const visit = (value: JsonValue, pointer: string): readonly string[] => {
    if (value === null || typeof value !== "object") return [pointer];
    const inside = Object.entries(value).flatMap(([key, it]) => visit(it, `${pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`));
    return [...inside, pointer];
  };
  const { time, run: of, execution, kind, body } = record;
  return visit({ time, run: of, execution, kind, body }, "").filter((pointer) => pointer !== "");
};

const other = (value: JsonValue): JsonValue => {
  if (typeof value === "number") return value + 1;
  if (typeof value === "string") return `${value}x`;
  if (typeof value === "boolean") return !value;
  if (value === null) return "something";
  return Array.isArray(value) ? [...value, 0] : { ...value, added: true };
};

const edit = (record: JournalRecord, pointer: string): JournalRecord => {
  const write = (value: JsonValue, tokens: readonly string[]): JsonValue => {
    const [token, ...rest] = tokens;
    if (token === undefined) return other(value);
    if (Array.isArray(value)) return value.map((it: JsonValue, index) => (String(index) === token ? write(it, rest) : it));
    const object = value as JsonObject;
    return { ...object, [token]: write(object[token] ?? null, rest) };
  };
  const tokens = pointer.slice(1).split("/").map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
  const plain: JsonObject = { ...record };
  return write(plain, tokens) as unknown as JournalRecord;
};

describe("one edited field", () => {
  /** The first record of what one event left behind brings its time; the others have it from there. */
  const bringsTime = (records: readonly JournalRecord[], index: number): boolean => {
    const { kind, body } = records[index] ?? { kind: "", body: {} };
    return kind in newsOf || kind === "deadline.passed" || (kind === "run.closed" && body["cause"] === "completed");
  };

  it("that follows from others is named with its record and its place", () => {
    let edits = 0;
    for (const { definition, records, name } of all) {
      for (const [index, record] of records.entries()) {
        for (const pointer of placesIn(record)) {
          const isNews = within(pointer, newsOf[record.kind] ?? []) || (pointer === "/time" && bringsTime(records, index)) || pointer === "/body";
          // These two say what kind of news it is and where it found the run: what goes wrong may show a record later.
          if (isNews || pointer === "/kind" || pointer === "/body/during") continue;
          const edited = records.toSpliced(index, 1, edit(record, pointer));
          const result = again({ definition, records: edited });
          edits += 1;
          expect(result, `${name}: ${record.seq} ${record.kind} ${pointer}`).toMatchObject({ identical: false, records: index, divergence: { seq: record.seq } });
          if (result.identical) continue;
          const named = result.divergence.pointer;
          // A key that was added to an object is itself the difference.
          expect([pointer, `${pointer}/added`].some((it) => it === named) || named.startsWith(pointer), `${name}: ${record.seq} ${pointer} named as ${named}`).toBe(true);
          expect(result.divergence.recorded, `${name}: ${record.seq} ${pointer}`).toEqual(resolvePointer({ ...edited[index] } as unknown as JsonObject, named));
        }
      }
    }
    expect(edits).toBeGreaterThan(2_000);
  });

  it("that says what kind of news it was, or where it found the run, is caught", () => {
    for (const { definition, records, name } of all) {
      for (const [index, record] of records.entries()) {
        const kinds = recordKinds.filter((kind) => kind !== record.kind);
        for (const kind of kinds) {
          const result = again({ definition, records: records.toSpliced(index, 1, { ...record, kind }) });
          expect(result, `${name}: ${record.seq} ${record.kind} as ${kind}`).toMatchObject({ identical: false });
        }
        if (record.body["during"] === undefined) continue;
        const body = { ...record.body, during: "CAPABILITY_EXECUTING" };
        const same = record.body["during"] === "CAPABILITY_EXECUTING";
        expect(again({ definition, records: records.toSpliced(index, 1, { ...record, body }) }).identical, `${name}: ${record.seq}`).toBe(same);
      }
    }
  });

  it("that is news is caught whenever a later digest of the state counts it, and never before its own record", () => {
    let [caught, unseen] = [0, 0];
    for (const { definition, records, name } of all) {
      for (const [index, record] of records.entries()) {
        const digestLater = records.slice(index + 1).some(({ body }) => body["state"] !== undefined);
        for (const pointer of placesIn(record)) {
          if (!within(pointer, newsOf[record.kind] ?? [])) continue;
          const result = again({ definition, records: records.toSpliced(index, 1, edit(record, pointer)) });
          if (!result.identical) expect(result.divergence.seq, `${name}: ${record.seq} ${pointer}`).toBeGreaterThanOrEqual(record.seq);
          if (digestLater && within(pointer, counted)) expect(result.identical, `${name}: ${record.seq} ${record.kind} ${pointer}`).toBe(false);
          if (result.identical) unseen += 1;
          else caught += 1;
        }
      }
    }
    // What changes nothing that follows (the last answer's usage, a person's reason) is the hash chain's to find.
    expect(caught).toBeGreaterThan(200);
    expect(unseen).toBeGreaterThan(0);
  });

  it("that is a time is caught when it runs backwards, or makes what follows do so", () => {
    const { definition, records } = shapeOf("a call, its result and an answer");
    for (const [index, record] of records.entries()) {
      if (index === 0) continue;
      const early = { ...record, time: (records[index - 1]?.time ?? 0) - 1 };
      expect(again({ definition, records: records.toSpliced(index, 1, early) })).toMatchObject({ identical: false, divergence: { seq: record.seq, pointer: "/time" } });
      const late = { ...record, time: record.time + 3_600_000 };
      expect(again({ definition, records: records.toSpliced(index, 1, late) }).identical).toBe(index === records.length - 1);
    }
  });
});

describe("records that were taken out, doubled or exchanged", () => {
  it("are noticed, except where the end alone is missing", () => {
    for (const { definition, records, name } of all) {
      for (const [index, record] of records.entries()) {
        const last = index === records.length - 1;
        if (!last) expect(again({ definition, records: records.toSpliced(index, 1) }).identical, `${name} without ${record.seq}`).toBe(false);
        expect(again({ definition, records: records.toSpliced(index, 0, record) }).identical, `${name} with ${record.seq} twice`).toBe(false);
        const next = records[index + 1];
        if (next !== undefined) expect(again({ definition, records: records.toSpliced(index, 2, next, record) }).identical, `${name} ${record.seq} exchanged`).toBe(false);
      }
    }
  });

  it("of another kind of damage do not make replay throw", () => {
    const { definition, records } = shapeOf("a call, its result and an answer");
    const [first, second] = records;
    if (first === undefined || second === undefined) throw new Error("no records");
    const broken = [{ ...second, body: {} }, { ...second, body: { content: "\ud800" } }, { ...second, time: Number.NaN }, { ...second, kind: "runtime.started" as const }];
    for (const record of broken) expect(again({ definition, records: [first, record] }).identical).toBe(false);
    expect(replay(definition, "run_x", records).identical).toBe(false);
    expect(replay(definition, run, [])).toMatchObject({ identical: true, records: 0, closed: false });
  });
});
