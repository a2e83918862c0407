// The history signed by who writes it, as an operator meets it: configured, asked for, missing, and held against what was kept elsewhere.
import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { canonicalise } from "@femtoclaw/protocol";
import { loadSigningKey, openFileJournal, readJournal, sha256 } from "@femtoclaw/memory/host";
import { describe, expect, it } from "vitest";
import { call, captured, documentOf, endlessScenario, exec, femtoclaw, message, place, policy, scenario, startCommand, usualPolicy } from "../support.ts";

const config = (more = ""): string => `version: 1\npolicy: policy.json\nbrain: {kind: simulation, scenario: scenario.json}\ncheckpoint: {key: journal.key${more}}\nlog: {file: log.jsonl}\n`;

/** A directory whose configuration signs checkpoints. */
const signing = async (more = "", files: { readonly [name: string]: string } = {}): Promise<string> => {
  const directory = place({ "femtoclaw.yaml": config(more), "policy.json": usualPolicy, "scenario.json": scenario(call("fs.list", { path: "." }), message("done")), ...files });
  const key = documentOf(await captured(["audit", "key", "journal.key", "--name", "host.example.com/journal", "--json"], directory));
  writeFileSync(join(directory, "trust.txt"), `journal ${String(key.verifierKey)}\n`);
  return directory;
};
const notes = (directory: string): readonly string[] => readdirSync(join(directory, ".femtoclaw/journal/checkpoints")).toSorted();
const checkOf = async (directory: string) => documentOf(await captured(["doctor", "--json"], directory)).checks.find(({ name }: { readonly name: string }) => name === "checkpoints");

