import { spawn } from "node:child_process";
import { cp, mkdir, readdir, readFile, rename, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { checkJournal, openFileJournal, readJournal, readJournalTree, settleMigration, verifyJournal, type JournalFormat } from "@femtoclaw/memory/host";
import { draft } from "../drafts.ts";
import { ageJournal, formatZero } from "./format-zero.ts";
import { codeOf, inPlace, segmentFiles, writeJournal } from "./journal-place.ts";
import { makeOldJournal, migrateWith, newText, note, oldText, returnWith, settingsOf } from "./migrate-place.ts";

const formats = [formatZero];

const textsIn = async (directory: string): Promise<readonly string[]> => {
  const texts: string[] = [];
  for await (const { bytes } of readJournal(directory)) texts.push(bytes);
  return texts;
};

const oldTexts = async (directory: string): Promise<readonly string[]> => {
  const texts: string[] = [];
  for await (const text of formatZero.read(directory, () => "")) texts.push(text);
  return texts;
};

/** Every file below, with its bytes, but for what belongs to the lock. */
const snapshot = async (directory: string): Promise<Readonly<Record<string, string>>> => {
  const found: Record<string, string> = {};
  for (const it of await readdir(directory, { recursive: true, withFileTypes: true })) {
    const file = join(it.parentPath, it.name);
    if (it.isFile() && !file.includes("/index/") && it.name !== "owner.json") found[file.slice(directory.length + 1)] = (await readFile(file)).toString("base64");
  }
  return found;
};

const namesBeside = async (directory: string): Promise<readonly string[]> => (await readdir(dirname(directory))).sort();

/** What must be there once it is done, whatever happened before. */
const expectMigrated = async (directory: string, before: readonly string[]): Promise<void> => {
  const after = await textsIn(directory);
  expect(after.slice(0, before.length)).toEqual(before);
  expect(after.slice(before.length).map((it) => JSON.parse(it).body)).toEqual([{ from: 0, what: "migrated" }]);
  expect(await verifyJournal(directory)).toMatchObject({ ok: true, torn: null });
  expect(await oldTexts(`${directory}.format-0`)).toEqual(before);
  expect(await readFile(settingsOf(directory), "utf8")).toBe(newText);
  expect(await readFile(`${settingsOf(directory)}.version-0`, "utf8")).toBe(oldText);
  expect(await namesBeside(directory)).toEqual(["journal", "journal-settings", "journal-settings.version-0", "journal.format-0"]);
};

describe("migrateJournal() (FC-UPGRADE-0001.R4, FC-UPGRADE-0001.R5)", () => {
  test("brings a journal of an earlier format to the current one: the same bytes of each record, the same root, and one record that says so", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, Array.from({ length: 40 }, (_, n) => [draft({ n, text: "x".repeat(200) })]), { segmentBytes: 4_096, preallocateBytes: 256 });
      const { root } = await readJournalTree(directory);
      await ageJournal(directory);
      await writeFile(settingsOf(directory), oldText);
      const before = await oldTexts(directory);
      expect(await codeOf(verifyJournal(directory))).toBe("FC_JOURNAL_FORMAT");
      expect(await migrateWith(directory, { formats })).toMatchObject({ check: { format: 0, records: 40, root }, journal: { from: 0, to: 1, records: 40, root, tornBytes: 0, backup: `${directory}.format-0` } });
      await expectMigrated(directory, before);
      // A checkpoint of then holds, and the journal goes on.
      expect((await readJournalTree(directory, { size: 40 })).root).toBe(root);
      await writeJournal(directory, [[draft({ n: 41 })]]);
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records: 42 });
    }));

  test("does nothing where nothing is to be done, and leaves every byte", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, [[draft({ n: 1 })], [draft({ n: 2 })]]);
      const before = await snapshot(dirname(directory));
      expect(await migrateWith(directory)).toMatchObject({ check: { format: 1, records: 2 }, journal: null, texts: [] });
      expect(await checkJournal(directory)).toMatchObject({ format: 1, records: 2, tornBytes: 0 });
      expect(await snapshot(dirname(directory))).toEqual(before);
    }));

  test("changes a text alone where the journal lies in the current format, and the journal says so", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, [[draft({ n: 1 })]]);
      await writeFile(settingsOf(directory), oldText);
      expect(await migrateWith(directory)).toMatchObject({ journal: null, texts: [{ after: newText }] });
      expect((await textsIn(directory)).map((it) => JSON.parse(it).body)).toEqual([{ n: 1 }, { from: null, what: "migrated" }]);
      expect(await readFile(settingsOf(directory), "utf8")).toBe(newText);
      await returnWith(directory, { backup: null });
      expect(await readFile(settingsOf(directory), "utf8")).toBe(oldText);
      expect((await textsIn(directory)).map((it) => JSON.parse(it).body).at(-1)).toEqual({ what: "returned" });
    }));

  test("changes a text before there is any journal", () =>
    inPlace(async (directory) => {
      await writeFile(settingsOf(directory), oldText);
      expect(await migrateWith(directory)).toMatchObject({ check: null, journal: null });
      expect(await namesBeside(directory)).toEqual(["journal-settings", "journal-settings.version-0"]);
    }));

  test("leaves a batch that was never acknowledged behind, and says how much of it there was", () =>
    inPlace(async (directory) => {
      await makeOldJournal(directory, 5);
      const [file = ""] = (await segmentFiles(directory)).slice(-1);
      const bytes = await readFile(file);
      await truncate(file, bytes.indexOf('"n":4') + 3);
      const { journal } = await migrateWith(directory, { formats });
      expect(journal?.records).toBe(4);
      expect(journal?.tornBytes).toBeGreaterThan(10);
    }));

  test("knows no format of a later version, and takes damage for damage (FC-UPGRADE-0001.R4)", () =>
    inPlace(async (directory) => {
      await makeOldJournal(directory, 10);
      const before = await snapshot(dirname(directory));
      expect(await codeOf(migrateWith(directory))).toBe("FC_JOURNAL_FORMAT");
      const [file = ""] = await segmentFiles(directory);
      const whole = await readFile(file);
      const changed = Buffer.from(whole);
      changed[120] = (changed[120] ?? 0) ^ 1;
      await writeFile(file, changed);
      expect(await codeOf(migrateWith(directory, { formats }))).toBe("FC_JOURNAL_DAMAGED");
      await writeFile(file, whole);
      expect(await snapshot(dirname(directory))).toEqual(before);
    }));

  test("believes no reader: what it reads is held against the links, and what was written against what is read (FC-UPGRADE-0001.R5)", () =>
    inPlace(async (directory) => {
      await makeOldJournal(directory, 6);
      const before = await snapshot(dirname(directory));
      const lax = (change: (texts: readonly string[], reading: number) => readonly string[]): JournalFormat => {
        let readings = 0;
        return {
          ...formatZero,
          async *read(from) {
            readings += 1;
            for (const text of change(await oldTexts(from), readings)) yield text;
            return 0;
          },
        };
      };
      const broken = [
        lax((texts) => texts.slice(1)),
        lax((texts) => [...texts.slice(0, 3), ...texts.slice(4)]),
        lax((texts) => texts.map((it) => it.replace('"n":3', '"n":9'))),
        // Reads otherwise each time: the third reading is the one that verifies.
        lax((texts, reading) => (reading < 3 ? texts.slice(0, 4) : texts)),
        lax((texts, reading) => (reading < 3 ? texts : texts.slice(0, 4))),
      ];
      for (const format of broken) expect(await codeOf(migrateWith(directory, { formats: [format] }))).toBe("FC_JOURNAL_DAMAGED");
      expect(await snapshot(dirname(directory))).toEqual(before);
    }));

  test.each(["journal.migrating", "journal.format-0", "journal-settings.migrating", "journal-settings.version-0"])("writes over nothing: %s is somebody's (FC-UPGRADE-0001.R6)", (name) =>
    inPlace(async (directory) => {
      await makeOldJournal(directory, 3);
      await mkdir(join(dirname(directory), name));
      const before = await snapshot(dirname(directory));
      expect(await codeOf(migrateWith(directory, { formats }))).toBe("FC_MIGRATION_PLACE");
      expect(await snapshot(dirname(directory))).toEqual(before);
    }));

  test("waits for no writer and lets none in: one at a time (FC-UPGRADE-0001.R7)", () =>
    inPlace(async (directory) => {
      await writeJournal(directory, [[draft({ n: 1 })]]);
      await writeFile(settingsOf(directory), oldText);
      const { journal } = await openFileJournal({ directory });
      expect(await codeOf(migrateWith(directory))).toBe("FC_JOURNAL_LOCKED");
      await journal.close();
      const refusals: string[] = [];
      const tries: Promise<void>[] = [];
      const attempt = async (): Promise<void> => {
        refusals.push(await codeOf(openFileJournal({ directory }).then(({ journal: opened }) => opened.close())));
      };
      await migrateWith(directory, { onStage: (stage) => void (stage !== "done" && tries.push(attempt())) });
      await Promise.all(tries);
      for (const code of refusals) expect(["FC_JOURNAL_LOCKED", "FC_MIGRATION_UNFINISHED"]).toContain(code);
      expect(refusals.length).toBeGreaterThan(5);
    }));

  test("follows the journal's name to where it leads", () =>
    inPlace(async (directory) => {
      await makeOldJournal(directory, 3);
      const before = await oldTexts(directory);
      const link = join(dirname(directory), "link");
      await symlink(directory, link);
      await migrateWith(link, { formats, texts: [] });
      expect((await textsIn(link)).slice(0, 3)).toEqual(before);
      expect(await oldTexts(`${directory}.format-0`)).toEqual(before);
    }));
});

