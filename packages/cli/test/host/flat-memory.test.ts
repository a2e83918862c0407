// Real processes with a small heap on a real journal: what kept its records would end for want of memory, or show in the peak.
import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RecordDraft } from "@femtoclaw/core";
import { openFileJournal } from "@femtoclaw/memory/host";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { captured, documentOf, femtoclaw, program, type Ended } from "../support.ts";

const directory = mkdtempSync(join(tmpdir(), "femtoclaw-flat-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const at = (name: string): string => join(directory, name);

const [some, many] = [50_000, 200_000];
const runs = 1_000;
const runId = (number: number): string => `run_01k000000000000000000${String(number).padStart(5, "0")}`;

/** In big batches: one flush for a thousand records. */
const write = async (name: string, count: number): Promise<void> => {
  const { journal } = await openFileJournal({ directory: at(name), segmentBytes: 1_048_576 });
  const draftOf = (seq: number): RecordDraft => {
    const run = runId(Math.floor(seq / (count / runs)));
    if (seq % 10 !== 0) return { time: 1_700_000_000_000 + seq, run, execution: null, kind: "input.received", body: { content: `A line of some length, as inputs are: number ${seq}.` } };
    const verdict = seq % 100 === 0 ? "DENIED_POLICY_VIOLATION" : "DENIED_ARGUMENT_INVALID";
    return { time: 1_700_000_000_000 + seq, run, execution: `${run}.${seq}`, kind: "decision", body: { verdict, call: { capability: "shell", args: { seq } }, rule: null } };
  };
  for (let seq = 0; seq < count; seq += 1_000) await journal.append(Array.from({ length: 1_000 }, (_, index) => draftOf(seq + index)));
  await journal.close();
};

const heapMiB = 32;
/** The young generation as well, which else takes what it likes. */
const smallHeap = `--max-old-space-size=${heapMiB} --max-semi-space-size=2`;
const peakOf = (file: string): string => `--import=data:text/javascript,process.on('exit',()=>process.getBuiltinModule('node:fs').writeFileSync('${file}',String(process.resourceUsage().maxRSS)))`;

interface Measured extends Ended {
  readonly peakKiB: number;
}
const measured = async (...words: readonly string[]): Promise<Measured> => {
  const ended = await femtoclaw(directory, words, { environment: { NODE_OPTIONS: `${smallHeap} ${peakOf(at("peak.txt"))}` }, timeoutMs: 300_000 });
  return { ...ended, peakKiB: Number(readFileSync(at("peak.txt"), "utf8")) };
};
/** Less than the records that there are more of. */
const mostGrowthKiB = 32_768;

beforeAll(async () => {
  await write("some", some);
  await write("many", many);
  const run = (...words: readonly string[]) => captured(words, directory);
  const { verifierKey } = documentOf(await run("audit", "key", "journal.key", "--name", "host.example.com/journal", "--json"));
  writeFileSync(at("trust.txt"), `journal ${String(verifierKey)}\n`);
  for (const name of ["some", "many"]) expect((await run("audit", "checkpoint", "--journal", name, "--key", "journal.key", "--out", `${name}.note`)).code).toBe(0);
}, 300_000);

describe(`with a heap of ${heapMiB} MiB (FC-AUDIT-0001.R3)`, () => {
  it.each<readonly [string, (name: string) => readonly string[]]>([
    ["audit verify", () => []],
    ["audit query", () => ["--limit", "0"]],
    ["audit export", (name) => ["--out", `${name}.jsonl`]],
    ["audit export", (name) => ["--kind", "decision", "--proofs", "--checkpoint", `${name}.note`, "--trust", "trust.txt", "--out", `${name}.proven`]],
  ])("%s takes as much memory for four times the records", { timeout: 600_000 }, async (command, options) => {
    const peaks: number[] = [];
    for (const name of ["some", "many"]) {
      const { code, stderr, peakKiB } = await measured(...command.split(" "), "--journal", name, ...options(name));
      expect([code, stderr]).toEqual([0, ""]);
      peaks.push(peakKiB);
    }
    expect((peaks[1] ?? 0) - (peaks[0] ?? 0)).toBeLessThan(mostGrowthKiB);
  });

  it("audit check does too, and comes to the signed root over all of them", { timeout: 600_000 }, async () => {
    const peaks: number[] = [];
    for (const [name, count] of [["some", some], ["many", many]] as const) {
      const whole = await measured("audit", "check", `${name}.jsonl`, "--checkpoint", `${name}.note`, "--trust", "trust.txt", "--json");
      expect(documentOf(whole)).toMatchObject({ proven: true, records: count, breaks: 0, signers: ["host.example.com/journal"] });
      const proven = await measured("audit", "check", `${name}.proven`, "--trust", "trust.txt", "--json");
      expect(documentOf(proven)).toMatchObject({ proven: true, records: count / 10, checkpoint: { size: count } });
      peaks.push(Math.max(whole.peakKiB, proven.peakKiB));
    }
    expect((peaks[1] ?? 0) - (peaks[0] ?? 0)).toBeLessThan(mostGrowthKiB);
  });

  it("one run of a thousand is found in part of the journal (FC-AUDIT-0001.R7)", { timeout: 120_000 }, async () => {
    const { records, read } = documentOf(await measured("audit", "query", "--journal", "many", "--run", runId(700), "--json"));
    expect([records.length, read < many / 2]).toEqual([many / runs, true]);
  });

  it("a reader that does not read is waited for, and then gets everything (FC-AUDIT-0001.R14)", { timeout: 600_000 }, async () => {
    const { peakKiB: toFile } = await measured("audit", "export", "--journal", "many", "--out", "again.jsonl");
    const child = spawn(process.execPath, [...program, "audit", "export", "--journal", "many"], {
      cwd: directory,
      env: { PATH: process.env["PATH"], NODE_OPTIONS: smallHeap },
      stdio: ["ignore", "pipe", "ignore"],
    });
    const ended = new Promise<number | null>((resolve) => child.once("close", resolve));
    const cpuOf = (): number => Number(readFileSync(`/proc/${child.pid}/stat`, "utf8").split(" ")[13]);
    // Until it stands still: what it could not hand over it does not go on to gather.
    for (let [before, still] = [-1, 0]; still < 4; ) {
      await new Promise((resolve) => setTimeout(resolve, 500));
      const now = cpuOf();
      still = now === before && now > 10 ? still + 1 : 0;
      before = now;
    }
    const peakKiB = Number(/VmHWM:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))?.[1]);
    let bytes = 0;
    for await (const chunk of child.stdout) bytes += (chunk as Buffer).length;
    expect([await ended, bytes]).toEqual([0, statSync(at("again.jsonl")).size]);
    expect(peakKiB).toBeLessThan(toFile + mostGrowthKiB);
  });
});
