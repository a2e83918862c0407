import { describe, expect, test } from "vitest";
import type { RecordDraft } from "@femtoclaw/core";
import { decodeOutline, emptyHead, encodeOutline, foldOutline, linkRecords, mayHold, selects, type RecordSelector, type SegmentOutline } from "@femtoclaw/memory";
import { sha256 } from "@femtoclaw/memory/host";
import { draft } from "../drafts.ts";

const outlineOf = (drafts: readonly RecordDraft[]): SegmentOutline => {
  const fold = foldOutline(emptyHead);
  const { records } = linkRecords(emptyHead, drafts, sha256);
  for (const [at, record] of records.entries()) fold.add(record, records[at + 1]?.prev ?? "f".repeat(64));
  const outline = fold.outline();
  if (outline === null) throw new Error("an outline of nothing");
  return outline;
};

/** Few words, so that many selectors hold of many records. A generator that is the same each time. */
const words = { run: ["run_01k0000000000000000000000a", "run_01k0000000000000000000000b", "r1"], capability: ["shell", "fs.read"], verdict: ["AUTHORIZED", "DENIED_POLICY_VIOLATION"], rule: ["one", "two"] };
const generator = (seed: number): ((most: number) => number) => {
  let state = seed;
  return (most) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * most);
  };
};
const anyDraft = (next: (most: number) => number): RecordDraft => {
  const pick = <T>(from: readonly T[]): T => from[next(from.length)] ?? (from[0] as T);
  const run = pick(words.run);
  const change = { run: pick([run, null]), execution: pick([`${pick(words.run)}.${next(3)}`, null]), time: next(20) };
  const decision = { verdict: pick(words.verdict), call: { capability: pick(words.capability), args: {} }, rule: { id: pick(words.rule) } };
  const outcome = { output: pick(["x", null]), label: { source: pick(words.capability), trust: pick(["trusted", "untrusted"]), secret: pick([true, false]) } };
  return pick([
    draft(decision, { ...change, kind: "decision" }),
    draft({ grant: { capability: pick(words.capability) }, rule: null }, { ...change, kind: "approval.requested" }),
    draft(outcome, { ...change, kind: "outcome" }),
    draft({ found: "done" }, { ...change, run: null, kind: "execution.settled" }),
    draft({}, change),
  ]);
};
const anySelector = (next: (most: number) => number): RecordSelector => {
  const sometimes = (it: RecordSelector): RecordSelector => (next(3) === 0 ? it : {});
  const pick = <T>(from: readonly T[]): T => from[next(from.length)] ?? (from[0] as T);
  return {
    ...sometimes({ run: pick(words.run) }),
    ...sometimes({ execution: `${pick(words.run)}.${next(3)}` }),
    ...sometimes({ kinds: [pick(["decision", "outcome", "execution.settled", "runtime.started"])] }),
    ...sometimes({ capabilities: [pick([...words.capability, "none"])] }),
    ...sometimes({ verdicts: [pick([...words.verdict, "DENIED", "APPROVAL_REQUIRED"])] }),
    ...sometimes({ rules: [pick([...words.rule, "none"])] }),
    ...sometimes({ labels: [pick(["trusted", "untrusted", "secret"])] }),
    ...sometimes({ sinceMs: next(25) }),
    ...sometimes({ untilMs: next(25) }),
    ...sometimes({ afterSeq: next(8) }),
    ...sometimes({ toSeq: next(8) }),
  };
};

describe("an outline (FC-AUDIT-0001.R7)", () => {
  test("never says that nothing can be selected where something is, and mostly says it where nothing is", () => {
    const next = generator(1);
    let [passed, empty] = [0, 0];
    for (let round = 0; round < 20_000; round += 1) {
      const drafts = Array.from({ length: 1 + next(5) }, () => anyDraft(next));
      const selector = anySelector(next);
      const selected = linkRecords(emptyHead, drafts, sha256).records.some((record) => selects(selector, record));
      const may = mayHold(outlineOf(drafts), selector);
      expect(selected && !may, JSON.stringify({ drafts, selector })).toBe(false);
      if (!selected) empty += 1;
      if (!may) passed += 1;
    }
    expect(passed).toBeGreaterThan(empty / 2);
  });

  test("is read as what was written, and as nothing when anything of it was changed", () => {
    const outline = outlineOf([draft({}), draft({ verdict: "AUTHORIZED" }, { kind: "decision", execution: "run_01k0000000000000000000000a.1" })]);
    const text = encodeOutline(outline, sha256);
    expect(decodeOutline(text, sha256)).toEqual(outline);
    const forged = [text.trimEnd(), "", "null", "{}", text.replace('"AUTHORIZED"', '"DENIED"'), text.replace('"version":1', '"version":2'), text.replace('"runs":[', '"runs":[7,'), text.replace('"minMs":1', '"minMs":"1'), `${text}\n`];
    for (const other of forged) {
      expect(other).not.toBe(text);
      expect(decodeOutline(other, sha256)).toBeNull();
    }
  });

  test("of more runs than it holds is one of any run, and still one of these kinds alone", () => {
    const outline = outlineOf(Array.from({ length: 4_097 }, (_, index) => draft({}, { run: `r${index}` })));
    expect(outline).toMatchObject({ runs: null, kinds: ["input.received"] });
    expect([mayHold(outline, { run: "another" }), mayHold(outline, { kinds: ["outcome"] })]).toEqual([true, false]);
    expect(decodeOutline(encodeOutline(outline, sha256), sha256)).toEqual(outline);
  });
});