describe("returnFromMigration() (FC-UPGRADE-0001.R8)", () => {
  test("gives everything its name back, byte by byte, and puts aside what came since", () =>
    inPlace(async (directory) => {
      await makeOldJournal(directory);
      const before = await snapshot(directory);
      await migrateWith(directory, { formats });
      const since = await textsIn(directory);
      const { aside } = await returnWith(directory, { formats });
      expect(aside.map((it) => basename(it))).toEqual(["journal.undone-41", "journal-settings.undone-41"]);
      expect(await snapshot(directory)).toEqual(before);
      expect(await readFile(settingsOf(directory), "utf8")).toBe(oldText);
      expect(await textsIn(`${directory}.undone-41`)).toEqual(since);
      // And forward again.
      await migrateWith(directory, { formats });
      expect((await textsIn(directory)).slice(0, 40)).toEqual(since.slice(0, 40));
    }));

  test("changes nothing where what was kept is gone, or is not whole any more", () =>
    inPlace(async (directory) => {
      await makeOldJournal(directory);
      await migrateWith(directory, { formats });
      const before = await textsIn(directory);
      await rename(`${directory}.format-0`, `${directory}-elsewhere`);
      expect(await codeOf(returnWith(directory, { formats }))).toBe("FC_MIGRATION_NONE");
      await cp(`${directory}-elsewhere`, `${directory}.format-0`, { recursive: true });
      const [file = ""] = await segmentFiles(`${directory}.format-0`);
      await truncate(file, 1_000);
      expect(await codeOf(returnWith(directory, { formats }))).toBe("FC_JOURNAL_DAMAGED");
      expect(await textsIn(directory)).toEqual(before);
    }));
});

