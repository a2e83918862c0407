// A beginning of the journal in an archive, as an operator meets it: denied, tried, done, asked for, brought back to hand.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { loadSigningKey, openFileJournal } from "@femtoclaw/memory/host";
import { describe, expect, it } from "vitest";
import { call, captured, documentOf, femtoclaw, message, place, scenario, usualPolicy } from "../support.ts";

const config = (retention: string): string => `version: 1\npolicy: policy.json\nbrain: {kind: simulation, scenario: scenario.json}\ncheckpoint: {key: journal.key}\n${retention}\n`;
const allowed = "retention: {archive: true, keepDays: 0}";

const prepared = async (retention = allowed): Promise<string> => {
  const directory = place({ "femtoclaw.yaml": config(retention), "policy.json": usualPolicy, "scenario.json": scenario(call("fs.list", { path: "." }), message("done")) });
  const key = documentOf(await captured(["audit", "key", "journal.key", "--name", "host.example.com/journal", "--json"], directory));
  writeFileSync(join(directory, "trust.txt"), `journal ${String(key.verifierKey)}\n`);
  return directory;
};

const journalOf = (directory: string): string => join(directory, ".femtoclaw/journal");

/** What comes next is in a segment of its own: as after sixteen mebibytes. */
const nextSegment = async (directory: string): Promise<void> => {
  const { journal } = await openFileJournal({ directory: journalOf(directory), segmentBytes: 4_096, checkpoints: { signer: await loadSigningKey(join(directory, "journal.key")) } });
  await journal.append([{ time: Date.now(), run: null, execution: null, kind: "runtime.stopped", body: {} }]);
  await journal.close();
};

/** Three runs, each in a segment of its own. */
const recorded = async (retention = allowed): Promise<{ readonly directory: string; readonly runs: readonly string[]; readonly records: number }> => {
  const directory = await prepared(retention);
  const runs: string[] = [];
  let records = 0;
  for (const _ of [1, 2, 3]) {
    const { code, stdout } = await captured(["run", "go", "--json"], directory);
    expect(code).toBe(0);
    runs.push(JSON.parse(stdout).run);
    await nextSegment(directory);
    records = documentOf(await captured(["status", "--json"], directory)).journal.records;
  }
  return { directory, runs, records };
};

const checkOf = async (directory: string) => documentOf(await captured(["doctor", "--json"], directory)).checks.find(({ name }: { readonly name: string }) => name === "archives");

/** The end of the segment that the first run ended in. */
const secondSegment = (directory: string): number => Number(readdirSync(journalOf(directory)).filter((name) => name.endsWith(".segment")).sort()[1]?.slice(0, 16));