describe("checkpoints that a runtime signs (FC-CRYPTO-0001.R10)", () => {
  it("cover all of it when it ends, are told by status and doctor, and hold against the trust file", async () => {
    const directory = await signing();
    expect(await checkOf(directory)).toMatchObject({ state: "ok" });
    expect((await captured(["run", "go"], directory)).code).toBe(0);
    const status = documentOf(await captured(["status", "--json"], directory));
    const { records } = status.journal;
    expect(status.checkpoint).toMatchObject({ size: records, origin: "host.example.com/journal" });
    expect((await captured(["status"], directory)).stdout).toContain(`${records} records signed by host.example.com/journal`);
    expect(await checkOf(directory)).toMatchObject({ state: "ok", detail: expect.stringContaining("none after it") });
    const note = join(".femtoclaw/journal/checkpoints", notes(directory).at(-1) ?? "");
    expect(await captured(["audit", "verify", "--checkpoint", note, "--trust", "trust.txt"], directory)).toMatchObject({ code: 0, stdout: expect.stringContaining(`${records} records of host.example.com/journal, by host.example.com/journal`) });
    expect(readFileSync(join(directory, "log.jsonl"), "utf8")).toContain(`"event":"checkpoint","result":"signed","size":${records}`);
  });

  it("are none without a key", async () => {
    const directory = place({ "scenario.json": scenario(message("done")) });
    expect((await captured(["run", "go", "--scenario", "scenario.json"], directory)).code).toBe(0);
    expect(existsSync(join(directory, ".femtoclaw/journal/checkpoints"))).toBe(false);
    expect((await captured(["status"], directory)).stdout).toContain("no checkpoint is stored");
    expect(documentOf(await captured(["status", "--json"], directory)).checkpoint).toBeNull();
    expect(await checkOf(directory)).toMatchObject({ state: "ok", detail: expect.stringContaining("none") });
    expect(await captured(["audit", "checkpoint"], directory)).toMatchObject({ code: 2, stderr: expect.stringContaining("--key") });
  });

  it("are signed on demand with the configured key, from the kept tree on or from every record", async () => {
    const directory = await signing();
    for (const _ of [1, 2]) await captured(["run", "go"], directory);
    const fast = documentOf(await captured(["audit", "checkpoint", "--json"], directory));
    const whole = documentOf(await captured(["audit", "checkpoint", "--whole", "--json"], directory));
    expect(fast.readFrom).toBe(fast.checkpoint.size + 1);
    expect(whole).toEqual({ ...fast, readFrom: 1 });
    expect((await captured(["audit", "key", "other.key", "--name", "other"], directory)).code).toBe(0);
    expect(documentOf(await captured(["audit", "checkpoint", "--key", "other.key", "--json"], directory))).toMatchObject({ checkpoint: { root: whole.checkpoint.root, origin: "other" }, readFrom: 1 });
  });

  it("are signed on demand also beside the process that writes, and come at their times there", { timeout: 30_000 }, async () => {
    const directory = await signing(", everyRecords: 5, everyMs: 1000", { "scenario.json": endlessScenario(exec("sleep", "1")) });
    const started = startCommand(directory, ["run", "go"]);
    for (const deadline = Date.now() + 15_000; ;) {
      const read = await captured(["audit", "checkpoint", "--json"], directory);
      if (read.code === 0 && documentOf(read).checkpoint.size > 6 && notes(directory).length > 1) {
        writeFileSync(join(directory, "live.note"), documentOf(read).note);
        break;
      }
      expect(Date.now(), read.stderr + read.stdout).toBeLessThan(deadline);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    expect(documentOf(await captured(["status", "--json"], directory))).toMatchObject({ writer: { state: "active" } });
    started.process.kill("SIGKILL");
    await started.ended;
    expect((await captured(["audit", "verify", "--checkpoint", "live.note", "--trust", "trust.txt"], directory)).code).toBe(0);
    // Whoever was ended by force signed no last one: doctor says so, and the next start makes up for it.
    expect(await checkOf(directory)).toMatchObject({ state: "warn" });
    writeFileSync(join(directory, "scenario.json"), scenario(message("done")));
    expect((await captured(["run", "go"], directory)).code).toBe(0);
    expect(await checkOf(directory)).toMatchObject({ state: "ok" });
    expect((await captured(["audit", "verify"], directory)).code).toBe(0);
  });

  it("that cannot be written fail no run and are told: at once, in the log, and by doctor (FC-CRYPTO-0001.R11)", async () => {
    const directory = await signing();
    mkdirSync(join(directory, ".femtoclaw/journal/checkpoints/unfinished.new/x"), { recursive: true });
    const ended = await captured(["run", "go"], directory);
    expect(ended).toMatchObject({ code: 0, stderr: expect.stringContaining("no checkpoint") });
    expect(readFileSync(join(directory, "log.jsonl"), "utf8")).toContain(`"level":"error"`);
    expect(await checkOf(directory)).toMatchObject({ state: "warn", detail: expect.stringContaining("none yet of") });
    expect((await captured(["audit", "verify"], directory)).code).toBe(0);
  });

  it("want a key that can be used: else nothing starts, and doctor says why", async () => {
    const directory = await signing();
    chmodSync(join(directory, "journal.key"), 0o644);
    expect(await captured(["run", "go"], directory)).toMatchObject({ code: 3, stderr: expect.stringContaining("FC_KEY_EXPOSED") });
    expect(await checkOf(directory)).toMatchObject({ state: "fail", detail: expect.stringContaining("FC_KEY_EXPOSED") });
    rmSync(join(directory, "journal.key"));
    await captured(["audit", "key", "journal.key", "--name", "w", "--witness"], directory);
    expect(await captured(["run", "go"], directory)).toMatchObject({ code: 3, stderr: expect.stringContaining("a witness's key") });
    expect(await checkOf(directory)).toMatchObject({ state: "fail" });
    expect(existsSync(join(directory, ".femtoclaw/journal"))).toBe(false);
  });

  it("are signed with a key that no call can reach, whatever a rule allows", async () => {
    const open = policy({ "fs.read": { allow: [{ id: "all", path: { within: "." } }] } });
    const directory = await signing("", { "policy.json": open, "scenario.json": scenario(call("fs.read", { path: "journal.key" }), message("done")) });
    expect((await captured(["run", "go", "--fail-on-denied"], directory)).code).toBe(4);
    const records = readdirSync(join(directory, ".femtoclaw/journal")).filter((it) => it.endsWith(".segment")).map((it) => readFileSync(join(directory, ".femtoclaw/journal", it), "latin1"));
    expect(records.join("")).not.toContain("PRIVATE+KEY");
  });
});

type Drafts = readonly { readonly time: number; readonly run: null; readonly execution: null; readonly kind: "runtime.stopped"; readonly body: { readonly n: number } }[];
const drafts = (count: number, from = 1): Drafts => Array.from({ length: count }, (_, n) => ({ time: 1_700_000_000_000, run: null, execution: null, kind: "runtime.stopped" as const, body: { n: from + n } }));
const swapped = (all: Drafts, a: number, b: number): Drafts => all.map((it, index) => (index === a ? (all[b] ?? it) : index === b ? (all[a] ?? it) : it));

describe("a checkpoint that is held elsewhere (FC-CRYPTO-0001.R14)", () => {
  /** Thirty records, signed by their writer, and the last note away from there. */
  const history = async (): Promise<string> => {
    const directory = await signing();
    const signer = await loadSigningKey(join(directory, "journal.key"));
    for (const [at, count] of [[1, 20], [21, 10]] as const) {
      const { journal } = await openFileJournal({ directory: join(directory, "journal"), checkpoints: { signer } });
      await journal.append(drafts(count, at));
      await journal.close();
      if (at === 1) cpSync(join(directory, "journal"), join(directory, "monday"), { recursive: true });
    }
    writeFileSync(join(directory, "elsewhere.note"), readFileSync(join(directory, "journal/checkpoints/0000000000000030.note")));
    return directory;
  };
  const verify = (directory: string) => captured(["audit", "verify", "--journal", "journal", "--checkpoint", "elsewhere.note", "--trust", "trust.txt"], directory);

  /** Somebody with everything but the key: links, heads, index and tree all fit what he wrote. */
  const writeAnew = async (directory: string, records: Drafts): Promise<void> => {
    rmSync(join(directory, "journal"), { recursive: true });
    const { journal } = await openFileJournal({ directory: join(directory, "journal") });
    await journal.append(records);
    await journal.close();
    expect((await captured(["audit", "verify", "--journal", "journal"], directory)).code).toBe(0);
  };

  it("is met by the journal as it was, and by what was appended since", async () => {
    const directory = await history();
    expect((await verify(directory)).code).toBe(0);
    const { journal } = await openFileJournal({ directory: join(directory, "journal") });
    await journal.append(drafts(5, 31));
    await journal.close();
    expect(await verify(directory)).toMatchObject({ code: 0, stdout: expect.stringContaining("35 records") });
  });

  it.each<readonly [string, Drafts]>([
    ["an edit", drafts(30).map((it, index) => (index === 11 ? { ...it, body: { n: 999 } } : it))],
    ["an edit of the last record", drafts(30).map((it, index) => (index === 29 ? { ...it, body: { n: 999 } } : it))],
    ["a deletion", drafts(30).filter((_, index) => index !== 11)],
    ["a deletion that another record hides", [...drafts(30).filter((_, index) => index !== 11), ...drafts(1, 31)]],
    ["an insertion", [...drafts(5), ...drafts(1, 999), ...drafts(25, 6)]],
    ["a reorder", swapped(drafts(30), 3, 4)],
    ["a reorder across the signed beginning", swapped(drafts(30), 0, 29)],
    ["a truncation", drafts(29)],
    ["a truncation to the last checkpoint before", drafts(20)],
    ["a truncation to nothing but the first", drafts(1)],
    ["a forked history that began the same", [...drafts(20), ...drafts(15, 500)]],
    ["another history", drafts(40, 500)],
  ])("finds %s, though every link and head was made to fit", async (_, records) => {
    const directory = await history();
    await writeAnew(directory, records);
    expect(await verify(directory)).toMatchObject({ code: 9, stderr: expect.stringContaining("FC_CHECKPOINT_CONTRADICTED") });
  });

  it.each(["edit", "truncation"])("finds an %s of the bytes alone", async (what) => {
    const directory = await history();
    const file = join(directory, "journal/0000000000000001.segment");
    const bytes = readFileSync(file);
    const at = bytes.indexOf(`"n":12`);
    writeFileSync(file, what === "edit" ? Buffer.concat([bytes.subarray(0, at), Buffer.from(`"n":13`), bytes.subarray(at + 6)]) : bytes.fill(0, bytes.indexOf(`"n":30`) - 20));
    if (what === "truncation") rmSync(join(directory, "journal/head.json"));
    expect((await verify(directory)).code).toBe(9);
  });

  it("finds a roll-back of the whole directory, in which everything agrees", async () => {
    const directory = await history();
    rmSync(join(directory, "journal"), { recursive: true });
    cpSync(join(directory, "monday"), join(directory, "journal"), { recursive: true });
    expect((await captured(["audit", "verify", "--journal", "journal"], directory)).code).toBe(0);
    expect(await verify(directory)).toMatchObject({ code: 9, stderr: expect.stringContaining("20 records") });
    // And one from which the writer went on, to another history of as many records.
    const signer = await loadSigningKey(join(directory, "journal.key"));
    const { journal } = await openFileJournal({ directory: join(directory, "journal"), checkpoints: { signer } });
    await journal.append(drafts(10, 700));
    await journal.close();
    expect((await captured(["audit", "verify", "--journal", "journal"], directory)).code).toBe(0);
    expect(await verify(directory)).toMatchObject({ code: 9, stderr: expect.stringContaining("another history") });
  });

  it("is what the stored ones are not: who removes them with the rest is found by the copy alone, and who leaves them is found at once (FC-CRYPTO-0001.R13)", async () => {
    const directory = await history();
    cpSync(join(directory, "journal/checkpoints"), join(directory, "kept"), { recursive: true });
    await writeAnew(directory, drafts(30, 500));
    cpSync(join(directory, "kept"), join(directory, "journal/checkpoints"), { recursive: true });
    expect(await captured(["audit", "verify", "--journal", "journal"], directory)).toMatchObject({ code: 9, stdout: expect.stringContaining("journal damaged") });
    expect(await captured(["backup", "copy", "--journal", "journal"], directory)).toMatchObject({ code: 9, stderr: expect.stringContaining("history was rewritten") });
    expect(await captured(["audit", "checkpoint", "--journal", "journal"], directory)).toMatchObject({ code: 9, stderr: expect.stringContaining("FC_CHECKPOINT_CONTRADICTED") });
  });

  it("is not signed for a forged tree: the journal is read instead (FC-CRYPTO-0001.R12)", async () => {
    const directory = await history();
    const file = join(directory, "journal/tree.json");
    const { digest: _, ...tree } = JSON.parse(readFileSync(file, "utf8"));
    const forged = { ...tree, peaks: tree.peaks.map(() => "a".repeat(64)) };
    writeFileSync(file, `${canonicalise({ ...forged, digest: sha256(canonicalise(forged)) })}\n`);
    writeFileSync(join(directory, "new.note"), (await captured(["audit", "checkpoint", "--journal", "journal"], directory)).stdout);
    expect(readFileSync(join(directory, "new.note"), "utf8")).toBe(readFileSync(join(directory, "elsewhere.note"), "utf8"));
  });

  it("goes with a backup and comes back with it", async () => {
    const directory = await history();
    expect((await captured(["backup", "saved", "--journal", "journal"], directory)).code).toBe(0);
    rmSync(join(directory, "journal"), { recursive: true });
    expect((await captured(["restore", "saved", "--journal", "journal"], directory)).code).toBe(0);
    expect(readdirSync(join(directory, "journal/checkpoints")).toSorted()).toEqual(["0000000000000020.note", "0000000000000030.note"]);
    expect((await verify(directory)).code).toBe(0);
    let records = 0;
    for await (const __ of readJournal(join(directory, "journal"))) records += 1;
    expect(records).toBe(30);
    expect((await femtoclaw(directory, ["audit", "verify", "--journal", "journal", "--checkpoint", "elsewhere.note"])).code).toBe(0);
  });
});