// ---- Killed at every stage ----

const program = fileURLToPath(new URL("child-migrator.ts", import.meta.url));

const kill = (mode: string, directory: string, stage: string, nth: number): Promise<NodeJS.Signals | null> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ["--conditions=femtoclaw-source", "--no-warnings", program, mode, directory, stage, String(nth)], { stdio: ["ignore", "ignore", "inherit"] });
    child.once("close", (_code, signal) => resolve(signal));
  });

const stages: readonly (readonly [stage: string, nth: number, settled: "none" | "taken back" | "finished"])[] = [
  ["claimed", 1, "none"], ["validated", 1, "none"], ["prepared", 1, "taken back"], ["written", 1, "taken back"], ["verified", 1, "taken back"],
  ["decided", 1, "finished"], ["moved", 1, "finished"], ["moved", 2, "finished"], ["moved", 3, "finished"], ["recorded", 1, "finished"], ["done", 1, "none"],
];

describe("a migration that is killed (FC-UPGRADE-0001.R7)", () => {
  test.each(stages)("at %s (%i) is taken back or finished by the next call, and no writer comes in between", { timeout: 60_000 }, (stage, nth, settled) =>
    inPlace(async (directory) => {
      await makeOldJournal(directory);
      const before = await oldTexts(directory);
      const beside = await snapshot(dirname(directory));
      expect(await kill("forward", directory, stage, nth)).toBe("SIGKILL");
      if (settled !== "none") expect(await codeOf(openFileJournal({ directory }))).toBe("FC_MIGRATION_UNFINISHED");
      expect(await settleMigration({ directory }, [settingsOf(directory)])).toBe(settled);
      if (settled === "taken back") expect(await snapshot(dirname(directory))).toEqual(beside);
      if (settled !== "finished" && stage !== "done") await migrateWith(directory, { formats });
      await expectMigrated(directory, before);
    }));

  test.each(stages)("on its way back at %s (%i) as well", { timeout: 60_000 }, (stage, nth, settled) =>
    inPlace(async (directory) => {
      await makeOldJournal(directory);
      const before = await oldTexts(directory);
      await migrateWith(directory, { formats });
      const killed = await kill("back", directory, stage, nth);
      // There is nothing to verify on the way back.
      if (stage === "verified") return expect(killed).toBeNull();
      expect(killed).toBe("SIGKILL");
      expect(await settleMigration({ directory }, [settingsOf(directory)])).toBe(settled);
      const isBack = settled === "finished" || stage === "done";
      if (!isBack) await returnWith(directory, { formats });
      expect(await oldTexts(directory)).toEqual(before);
      expect(await readFile(settingsOf(directory), "utf8")).toBe(oldText);
      expect(await namesBeside(directory)).toEqual(["journal", "journal-settings", "journal-settings.undone-41", "journal.undone-41"]);
    }));

  test.each([
    ["what is no text of ours", "{}"],
    ["another's files", '{"version":1,"phase":"preparing","lock":[],"remove":["/etc/femtoclaw"]}'],
    ["another's files by a way around", '{"version":1,"phase":"preparing","lock":[],"remove":["DIRECTORY./../../x"]}'],
    ["the journal itself as what was only begun", '{"version":1,"phase":"preparing","lock":[],"remove":["DIRECTORY"]}'],
    ["the key of its commitments as what was only begun", '{"version":1,"phase":"preparing","lock":[],"remove":["DIRECTORY.secrets.key"]}'],
    ["a record of something else", '{"version":1,"phase":"moving","lock":[],"moves":[],"then":{"time":1,"run":null,"execution":"x","kind":"execution.settled","body":{}}}'],
    ["a move to elsewhere", '{"version":1,"phase":"moving","lock":[],"moves":[{"from":"DIRECTORY","to":"/etc/x"}],"then":null}'],
  ])("is not believed where its file names %s", (_what, text) =>
    inPlace(async (directory) => {
      await writeJournal(directory, [[note("one")]]);
      await writeFile(`${directory}.migration`, text.replaceAll("DIRECTORY", directory));
      expect(await codeOf(migrateWith(directory))).toBe("FC_MIGRATION_UNFINISHED");
      expect(await codeOf(openFileJournal({ directory }))).toBe("FC_MIGRATION_UNFINISHED");
      await rm(`${directory}.migration`);
      expect((await textsIn(directory)).length).toBe(1);
    }));
});