describe("femtoclaw archive (FC-UPGRADE-0001.R12)", () => {
  it("is denied where the configuration does not say that it may, and where nothing signs the journal", { timeout: 30_000 }, async () => {
    const directory = await prepared("");
    await captured(["run", "go"], directory);
    const order = ["archive", "--before", "2", "--to", "old", "--why", "x"];
    expect(await captured(order, directory)).toMatchObject({ code: 4, stderr: expect.stringContaining("FC_ARCHIVE_DENIED") });
    expect(await captured([...order, "--dry-run"], directory)).toMatchObject({ code: 4 });
    expect(await checkOf(directory)).toMatchObject({ state: "ok", detail: expect.stringContaining("retention: {archive: true}") });
    writeFileSync(join(directory, "femtoclaw.yaml"), config(allowed).replace("checkpoint: {key: journal.key}\n", ""));
    expect(await captured(order, directory)).toMatchObject({ code: 4, stderr: expect.stringContaining("checkpoint: {key: FILE}") });
    expect(readdirSync(directory)).not.toContain("old");
  });

  it("wants to know up to where, where to and why, and refuses what it cannot read", async () => {
    const directory = await prepared();
    for (const args of [["--to", "old", "--why", "x"], ["--before", "2", "--why", "x"], ["--before", "2", "--to", "old"], ["--before", "soon", "--to", "old", "--why", "x"]]) {
      expect(await captured(["archive", ...args], directory)).toMatchObject({ code: 2, stderr: expect.stringContaining("FC_USAGE") });
    }
  });

  it("keeps what is younger than the configured days, and says so", { timeout: 30_000 }, async () => {
    const { directory } = await recorded("retention: {archive: true}");
    const { code, stdout } = await captured(["archive", "--before", "1000", "--to", "old", "--why", "x"], directory);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^nothing to archive\n {2}stays +from #1 on: it is younger than the configured days\n$/);
    expect(readdirSync(directory)).not.toContain("old");
  });

  it("says on a dry run what would be archived and writes not one byte; then does it, and everything can still be asked, proven and replayed (FC-UPGRADE-0001.R17)", { timeout: 240_000 }, async () => {
    const { directory, runs, records } = await recorded();
    const [first = "", , last = ""] = runs;
    const before = await captured(["audit", "show", first, "--json"], directory);
    const next = secondSegment(directory);
    const note = join(".femtoclaw/journal/checkpoints", readdirSync(join(journalOf(directory), "checkpoints")).toSorted().at(-1) ?? "");
    writeFileSync(join(directory, "before.note"), readFileSync(join(directory, note)));
    const names = readdirSync(directory);
    expect(documentOf(await captured(["archive", "--before", `${next}`, "--dry-run", "--json"], directory))).toMatchObject({ dryRun: true, plan: { segments: 1, from: 1, upTo: { seq: next - 1 }, held: "asked" } });
    expect(readdirSync(directory)).toEqual(names);

    const done = await captured(["archive", "--before", `${next}`, "--to", "old", "--why", "Quarterly."], directory);
    expect(done.stderr).toBe("");
    expect(done).toMatchObject({ code: 0, stdout: expect.stringMatching(/^archived {2}in old, verified {2}by .*: Quarterly\.\n {2}records +#1 to #\d+, 1 segment, .*\n {2}stays +from #\d+ on: no more was asked for\n/) });

    // Without the archive: whole, and what is archived is answered with where it is (FC-UPGRADE-0001.R18).
    expect(await captured(["audit", "verify", "--checkpoint", "before.note", "--trust", "trust.txt"], directory)).toMatchObject({ code: 0, stdout: expect.stringContaining(`records 1 to ${next - 1} are in the archive old`) });
    for (const args of [["audit", "show", "3"], ["audit", "show", first], ["replay", first], ["audit", "list", "--run", first], ["audit", "query", "--run", first], ["audit", "query", "--after", "0"], ["audit", "prove", "3", "--checkpoint", "before.note"], ["audit", "show", first.slice(-8)], ["policy", "suggest", "--run", first]]) {
      expect(await captured(args, directory), args.join(" ")).toMatchObject({ code: 2, stderr: expect.stringMatching(/FC_JOURNAL_ARCHIVED[^]*\bold\b/) });
    }
    expect(await captured(["audit", "query", "--kind", "run.started"], directory)).toMatchObject({ code: 0, stderr: expect.stringContaining("are not in this answer") });
    expect(await captured(["replay", last], directory)).toMatchObject({ code: 0 });
    expect((await captured(["status"], directory)).stdout).toMatch(/archived +records 1 to \d+ are in the archive old\n/);
    expect(documentOf(await captured(["status", "--json"], directory))).toMatchObject({ archived: { upTo: next - 1, archives: ["old"] }, archivalCutShort: false });
    expect(await checkOf(directory)).toMatchObject({ state: "ok", detail: expect.stringContaining("archive old") });
    expect((await captured(["audit", "list"], directory)).stdout).toMatch(/journal\.archived.*up to #\d+ in old, by .*: Quarterly\./);

    // With it: one journal.
    const joined = ["--archive", "old"];
    expect(await captured(["audit", "verify", ...joined, "--checkpoint", "before.note", "--trust", "trust.txt"], directory)).toMatchObject({ code: 0, stdout: expect.stringContaining(`${records + 1} records, every link whole`) });
    expect((await captured(["audit", "show", first, "--json", ...joined], directory)).stdout).toBe(before.stdout);
    expect(await captured(["replay", first, ...joined], directory)).toMatchObject({ code: 0, stdout: expect.stringMatching(/^replay identical/) });
    expect(documentOf(await captured(["audit", "query", "--run", first, "--json", ...joined], directory))).toMatchObject({ archived: null, records: expect.arrayContaining([expect.objectContaining({ kind: "run.started" })]) });
    expect(documentOf(await captured(["policy", "suggest", "--run", first.slice(-8), "--json", ...joined], directory))).toMatchObject({ run: first, complete: true });
    expect(documentOf(await captured(["approvals", "--json", ...joined], directory))).toMatchObject({ pending: [] });
    expect(await captured(["approvals", "--archive", "nowhere"], directory)).toMatchObject({ code: 9, stderr: expect.stringContaining("FC_ARCHIVE_INVALID") });
    expect((await captured(["audit", "export", "--out", "all.jsonl", ...joined], directory)).code).toBe(0);
    expect(readFileSync(join(directory, "all.jsonl"), "utf8").split("\n").length - 1).toBe(records + 1);
    expect((await captured(["audit", "checkpoint", "--out", "after.note"], directory)).code).toBe(0);
    for (const [seq, args] of [["3", joined], [`${records}`, joined], [`${records}`, []]] as const) {
      for (const signed of ["before.note", "after.note"]) {
        const proof = await captured(["audit", "prove", seq, "--checkpoint", signed, ...args], directory);
        expect(proof.code, `${seq} in ${signed}`).toBe(0);
        writeFileSync(join(directory, "proof.json"), proof.stdout);
        expect(await captured(["audit", "check", "proof.json", "--trust", "trust.txt"], directory)).toMatchObject({ code: 0 });
      }
    }
    writeFileSync(join(directory, "proof.json"), (await captured(["audit", "prove", "before.note", "--checkpoint", "after.note"], directory)).stdout);
    expect(await captured(["audit", "check", "proof.json", "--trust", "trust.txt"], directory)).toMatchObject({ code: 0 });
  });

  it("goes on, is backed up and brought back, and archived once more (FC-UPGRADE-0001.R15)", { timeout: 240_000 }, async () => {
    const { directory, records } = await recorded();
    const next = secondSegment(directory);
    const joined = ["--archive", "old"];
    expect((await captured(["archive", "--before", `${next}`, "--to", "old", "--why", "Quarterly."], directory)).code).toBe(0);
    expect((await captured(["audit", "checkpoint", "--out", "after.note"], directory)).code).toBe(0);
    expect((await femtoclaw(directory, ["run", "go"])).code).toBe(0);
    expect((await captured(["backup", "monday"], directory)).code).toBe(0);
    rmSync(journalOf(directory), { recursive: true });
    expect((await captured(["restore", "monday"], directory)).code).toBe(0);
    expect(await captured(["audit", "verify", ...joined, "--checkpoint", "after.note", "--trust", "trust.txt"], directory)).toMatchObject({ code: 0 });
    const again = await captured(["archive", "--before", "1h", "--to", "old2", "--why", "Again.", "--json"], directory);
    expect(documentOf(again)).toMatchObject({ archive: null, plan: { held: "asked" } });
    expect(documentOf(await captured(["archive", "--before", `${records}`, "--to", "old2", "--why", "Again.", "--json"], directory))).toMatchObject({ archive: { name: "old2", from: next } });
    expect(await captured(["audit", "verify", "--archive", "old2", "--archive", "old"], directory)).toMatchObject({ code: 0 });
    expect(await captured(["audit", "verify", "--archive", "old"], directory)).toMatchObject({ code: 9, stderr: expect.stringContaining("FC_ARCHIVE_INVALID") });
    expect(await captured(["audit", "show", "3"], directory)).toMatchObject({ code: 2, stderr: expect.stringContaining("the archive old") });
  });

  it("ends what was cut short when it is asked to, and status and doctor say that it was (FC-UPGRADE-0001.R16)", { timeout: 30_000 }, async () => {
    const { directory } = await recorded();
    expect(await captured(["archive", "--settle"], directory)).toMatchObject({ code: 0, stdout: "nothing was cut short\n" });
    writeFileSync(join(journalOf(directory), "archiving.json"), "half");
    expect((await captured(["status"], directory)).stdout).toMatch(/archive +cut short {2}femtoclaw archive --settle {2}ends it/);
    expect(await checkOf(directory)).toMatchObject({ state: "warn", detail: "an archival was cut short" });
    expect(await captured(["archive", "--settle"], directory)).toMatchObject({ code: 9, stderr: expect.stringContaining("FC_ARCHIVE_INVALID") });
    rmSync(join(journalOf(directory), "archiving.json"));
    expect((await captured(["archive", "--settle"], directory)).code).toBe(0);
  });
});
