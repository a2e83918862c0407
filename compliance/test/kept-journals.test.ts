import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFileJournal, readJournal, verifyJournal } from "@femtoclaw/memory/host";
import { replayRun } from "@femtoclaw/runtime";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { keepJournal } from "../src/journals/keep-journal.ts";
import { keptJournalDefects, keptJournalsSchema, listName, readingDefects, type KeptJournal } from "../src/journals/kept-journal.ts";

const kept = join(import.meta.dirname, "../journals");
const { journals } = keptJournalsSchema.parse(JSON.parse(readFileSync(join(kept, listName), "utf8")));

let place = "";
beforeEach(() => {
  place = mkdtempSync(join(tmpdir(), "femtoclaw-kept-"));
});
afterEach(() => rmSync(place, { recursive: true }));

describe("journals of earlier versions (FC-UPGRADE-0001.R1)", () => {
  test("are each there, byte for byte, and verify against their checkpoint and replay to the states of then", async () => {
    expect(await keptJournalDefects(kept)).toEqual([]);
  });

  test.each(journals)("$name can be gone on with, and its runs still replay", async ({ name, runs, records }: KeptJournal) => {
    const directory = join(place, "journal");
    cpSync(join(kept, name, "journal"), directory, { recursive: true });
    const { journal, recovery } = await openFileJournal({ directory });
    expect(recovery).toMatchObject({ tornBytes: 0, lastSeq: records, unfinished: [] });
    await journal.append([{ time: 1_764_100_000_000, run: null, execution: null, kind: "runtime.stopped", body: {} }]);
    await journal.close();
    expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: records + 1 });
    for (const [run, { stateDigest }] of Object.entries(runs)) expect(await replayRun(directory, run)).toMatchObject({ identical: true, stateDigest });
  });

  test("hold what matters: allowed, denied and rejected, approvals, flow, mandates, limits, a crash and what came of it", async () => {
    const seen = new Set<string>();
    for await (const { record } of readJournal(join(kept, "0.1.0", "journal"))) {
      const { kind, body } = record;
      const [reason] = Array.isArray(body["reasons"]) ? body["reasons"] : [];
      seen.add(kind === "decision" ? `${kind} ${String(body["verdict"])}` : kind);
      if (kind === "decision" && reason !== undefined) seen.add(JSON.stringify(reason).replace(/^.*?"expected":"([^"]*)".*$/, "$1"));
    }
    expect([...seen].sort()).toEqual(expect.arrayContaining([
      "approval.answered", "approval.requested", "decision AUTHORIZED", "decision DENIED_CAPABILITY_NOT_FOUND", "decision DENIED_POLICY_VIOLATION",
      "execution.in-doubt", "execution.settled", "facts.resolved", "input.failed", "mandate.given", "outcome", "protocol.rejected", "run.resumed",
      "runtime.recovered", "stop.requested",
    ]));
    const reasons = [...seen].join("\n");
    for (const it of [/at most 2 executions of shell in a run/, /within the mandate read-one-note/, /untrusted|tainted/]) expect(reasons).toMatch(it);
  });
});

/** Each of them has to be told, or the test above proves nothing. */
const faults: readonly (readonly [what: string, plant: (root: string) => void, told: RegExp])[] = [
  ["a journal that was removed", (root) => rmSync(join(root, "0.1.0"), { recursive: true }), /^0\.1\.0: is missing$/],
  ["a journal that nobody listed", (root) => mkdirSync(join(root, "0.0.9")), /^0\.0\.9: is in no list$/],
  ["a file that was removed", (root) => rmSync(join(root, "0.1.0/checkpoint.note")), /^0\.1\.0: checkpoint\.note is missing$/],
  ["a file that came later", (root) => writeFileSync(join(root, "0.1.0/journal/more"), ""), /^0\.1\.0: journal\/more is in no list$/],
  [
    "one changed byte",
    (root) => {
      const file = join(root, "0.1.0/journal", readdirSync(join(root, "0.1.0/journal"))[0] ?? "");
      const bytes = readFileSync(file);
      bytes[2_000] = (bytes[2_000] ?? 0) ^ 1;
      writeFileSync(file, bytes);
    },
    /^0\.1\.0: journal\/0000000000000001\.segment was changed$/,
  ],
];

describe("what is kept", () => {
  test.each(faults)("is not passed with %s", async (_what, plant, told) => {
    const root = join(place, "journals");
    cpSync(kept, root, { recursive: true });
    plant(root);
    const [defect] = await keptJournalDefects(root);
    expect(defect).toMatch(told);
  });

  test("is told apart where this version reads it otherwise, whatever the list says of its bytes", async () => {
    const [first] = journals;
    if (first === undefined) throw new Error("nothing is kept");
    const directory = join(kept, first.name);
    const [run = ""] = Object.keys(first.runs);
    const other = { ...first.runs, [run]: { records: 1, stateDigest: "sha256:0", closed: true } };
    expect(await readingDefects(directory, { ...first, runs: other })).toEqual([expect.stringMatching(/has \d+ records in place of 1/)]);
    expect(await readingDefects(directory, { ...first, root: "0".repeat(64) })).toEqual(["the history is not the one that the checkpoint signs"]);
    expect(await readingDefects(directory, { ...first, records: 3 })).toEqual([expect.stringContaining("does not verify")]);
  });

  test("is made by a script that comes to the same bytes whenever it runs, and to what this version reads", async () => {
    const [one, two] = [await keepJournal(join(place, "one"), "x"), await keepJournal(join(place, "two"), "x")];
    expect(two).toEqual(one);
    expect(await readingDefects(join(place, "one"), one)).toEqual([]);
  });
});
