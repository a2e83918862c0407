import { mkdtempSync, readFileSync, readdirSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openFileJournal } from "@femtoclaw/memory/host";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { captured, documentOf } from "../support.ts";

const directory = mkdtempSync(join(tmpdir(), "femtoclaw-evidence-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const at = (name: string): string => join(directory, name);
const audit = (...words: readonly string[]) => captured(["audit", ...words, "--journal", "journal"], directory);
const save = async (name: string, ...words: readonly string[]): Promise<void> => writeFileSync(at(name), (await audit(...words)).stdout);

const append = async (count: number): Promise<void> => {
  const { journal } = await openFileJournal({ directory: at("journal") });
  await journal.append(Array.from({ length: count }, (_, index) => ({ time: 1_700_000_000_000 + index, run: null, execution: null, kind: "runtime.stopped" as const, body: { index } })));
  await journal.close();
};

const trustLine = async (file: string, name: string, ...more: readonly string[]): Promise<string> => {
  const { verifierKey, role } = documentOf(await audit("key", file, "--name", name, "--json", ...more));
  return `${String(role)} ${String(verifierKey)}\n`;
};

beforeAll(async () => {
  await append(5);
  writeFileSync(at("trust.txt"), `# whose signatures count\n${await trustLine("journal.key", "host.example.com/journal")}`);
  await audit("checkpoint", "--key", "journal.key", "--out", "old.note");
  await append(8);
  await audit("checkpoint", "--key", "journal.key", "--out", "new.note");
  await save("proof.json", "prove", "3", "--checkpoint", "new.note");
  await save("continuation.json", "prove", "old.note", "--checkpoint", "new.note");
});

describe("checkpoints and proofs (FC-CRYPTO-0001)", () => {
  it("sign the journal as it is, and verify it later against what was signed", async () => {
    expect(documentOf(await audit("checkpoint", "--key", "journal.key", "--json"))).toMatchObject({ checkpoint: { origin: "host.example.com/journal", size: 13 }, file: null });
    const verified = await audit("verify", "--checkpoint", "old.note", "--trust", "trust.txt");
    expect(verified).toMatchObject({ code: 0, stdout: expect.stringContaining("5 records of host.example.com/journal, by host.example.com/journal") });
    expect(documentOf(await audit("verify", "--checkpoint", "new.note", "--json"))).toMatchObject({ verified: true, checkpoint: { size: 13 }, signers: [] });
  });

  it("never overwrite a note or a key, and are not signed with a witness's key", async () => {
    expect((await audit("checkpoint", "--key", "journal.key", "--out", "old.note")).code).toBe(2);
    expect(await audit("key", "journal.key", "--name", "x")).toMatchObject({ code: 3, stderr: expect.stringContaining("FC_KEY_FILE") });
    await trustLine("witness.key", "witness.example.com", "--witness");
    expect((await audit("checkpoint", "--key", "witness.key")).code).toBe(2);
  });

  it("prove a record to whoever has the trust file alone", async () => {
    const { code, stdout } = await captured(["audit", "check", "proof.json", "--trust", "trust.txt"], directory);
    expect(code).toBe(0);
    expect(stdout).toContain("record 3 is one of the 13 records of host.example.com/journal");
    expect(stdout).toContain(`"body":{"index":2}`);
    expect(documentOf(await captured(["audit", "check", "proof.json", "--trust", "trust.txt", "--json"], directory))).toMatchObject({ proven: true, kind: "record", seq: 3, signers: ["host.example.com/journal"] });
  });

  it("prove that the newer history begins with the older", async () => {
    expect(await audit("check", "continuation.json", "--trust", "trust.txt")).toMatchObject({ code: 0, stdout: expect.stringContaining("the 13 records of host.example.com/journal begin with the 5 signed before") });
    await save("same.json", "prove", "new.note", "--checkpoint", "new.note");
    expect((await audit("check", "same.json", "--trust", "trust.txt")).code).toBe(0);
    expect((await audit("prove", "new.note", "--checkpoint", "old.note")).code).toBe(2);
  });

  it("refuse a proof in which anything was changed", async () => {
    const text = readFileSync(at("proof.json"), "utf8");
    for (const [from, to] of [["\\\"index\\\":2", "\\\"index\\\":3"], ["\"seq\": 3", "\"seq\": 4"], ["host.example.com/journal\\n13", "host.example.com/journal\\n14"]] as const) {
      expect(text).toContain(from);
      writeFileSync(at("forged.json"), text.replace(from, to));
      expect((await audit("check", "forged.json", "--trust", "trust.txt")).code).toBe(9);
    }
    for (const other of ["", "{}", "[]", "{\"kind\":\"record\"}", text.slice(0, -9)]) {
      writeFileSync(at("forged.json"), other);
      expect(await audit("check", "forged.json", "--trust", "trust.txt")).toMatchObject({ code: 9, stderr: expect.stringContaining("FC_PROOF_INVALID") });
    }
  });

  it("count only where the trust file says so: a rotated key until its size, a revoked one nowhere, with as many witnesses as needed (FC-CRYPTO-0001.R8)", async () => {
    const [line = ""] = readFileSync(at("trust.txt"), "utf8").split("\n").filter((it) => it.startsWith("journal"));
    const next = await trustLine("next.key", "host.example.com/journal");
    const codes = async (trust: string): Promise<readonly number[]> => {
      writeFileSync(at("other.txt"), trust);
      return [(await audit("verify", "--checkpoint", "old.note", "--trust", "other.txt")).code, (await audit("verify", "--checkpoint", "new.note", "--trust", "other.txt")).code];
    };
    expect(await codes(`${line} until 5\n${next}`)).toEqual([0, 9]);
    expect(await codes(`${line}\nrevoked ${line.split(" ")[1]}\n`)).toEqual([9, 9]);
    expect(await codes(next)).toEqual([9, 9]);
    expect(await codes(`${line}\nneed 1\n`)).toEqual([9, 9]);
    expect(await codes("")).toEqual([9, 9]);
    expect(await codes(`${line}\nrevocked x\njournal\nneed many\n`)).toEqual([3, 3]);
  });

  it("are witnessed where they go on from what was seen, and refused where they do not (FC-CRYPTO-0001.R9)", async () => {
    writeFileSync(at("witnesses.txt"), `${readFileSync(at("trust.txt"), "utf8")}${await trustLine("seer.key", "seer.example.com", "--witness")}need 1\n`);
    const witness = (file: string) => audit("witness", file, "--key", "seer.key", "--state", "seen.txt", "--trust", "witnesses.txt");
    expect((await audit("verify", "--checkpoint", "old.note", "--trust", "witnesses.txt")).code).toBe(9);
    const first = await witness("old.note");
    writeFileSync(at("seen.note"), first.stdout);
    expect(await audit("verify", "--checkpoint", "seen.note", "--trust", "witnesses.txt")).toMatchObject({ code: 0, stdout: expect.stringContaining("by host.example.com/journal, seer.example.com") });
    // A newer one needs the proof that leads there from what was seen.
    expect(await witness("new.note")).toMatchObject({ code: 9, stderr: expect.stringContaining("5 records that were seen") });
    expect((await witness("continuation.json")).code).toBe(0);
    // Neither back nor aside.
    expect(await witness("old.note")).toMatchObject({ code: 9, stderr: expect.stringContaining("FC_CHECKPOINT_CONTRADICTED") });
    expect((await witness("new.note")).code).toBe(0);
    const seen = readFileSync(at("seen.txt"), "utf8");
    const { journal } = await openFileJournal({ directory: at("fork") });
    await journal.append(Array.from({ length: 13 }, () => ({ time: 1, run: null, execution: null, kind: "runtime.stopped" as const, body: {} })));
    await journal.close();
    await captured(["audit", "checkpoint", "--journal", "fork", "--key", "journal.key", "--out", "fork.note"], directory);
    expect(await witness("fork.note")).toMatchObject({ code: 9, stderr: expect.stringContaining("another history") });
    expect(readFileSync(at("seen.txt"), "utf8")).toBe(seen);
    writeFileSync(at("seen.txt.lock"), "");
    expect(await witness("new.note")).toMatchObject({ code: 3, stderr: expect.stringContaining("FC_WITNESS_STATE") });
    rmSync(at("seen.txt.lock"));
    writeFileSync(at("seen.txt"), "nonsense\n");
    expect((await witness("new.note")).code).toBe(3);
    expect((await audit("witness", "new.note", "--key", "journal.key", "--state", "s", "--trust", "trust.txt")).code).toBe(2);
    expect((await audit("witness", "new.note", "--key", "seer.key", "--trust", "trust.txt")).code).toBe(2);
  });

  it("are held against a backup, which comes back as the journal it was", async () => {
    const run = (...words: readonly string[]) => captured([...words], directory);
    expect(await run("backup", "saved", "--journal", "journal", "--checkpoint", "new.note", "--trust", "trust.txt")).toMatchObject({ code: 0, stdout: expect.stringContaining("13 records") });
    expect((await run("backup", "saved", "--journal", "journal")).code).toBe(2);
    expect(documentOf(await run("restore", "saved", "--journal", "again", "--json"))).toMatchObject({ size: 13 });
    expect((await run("restore", "saved", "--journal", "again")).code).toBe(2);
    expect(await run("audit", "verify", "--journal", "again", "--checkpoint", "new.note")).toMatchObject({ code: 0 });
    expect(await run("restore", "fork", "--journal", "third", "--checkpoint", "new.note")).toMatchObject({ code: 9, stderr: expect.stringContaining("another history") });
    expect(readdirSync(directory)).not.toContain("third");
    expect((await run("restore", "none", "--journal", "third")).code).toBe(2);
  });

  it("find a journal that was cut, or written anew, behind a checkpoint that is kept elsewhere (FC-CRYPTO-0001.R5, FC-AUDIT-0001.R2)", async () => {
    rmSync(at("journal"), { recursive: true });
    await append(12);
    expect(await audit("verify", "--checkpoint", "new.note")).toMatchObject({ code: 9, stderr: expect.stringContaining("12 records") });
    expect(await audit("prove", "3", "--checkpoint", "new.note")).toMatchObject({ code: 9, stderr: expect.stringContaining("FC_CHECKPOINT_CONTRADICTED") });
    await append(1);
    expect(await audit("verify", "--checkpoint", "new.note")).toMatchObject({ code: 9, stderr: expect.stringContaining("another history") });
    expect((await audit("verify")).code).toBe(0);
    expect(readdirSync(directory)).toContain("journal");
  });

  it("say what is missing: a key, a checkpoint, a trust file, a record that was signed for", async () => {
    for (const words of [["checkpoint"], ["prove", "1"], ["check", "proof.json"], ["key", "x.key"], ["prove", "0", "--checkpoint", "new.note"], ["prove", "99", "--checkpoint", "new.note"], ["verify", "--trust", "trust.txt"]]) expect((await audit(...words)).code).toBe(2);
    expect((await audit("checkpoint", "--key", "none.key")).code).toBe(3);
    expect((await audit("verify", "--checkpoint", "none.note")).code).toBe(3);
    expect(await audit("verify", "--checkpoint", ".")).toMatchObject({ code: 3, stderr: expect.stringContaining("another kind of thing") });
    writeFileSync(at("endless.note"), "");
    truncateSync(at("endless.note"), 67_108_865);
    expect(await audit("verify", "--checkpoint", "endless.note")).toMatchObject({ code: 3, stderr: expect.stringContaining("67108865") });
    writeFileSync(at("empty.note"), "");
    expect((await audit("verify", "--checkpoint", "empty.note")).code).toBe(9);
  });
});
