import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RecordDraft } from "@femtoclaw/core";
import { openFileJournal } from "@femtoclaw/memory/host";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { captured, documentOf, femtoclaw, hasControlCharacters, program } from "../support.ts";

const directory = mkdtempSync(join(tmpdir(), "femtoclaw-query-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const at = (name: string): string => join(directory, name);
const audit = (...words: readonly string[]) => captured(["audit", ...words, "--journal", "journal"], directory);
/** Through a real process: stdout is a pipe there. */
const piped = (...words: readonly string[]) => femtoclaw(directory, ["audit", ...words, "--journal", "journal"]);

const [one, two] = ["run_01k0000000000000000000000a", "run_01k0000000000000000000000b"];
const day = 86_400_000;
const start = Date.UTC(2026, 10, 1);
const of = (run: string, kind: RecordDraft["kind"], body: RecordDraft["body"], time: number, execution: string | null = null): RecordDraft => ({ time, run, execution, kind, body });
const decision = (run: string, verdict: string, capability: string, rule: string | null, time: number): RecordDraft =>
  of(run, "decision", { verdict, call: { capability, args: { note: "\u202egpj.exe" } }, rule: rule === null ? null : { id: rule } }, time, `${run}.1`);
const runOf = (run: string, time: number): readonly RecordDraft[] => [
  of(run, "run.started", { brain: { kind: "simulation" }, padding: "x".repeat(2_000) }, time),
  of(run, "input.received", { content: '=HYPERLINK("x"),\n"y"' }, time + 1),
  decision(run, "AUTHORIZED", "fs.read", "read-here", time + 2),
  of(run, "outcome", { outcome: "ok", output: "x", label: { source: "fs.read", trust: "untrusted", secret: false } }, time + 3, `${run}.1`),
  decision(run, "DENIED_POLICY_VIOLATION", "shell", null, time + 4),
  of(run, "input.answered", { content: "Done." }, time + 5),
];

beforeAll(async () => {
  const { journal } = await openFileJournal({ directory: at("journal"), segmentBytes: 4_096 });
  await journal.append([{ time: start, run: null, execution: null, kind: "runtime.started", body: { version: "1" } }]);
  await journal.append(runOf(one, start + day));
  await journal.append(runOf(two, start + 2 * day));
  await journal.close();
  const { verifierKey } = documentOf(await audit("key", "journal.key", "--name", "host.example.com/journal", "--json"));
  writeFileSync(at("trust.txt"), `journal ${String(verifierKey)}\n`);
  await audit("checkpoint", "--key", "journal.key", "--out", "all.note");
});

describe("audit query", () => {
  it.each<readonly [readonly string[], readonly number[]]>([
    [["--run", two], [8, 9, 10, 11, 12, 13]],
    [["--run", "last", "--kind", "decision"], [10, 12]],
    [["--execution", `${one}.1`], [4, 5, 6]],
    [["--kind", "run.started,input.answered"], [2, 7, 8, 13]],
    [["--capability", "fs.read"], [4, 5, 10, 11]],
    [["--decision", "denied"], [6, 12]],
    [["--decision", "AUTHORIZED", "--rule", "read-here", "--until", "2026-11-02T12:00Z"], [4]],
    [["--label", "untrusted"], [5, 11]],
    [["--since", "2026-11-03"], [8, 9, 10, 11, 12, 13]],
    [["--after", "3", "--to", "5"], [4, 5]],
    [["--capability", "mail.send"], []],
  ])("%j gives these records, by number, with or without outlines (FC-AUDIT-0001.R4)", async (words, seqs) => {
    for (const more of [[], ["--whole"]]) {
      const ended = await audit("query", ...words, ...more, "--json");
      const { records, next } = documentOf(ended);
      expect([ended.code, records.map((record: { seq: number }) => record.seq), next]).toEqual([0, seqs, null]);
    }
    const { stdout, stderr } = await audit("query", ...words);
    expect(stdout.split("\n").slice(0, -1).map((line) => Number(/^#(\d+)/.exec(line)?.[1]))).toEqual(seqs);
    expect([stderr, hasControlCharacters(stdout), stdout.includes("\u202e")]).toEqual(["", false, false]);
  });

  it("ends at its limit and says how to go on", async () => {
    const first = await audit("query", "--kind", "decision", "--limit", "3");
    expect(first).toMatchObject({ code: 0, stderr: expect.stringContaining("--after 10 goes on") });
    expect(documentOf(await audit("query", "--kind", "decision", "--limit", "3", "--json"))).toMatchObject({ next: 10 });
    expect(documentOf(await audit("query", "--kind", "decision", "--after", "10", "--json"))).toMatchObject({ records: [{ seq: 12 }], next: null });
  });

  it.each<readonly [readonly string[], string]>([
    [["--kind", "decison"], "kinds of record, with commas between: runtime.started"],
    [["--kind", "decision,"], "found     nothing"],
    [["--decision", "NO"], "AUTHORIZED, DENIED_CAPABILITY_NOT_FOUND"],
    [["--capability", "../shell"], "names of capabilities"],
    [["--rule", "No Rule"], "ids of rules"],
    [["--label", "public"], "trusted, untrusted, secret"],
    [["--since", "yesterday"], "a date such as 2026-11-01"],
    [["--until", "2026-02-30"], "a date such as 2026-11-01"],
    [["--since", "2026-11-03", "--until", "2026-11-03"], "later than --since"],
    [["--after", "5", "--to", "5"], "more than --after"],
    [["--after", "-1"], "whole number"],
    [["--execution", "one"], "a run id, a dot and a number"],
    [["--run", "nobody!"], "a run id such as"],
    [["--run", "run_01k0000000000000000000000c"], "a run of this journal"],
  ])("refuses %j with what was expected (FC-AUDIT-0001.R6)", async (words, expected) => {
    const ended = await audit("query", ...words);
    expect([ended.code, ended.stdout]).toEqual([2, ""]);
    expect(ended.stderr).toContain(expected);
    expect(documentOf(await audit("query", ...words, "--json"))).toMatchObject({ fault: { next: expect.any(String) } });
  });

  it("names every mistake at once", async () => {
    expect(documentOf(await audit("query", "--kind", "x", "--label", "y", "--since", "z", "--json")).faults).toHaveLength(3);
  });
});

describe("audit export", () => {
  it("of everything is the canonical records byte for byte, and is checked as that and against any checkpoint (FC-AUDIT-0001.R9)", async () => {
    const { stdout, stderr, code } = await audit("export");
    expect([code, stderr.trim()]).toEqual([0, "exported 13 records, #1 to #13"]);
    const lines = stdout.split("\n").slice(0, -1);
    expect(lines.map((line) => Object.keys(JSON.parse(line)).join())).toEqual(lines.map(() => "body,execution,kind,prev,run,seq,time"));
    writeFileSync(at("all.jsonl"), stdout);
    expect(await audit("check", "all.jsonl")).toMatchObject({ code: 0, stdout: expect.stringMatching(/^linked {2}13 records, #1 to #13, every link whole/) });
    expect(await audit("check", "all.jsonl", "--checkpoint", "all.note", "--trust", "trust.txt")).toMatchObject({ code: 0, stdout: expect.stringMatching(/^proven .*the first 13 are those of host\.example\.com\/journal\n.*signed +host\.example\.com\/journal/) });
    expect(await audit("check", "all.jsonl", "--checkpoint", "all.note")).toMatchObject({ code: 0, stdout: expect.stringMatching(/^agrees .*\n.*by nobody that was looked for/) });
    expect(documentOf(await audit("check", "all.jsonl", "--checkpoint", "all.note", "--json"))).toMatchObject({ proven: false, signers: [], checkpoint: { size: 13 } });
    writeFileSync(at("cut.jsonl"), stdout.split("\n").slice(1).join("\n"));
    expect(await audit("check", "cut.jsonl", "--checkpoint", "all.note")).toMatchObject({ code: 9, stderr: expect.stringContaining("FC_EXPORT_INVALID") });
    expect(documentOf(await audit("check", "cut.jsonl", "--json"))).toMatchObject({ proven: false, breaks: 1, firstSeq: 2 });
    writeFileSync(at("forged.jsonl"), stdout.replace('"Done."', '"done."'));
    expect(await audit("check", "forged.jsonl")).toMatchObject({ code: 9, stderr: expect.stringMatching(/FC_EXPORT_INVALID[^]*forged\.jsonl:8/) });
    writeFileSync(at("forged.jsonl"), lines.with(12, lines[12]?.replace('"Done."', '"done."') ?? "").map((line) => `${line}\n`).join(""));
    expect(await audit("check", "forged.jsonl", "--checkpoint", "all.note")).toMatchObject({ code: 9, stderr: expect.stringContaining("FC_CHECKPOINT_CONTRADICTED") });
    for (const broken of [stdout.slice(0, -1), `${stdout}\n`, stdout.replaceAll("\n", "\r\n"), `${stdout}\u00ff`]) {
      writeFileSync(at("forged.jsonl"), broken);
      expect((await audit("check", "forged.jsonl")).code).toBe(9);
    }
  });

  it("with a record more than a checkpoint signs is said to have one that nobody vouches for (FC-AUDIT-0001.R2)", async () => {
    const { stdout } = await audit("export");
    writeFileSync(at("longer.jsonl"), stdout);
    const { head } = documentOf(await audit("check", "longer.jsonl", "--json"));
    writeFileSync(at("longer.jsonl"), `${stdout}{"body":{},"execution":null,"kind":"runtime.stopped","prev":"${String(head.hash)}","run":null,"seq":14,"time":1}\n`);
    const words = ["check", "longer.jsonl", "--checkpoint", "all.note", "--trust", "trust.txt"];
    expect(await audit(...words)).toMatchObject({ code: 0, stdout: expect.stringMatching(/the first 13 are those of [^]*\n *beyond +1 record after those that the checkpoint signs/) });
    expect(documentOf(await audit(...words, "--json"))).toMatchObject({ proven: true, records: 14, beyond: 1, checkpoint: { size: 13 } });
  });

  it("with proofs takes them along for what was asked, to a file that appears whole, and is checked by its trust file alone (FC-AUDIT-0001.R11)", async () => {
    const words = ["export", "--run", two, "--kind", "decision", "--proofs", "--checkpoint", "all.note", "--trust", "trust.txt", "--out", "evidence.jsonl"];
    expect(await audit(...words)).toMatchObject({ code: 0, stdout: expect.stringContaining("exported  2 records, #10 to #12, proven to the 13 of host.example.com/journal") });
    expect(statSync(at("evidence.jsonl")).mode & 0o777).toBe(0o600);
    expect(await captured(["audit", "check", "evidence.jsonl", "--trust", "trust.txt"], directory)).toMatchObject({ code: 0, stdout: expect.stringContaining("2 records at their places among the 13 records of host.example.com/journal") });
    expect(documentOf(await captured(["audit", "check", "evidence.jsonl", "--trust", "trust.txt", "--json"], directory))).toMatchObject({ proven: true, kind: "export", records: 2, signers: ["host.example.com/journal"] });
    const text = readFileSync(at("evidence.jsonl"), "utf8");
    const lines = text.split("\n").slice(0, -1);
    expect(lines).toHaveLength(6);
    for (const forged of [text.replace("DENIED_POLICY_VIOLATION", "AUTHORIZED"), ...lines.map((_, index) => lines.toSpliced(index, 1).map((line) => `${line}\n`).join(""))]) {
      writeFileSync(at("forged.jsonl"), forged);
      expect((await audit("check", "forged.jsonl", "--trust", "trust.txt")).code).toBe(9);
    }
    expect((await audit("check", "evidence.jsonl")).code).toBe(2);
    writeFileSync(at("nobody.txt"), "");
    expect(await audit("check", "evidence.jsonl", "--trust", "nobody.txt")).toMatchObject({ code: 9, stderr: expect.stringContaining("FC_CHECKPOINT_UNTRUSTED") });
    expect((await audit("check", "all.jsonl", "--trust", "trust.txt")).code).toBe(9);
    // Never in place of another.
    expect(await audit(...words)).toMatchObject({ code: 2, stderr: expect.stringContaining("FC_EXPORT_PLACE") });
    expect(readFileSync(at("evidence.jsonl"), "utf8")).toBe(text);
  });

  it("that cannot be whole leaves nothing, and says why (FC-AUDIT-0001.R13)", async () => {
    const other = await openFileJournal({ directory: at("other") });
    await other.journal.append(Array.from({ length: 20 }, (_, index) => ({ time: index, run: null, execution: null, kind: "runtime.stopped" as const, body: {} })));
    await other.journal.close();
    const before = readdirSync(directory);
    const contradicted = await captured(["audit", "export", "--journal", "other", "--proofs", "--checkpoint", "all.note", "--out", "none.jsonl"], directory);
    expect(contradicted).toMatchObject({ code: 9, stderr: expect.stringContaining("FC_CHECKPOINT_CONTRADICTED") });
    expect(await audit("export", "--out", "missing/none.jsonl")).toMatchObject({ code: 2, stderr: expect.stringContaining("ENOENT") });
    expect(readdirSync(directory)).toEqual(before);
    writeFileSync(at("late.jsonl.unfinished"), "");
    expect(await audit("export", "--out", "late.jsonl")).toMatchObject({ code: 2, stderr: expect.stringContaining("cut short") });
  });

  it("that a signal stopped leaves nothing either", async () => {
    const before = readdirSync(directory);
    const stopped = await captured(["audit", "export", "--journal", "journal", "--out", "stopped.jsonl"], directory, {
      onSignal: (listener) => {
        listener("SIGTERM");
        return () => {};
      },
    });
    expect(stopped).toEqual({ code: 143, stdout: "", stderr: "" });
    expect(readdirSync(directory)).toEqual(before);
  });

  it("as CSV opens in a spreadsheet as what it is (FC-AUDIT-0001.R10)", async () => {
    const { code, stdout } = await audit("export", "--format", "csv", "--kind", "input.received");
    expect(code).toBe(0);
    expect(stdout.split("\r\n")).toHaveLength(4);
    expect(stdout).toMatch(/^"seq","hash","time"/);
    expect(stdout).toContain(`\r\n"3","${String(documentOf(await audit("query", "--after", "2", "--limit", "1", "--json")).records[0].hash)}","2026-11-02T00:00:00.001Z"`);
    expect(stdout).not.toMatch(/(^|,)"?[=+\-@]/m);
  });

  it.each<readonly [readonly string[], string]>([
    [["--json"], "--out beside --json"],
    [["--format", "xml"], "FC_USAGE"],
    [["--proofs"], "--checkpoint beside --proofs"],
    [["--checkpoint", "all.note"], "--proofs beside --checkpoint"],
    [["--proofs", "--checkpoint", "all.note", "--format", "csv"], "--format jsonl beside --proofs"],
    [["--trust", "trust.txt"], "--checkpoint beside --trust"],
    [["--kind", "x"], "kinds of record"],
  ])("refuses %j with what was expected", async (words, expected) => {
    const ended = await audit("export", ...words);
    expect(ended.code).toBe(2);
    expect(`${ended.stdout}${ended.stderr}`).toContain(expected);
  });

  it("is not written to a terminal, which it could steer", async () => {
    const stdout = { write: () => {}, isTerminal: true, columns: () => 100, closed: () => false };
    expect(await captured(["audit", "export", "--journal", "journal"], directory, { stdout })).toMatchObject({ code: 2, stderr: expect.stringContaining("a terminal") });
  });

  it("is one JSON document about a file", async () => {
    expect(documentOf(await audit("export", "--out", "one.csv", "--format", "csv", "--json"))).toMatchObject({ records: 13, firstSeq: 1, lastSeq: 13, bytes: statSync(at("one.csv")).size, proven: null });
  });
});

describe("a reader of what is written (FC-AUDIT-0001.R14)", () => {
  it("that goes away ends it quietly", async () => {
    for (const words of ["query --limit 0", "export"]) {
      const text = execFileSync("/bin/sh", ["-c", `"$0" "$@" audit ${words} --journal journal 2>errors.txt | head -n 1`, process.execPath, ...program], { cwd: directory, encoding: "utf8" });
      expect(text.split("\n")).toHaveLength(2);
      expect(readFileSync(at("errors.txt"), "utf8")).not.toContain("EPIPE");
    }
  });

  it("gets the same through a pipe as in a file", async () => {
    const { stdout, code } = await piped("export");
    expect([code, stdout]).toEqual([0, readFileSync(at("all.jsonl"), "utf8")]);
  });
});

describe("audit reindex", () => {
  it("makes index and outlines anew, and not while somebody writes", async () => {
    const before = readdirSync(at("journal/outline"));
    for (const name of before) writeFileSync(at(`journal/outline/${name}`), "rubbish");
    expect(await audit("reindex")).toMatchObject({ code: 0, stdout: expect.stringContaining("index rebuilt  from 13 records") });
    expect(readdirSync(at("journal/outline"))).toEqual(before);
    expect(documentOf(await audit("reindex", "--json"))).toMatchObject({ records: 13 });
    expect((await captured(["audit", "reindex", "--journal", "none"], directory)).code).toBe(10);
    const held = spawn(process.execPath, ["--conditions=femtoclaw-source", join(import.meta.dirname, "../../../memory/test/host/child-writer.ts"), "hold", at("journal")], { stdio: ["ignore", "pipe", "inherit"] });
    await new Promise((resolve) => held.stdout.once("data", resolve));
    expect(await audit("reindex")).toMatchObject({ code: 10, stderr: expect.stringContaining("FC_JOURNAL_LOCKED") });
    const ended = new Promise((resolve) => held.once("close", resolve));
    held.kill("SIGKILL");
    // Until it is gone it holds the lock.
    await ended;
  });

  it("mends what verification found (FC-AUDIT-0001.R8)", async () => {
    const { decodeOutline, encodeOutline } = await import("@femtoclaw/memory");
    const { sha256 } = await import("@femtoclaw/memory/host");
    const [name = ""] = readdirSync(at("journal/outline"));
    const outline = decodeOutline(readFileSync(at(`journal/outline/${name}`), "utf8"), sha256);
    if (outline === null) throw new Error("an outline that cannot be read");
    writeFileSync(at(`journal/outline/${name}`), encodeOutline({ ...outline, runs: [] }, sha256));
    const found = await audit("verify");
    expect(found).toMatchObject({ code: 9, stdout: expect.stringMatching(/^journal verified[^]*outlines differ[^]*0000000000000001\.json/) });
    expect(documentOf(await audit("verify", "--json"))).toMatchObject({ verified: false, damage: null, outlines: [at(`journal/outline/${name}`)] });
    expect((await audit("reindex")).code).toBe(0);
    expect((await audit("verify")).code).toBe(0);
  });
});
