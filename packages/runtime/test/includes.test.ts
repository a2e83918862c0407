import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { standardClaws } from "@femtoclaw/claws/host";
import type { Brain, JournalRecord } from "@femtoclaw/core";
import { createMemoryJournal } from "@femtoclaw/memory";
import { openFileJournal, readJournal, sha256 } from "@femtoclaw/memory/host";
import { encodeUtf8, type JsonObject } from "@femtoclaw/protocol";
import { createRuntime, PolicyError, readRuntimeStarted, recordedDefinition, replayRun, type PolicySource } from "@femtoclaw/runtime";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "femtoclaw-includes-"));
  mkdirSync(join(directory, "shared"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const base = `version: 1\nname: base\nsets: {places: [notes, shared]}\ncapabilities:\n  fs.read:\n    allow:\n      - {id: base-read, path: {within: {set: places}}}\n`;
const pinning = (text: string): string => `version: 1\nname: own\ninclude: [{file: shared/base.yaml, digest: "sha256:${sha256(text)}"}]\n`;

const replying = (...replies: readonly string[]): Brain => ({
  description: { kind: "scripted" },
  think: ({ step }) => Promise.resolve({ bytes: encodeUtf8(replies[step - 1] ?? `{"message":{"content":"done"}}`), usage: null }),
});
const reading = (path: string): string => JSON.stringify({ tool_call: { tool: "fs.read", args: { path } } });

const place = (included: string, pinned = included): PolicySource => {
  mkdirSync(join(directory, "notes"), { recursive: true });
  writeFileSync(join(directory, "notes/a"), "a note");
  writeFileSync(join(directory, "shared/base.yaml"), included);
  return { file: join(directory, "policy.yaml"), text: pinning(pinned) };
};

const start = (policy: PolicySource, more: { readonly brain?: Brain; readonly secrets?: readonly string[] } = {}) =>
  createRuntime({ brain: replying(), claws: standardClaws(), policy, journal: createMemoryJournal(sha256), workspace: directory, ...more });

const faultsOf = async (policy: PolicySource): Promise<readonly string[]> => {
  const error = await start(policy).catch((it: unknown) => it);
  return error instanceof PolicyError ? error.defects.map(({ code, found }) => `${code} ${found}`) : [];
};

const run = async (policy: PolicySource, ...replies: readonly string[]) => {
  const path = join(directory, "journal");
  const runtime = await createRuntime({ brain: replying(...replies), claws: standardClaws(), policy, journal: () => openFileJournal({ directory: path }), workspace: directory });
  const opened = runtime.openRun();
  await opened.submit("go");
  await opened.close();
  await runtime.close();
  const records: JournalRecord[] = [];
  for await (const { record } of readJournal(path)) records.push(record);
  const decisions: readonly JsonObject[] = records.filter(({ kind }) => kind === "decision").map(({ body }) => body);
  return { path, run: opened.id, records, decisions };
};

describe("a policy that includes a file", () => {
  it("is loaded with it, cites it, and replays from the journal alone when the file is gone (FC-POL-0002.R12, FC-POL-0002.R14)", async () => {
    const { path, run: id, records, decisions } = await run(place(base), reading("notes/a"));
    expect(decisions).toMatchObject([{ verdict: "AUTHORIZED", rule: { id: "base-read", file: "shared/base.yaml", line: 7 } }]);
    expect(records[0]?.body["policy"]).toMatchObject({ includes: { "shared/base.yaml": base } });
    rmSync(join(directory, "shared"), { recursive: true });
    expect(await replayRun(path, id)).toMatchObject({ identical: true });
  });

  it("does not replay with another text of it in the record", async () => {
    const { records } = await run(place(base), reading("notes/a"));
    const [first, started] = records;
    const beginning = first === undefined ? null : readRuntimeStarted(first);
    if (beginning === null || started === undefined) throw new Error("no record");
    const { source } = beginning.policy;
    expect(await recordedDefinition(beginning, started)).toMatchObject({ ok: true });
    for (const includes of [{ "shared/base.yaml": base.replace("base-read", "base-reed") }, {}]) {
      expect(await recordedDefinition({ ...beginning, policy: { ...beginning.policy, source: { ...source, includes } } }, started)).toMatchObject({ ok: false, fault: { code: "FC_POLICY_INCLUDE" } });
    }
  });

  it("is not loaded where the file is missing, is none, or is another than the pinned one (FC-POL-0002.R10)", async () => {
    expect(await faultsOf(place(`${base}# changed\n`, base))).toEqual([`FC_POLICY_INCLUDE sha256:${sha256(`${base}# changed\n`)}`]);
    rmSync(join(directory, "shared/base.yaml"));
    expect(await faultsOf({ file: join(directory, "policy.yaml"), text: pinning(base) })).toEqual(["FC_POLICY_INCLUDE not read"]);
    mkdirSync(join(directory, "shared/base.yaml"));
    expect(await faultsOf({ file: join(directory, "policy.yaml"), text: pinning(base) })).toEqual(["FC_POLICY_INCLUDE not read"]);
  });

  it("reads no file without end", async () => {
    const long = `${base}#${" ".repeat(4_194_304)}\n`;
    expect(await faultsOf(place(long))).toEqual(["FC_POLICY_INCLUDE not read"]);
  });

  it("keeps the file out of reach of every rule, as it does the policy (FC-POL-0003.R8)", async () => {
    const { decisions } = await run(place(base), reading("shared/base.yaml"), reading("shared/other"));
    expect(decisions.map((it) => it["verdict"])).toEqual(["DENIED_POLICY_VIOLATION", "AUTHORIZED"]);
  });

  it("is refused where a secret stands in the file, since it is recorded as written", async () => {
    await expect(start(place(base.replace("name: base", "name: hunter2hunter2")), { secrets: ["hunter2hunter2"] })).rejects.toMatchObject({ code: "FC_CONFIG_SECRET" });
  });

  it("takes texts that were handed over, and then reads no file", async () => {
    rmSync(join(directory, "shared"), { recursive: true });
    const runtime = await start({ file: "policy.yaml", text: pinning(base.replace("notes, shared", ".")), includes: { "shared/base.yaml": base.replace("notes, shared", ".") } });
    expect(runtime.policy.policy.capabilities.get("fs.read")?.allow).toHaveLength(1);
    await runtime.close();
  });
});
