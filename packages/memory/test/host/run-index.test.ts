import { cp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { RecordDraft } from "@femtoclaw/core";
import type { RunSummary } from "@femtoclaw/memory";
import { openFileJournal, rebuildIndex, summariseRuns } from "@femtoclaw/memory/host";
import { draft } from "../drafts.ts";
import { codeOf, copySegments, inPlace, writeJournal } from "./journal-place.ts";

const runOf = (run: string, answer: boolean): readonly RecordDraft[] => [
  draft({}, { run, kind: "run.started" }),
  draft({ content: `task of ${run}` }, { run }),
  draft({ verdict: "AUTHORIZED", grant: { capability: "shell" } }, { run, kind: "decision", execution: `${run}/1` }),
  ...(answer ? [draft({ outcome: "ok" }, { run, kind: "outcome", execution: `${run}/1` }), draft({ content: "done" }, { run, kind: "input.answered" })] : []),
];
const batches = [runOf("a", true), runOf("b", false), runOf("c", true)];

const listed = async (directory: string): Promise<readonly RunSummary[]> => {
  const { journal, runs } = await openFileJournal({ directory });
  const all: RunSummary[] = [];
  for await (const it of runs.all()) all.push(it);
  await journal.close();
  return all;
};

describe("the index of runs", () => {
  test("says the same as a fold of the whole journal", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches, { segmentBytes: 4_096 });
      const folded = await summariseRuns(directory);
      expect(folded.map(({ run, state }) => `${run} ${state}`)).toEqual(["a completed", "b running", "c completed"]);
      expect(await listed(directory)).toEqual(folded);
    }));

  test("keeps how a doubt was settled, though the record is in no run, and as a fold of the whole journal does", () =>
    inPlace(async (directory) => {
      const [run, other] = ["run_01k0000000000000000000000a", "run_01k0000000000000000000000b"];
      const doubt = (it: string): RecordDraft => draft({ why: "a crash" }, { run: it, kind: "execution.in-doubt", execution: `${it}.1` });
      const settled = draft({ who: "ada", why: "looked", found: "done" }, { run: null, kind: "execution.settled", execution: `${run}.1` });
      // Opened anew in between: the settlement comes to an index that was stored without it.
      await writeJournal(directory, [[doubt(run), doubt(other)]]);
      await writeJournal(directory, [[settled]]);
      const folded = await summariseRuns(directory);
      expect(folded.map(({ state }) => state)).toEqual(["settled", "in-doubt"]);
      expect(await listed(directory)).toEqual(folded);
      expect(await summariseRuns(directory, { run })).toEqual(folded.slice(0, 1));
      expect(await summariseRuns(directory, { run: other })).toEqual(folded.slice(1));
      await rm(join(directory, "index"), { recursive: true });
      expect(await listed(directory)).toEqual(folded);
    }));

  test("is found while the journal is being written, with the place of the first record", () =>
    inPlace(async (directory) => {
      const { journal, runs } = await openFileJournal({ directory });
      await journal.append(runOf("a", true));
      await journal.append(runOf("b", false));
      expect(await runs.find("b")).toMatchObject({ segment: 1, summary: { state: "running", firstSeq: 6, input: "task of b" } });
      expect(await runs.find("missing")).toBeNull();
      await journal.close();
    }));

  test("is folded anew when it is gone, behind, or full of rubbish", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches);
      const expected = await listed(directory);
      const index = join(directory, "index");

      await rm(index, { recursive: true });
      expect(await listed(directory)).toEqual(expected);

      for (const name of await readdir(index)) if (name !== "LOCK") await writeFile(join(index, name), "rubbish");
      expect(await listed(directory)).toEqual(expected);

      const ahead = `${directory}-ahead`;
      await copySegments(directory, ahead);
      await writeJournal(ahead, [runOf("d", true)]);
      await rm(join(ahead, "index"), { recursive: true });
      // The index of the shorter journal is behind the longer one, which goes on exactly where the other ended.
      await cp(index, join(ahead, "index"), { recursive: true });
      expect((await listed(ahead)).map(({ run }) => run)).toEqual(["a", "b", "c", "d"]);
    }));

  test("is rebuilt by one command with the same answers, and not while somebody writes", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches);
      const expected = await listed(directory);
      expect(await rebuildIndex(directory)).toEqual({ records: 13 });
      expect(await listed(directory)).toEqual(expected);
      const { journal } = await openFileJournal({ directory });
      expect(await codeOf(rebuildIndex(directory))).toBe("FC_JOURNAL_LOCKED");
      await journal.close();
    }));

  test("is no way to change what is recorded: segments stay as they are", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, batches);
      const file = join(directory, "0000000000000001.segment");
      const before = await readFile(file);
      await rebuildIndex(directory);
      expect((await readFile(file)).equals(before)).toBe(true);
    }));
});
