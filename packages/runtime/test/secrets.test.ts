import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineClaw } from "@femtoclaw/claws";
import type { Brain, Claw, ClawResult, ContextEntry, JournalRecord } from "@femtoclaw/core";
import type { MarkedParts } from "@femtoclaw/gate";
import { commitmentsIn, type Committer } from "@femtoclaw/memory";
import { openFileJournal, readJournal } from "@femtoclaw/memory/host";
import { encodeUtf8, fault, FemtoClawError, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import { Agent, Config, createRuntime, openCommitter, Policy, replayRun, secretsOf, type RuntimeParts } from "@femtoclaw/runtime";
import { afterEach, beforeEach, describe, expect, it } from "vitest";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "femtoclaw-secrets-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const secret = "s3cr3t-canary-0123456789";
const call = (args: JsonObject = {}): string => JSON.stringify({ tool_call: { tool: "test.vault", args } });
const message = `{"message":{"content":"done"}}`;

const scripted = (...replies: readonly (string | (() => never))[]): Brain & { readonly seen: (readonly ContextEntry[])[] } => {
  const seen: (readonly ContextEntry[])[] = [];
  return {
    seen,
    description: { kind: "scripted" },
    think: async ({ step, context }) => {
      seen.push(context);
      const reply = replies[Math.min(step, replies.length) - 1] ?? "";
      return { bytes: encodeUtf8(typeof reply === "string" ? reply : reply()), usage: null };
    },
  };
};

type Act = (args: JsonObject, ask: (args: JsonObject) => Promise<JsonObject | null>) => Promise<Partial<ClawResult>> | Partial<ClawResult>;

const vault = (act: Act, secrets?: MarkedParts): Claw =>
  defineClaw({
    descriptor: {
      name: "test.vault",
      description: "Keeps and brings secrets.",
      args: { type: "object", additionalProperties: false, properties: { name: { type: "string" }, password: { type: "string" } } },
      effects: ["reads"],
      resource: { kind: "none" },
      ...(secrets === undefined ? {} : { secrets }),
      retry: "never",
    },
    validateArgs: () => [],
    execute: async (grant, context) => ({ outcome: "ok", output: null, error: null, measures: {}, ...(await act(grant.args, async (args) => (await context.requestGrant(args))?.args ?? null)) }),
  });
const answering = (output: JsonValue, secrets?: MarkedParts): Claw => vault(() => ({ output }), secrets);
const allowAll = Policy.fromText("version: 1\nname: test\ncapabilities: {test.vault: {allow: [{id: all}]}}\n");

const collect = async (): Promise<readonly JournalRecord[]> => {
  const records: JournalRecord[] = [];
  for await (const { record } of readJournal(join(directory, "journal"))) records.push(record);
  return records;
};

const perform = async (parts: Partial<RuntimeParts> & Pick<RuntimeParts, "brain" | "claws">, task = "go") => {
  const runtime = await createRuntime({ policy: allowAll, workspace: directory, journal: () => openFileJournal({ directory: join(directory, "journal") }), ...parts });
  const run = runtime.openRun();
  const ended = await run.submit(task).then((answer) => ({ answer, broken: null }), (error: unknown) => ({ answer: null, broken: error instanceof FemtoClawError ? error.fault : null }));
  await run.close().catch(() => {});
  await runtime.close().catch(() => {});
  const records = await collect();
  return { ...ended, run: run.id, records, text: JSON.stringify(records) };
};
const outputOf = (records: readonly JournalRecord[]): JsonValue | undefined => records.find(({ kind }) => kind === "outcome")?.body["output"];
const committer = (): Promise<Committer> => openCommitter({ ...Config.industrial(), journal: join(directory, "journal") });

describe("a known secret", () => {
  it("FC-SEC-0003.R1 R2: is one and the same commitment in input, reply, result, error and context, and the value is in none", async () => {
    const brain = scripted(call(), call(), `{"message":{"content":"it is ${secret}"}}`);
    const claw = vault(() => ({ outcome: "failed", output: `out ${secret}`, error: fault("FC_CLAW_DEFECT", `expected ${secret}`, `found ${secret}`), measures: { of: secret } }));
    const { text, answer, records } = await perform({ brain, claws: [claw], secrets: [secret], committer }, `use ${secret}`);
    const commitment = (await committer()).commit(secret);
    expect(commitmentsIn(text + JSON.stringify(brain.seen))).toEqual([commitment]);
    expect(text + JSON.stringify(brain.seen) + JSON.stringify(answer)).not.toContain(secret);
    expect(answer).toEqual({ status: "answered", content: `it is ${commitment}` });
    expect(records[0]?.body["secrets"]).toEqual({ commitments: "v1", key: (await committer()).keyId });
  });

  it("FC-SEC-0003.R2: is another commitment in another journal, and nowhere is a key needed to replay", async () => {
    const brain = (): Brain => scripted(call(), message);
    const { run, text } = await perform({ brain: brain(), claws: [answering(secret)], secrets: [secret], committer });
    rmSync(join(directory, "journal.secrets.key"));
    expect(await replayRun(join(directory, "journal"), run)).toMatchObject({ identical: true, closed: true });
    rmSync(join(directory, "journal"), { recursive: true });
    const { text: other } = await perform({ brain: brain(), claws: [answering(secret)], secrets: [secret], committer });
    expect(commitmentsIn(other)).toHaveLength(1);
    expect(commitmentsIn(other)).not.toEqual(commitmentsIn(text));
  });

  it("FC-SEC-0003.R3: does not come through a result that was cut within it", async () => {
    const { records } = await perform({ brain: scripted(call(), message), claws: [answering({ head: `x ${secret.slice(0, 15)}`, tail: `${secret.slice(9)} y` })], secrets: [secret] });
    expect(outputOf(records)).toEqual({ head: "x [redacted]", tail: "[redacted] y" });
  });

  it("FC-SEC-0003.R1: does not come through what a brain or a claw throws, what a claw asks, nor who stops a run and why", async () => {
    const thrown = fault("FC_BRAIN_FAILED", secret, `a server that says ${secret}`, { file: `/${secret}`, pointer: `/${secret}` });
    const brain = scripted(call(), () => {
      throw new FemtoClawError(thrown);
    });
    const claw = { ...vault(() => ({})), execute: () => Promise.reject(new FemtoClawError({ ...thrown, code: "FC_CLAW_DEFECT" })) };
    const { text, broken } = await perform({ brain, claws: [claw], secrets: [secret] });
    expect(broken).toBeNull();
    expect(text).toContain("a server that says [secret:v1:");
    expect(text).not.toContain(secret);
    const runtime = await createRuntime({ policy: allowAll, workspace: directory, journal: () => openFileJournal({ directory: join(directory, "journal") }), brain: scripted(message), claws: [claw], secrets: [secret] });
    expect(() => runtime.openRun(undefined, { who: "operator", text: secret })).toThrow(expect.objectContaining({ code: "FC_CONFIG_SECRET" }));
    const run = runtime.openRun();
    run.stop(`the one who knows ${secret}`, secret);
    await run.close();
    await runtime.close();
    expect(JSON.stringify(await collect())).toContain("the one who knows [secret:v1:");
    expect(JSON.stringify(await collect())).not.toContain(secret);
  });

  it("FC-SEC-0003.R8: a value under a secret's name is redacted in every result, also where no secret is known", async () => {
    const { records } = await perform({ brain: scripted(call(), message), claws: [answering({ headers: { Authorization: "Bearer x" }, tokens: 3 })] });
    expect(outputOf(records)).toEqual({ headers: { Authorization: "[redacted]" }, tokens: 3 });
    expect(records[0]?.body["secrets"]).toBeUndefined();
  });
});

describe("a marked part", () => {
  it("FC-SEC-0003.R11: of a result is committed to as a whole, and known from then on wherever it stands", async () => {
    const brain = scripted(call(), call(), `{"message":{"content":"it is ${secret}"}}`);
    const output = { token: secret, log: `logged in with ${secret}`, pin: 4711, users: [{ key: "k1" }, { key: null }] };
    const { records, text, answer } = await perform({ brain, claws: [answering(output, { output: ["/token", "/pin", "/users/*/key"] })], committer });
    const { commit } = await committer();
    expect(outputOf(records)).toEqual({ token: commit(secret), log: `logged in with ${commit(secret)}`, pin: commit("4711"), users: [{ key: commit("k1") }, { key: null }] });
    expect(answer).toEqual({ status: "answered", content: `it is ${commit(secret)}` });
    expect(text + JSON.stringify(brain.seen)).not.toMatch(/s3cr3t|4711/);
  });

  it("FC-SEC-0003.R11: may be marked by the policy alone, but not where it would hide what a call acts on", async () => {
    const policy = Policy.fromText("version: 1\nname: test\ncapabilities: {test.vault: {secrets: {output: [/token], args: [/password]}, allow: [{id: all}]}}\n");
    const { records, run } = await perform({ brain: scripted(call({ password: secret }), message), claws: [answering({ token: secret })], policy, committer });
    expect(outputOf(records)).toEqual({ token: (await committer()).commit(secret) });
    expect(await replayRun(join(directory, "journal"), run)).toMatchObject({ identical: true });
  });

  it("FC-SEC-0003.R11: of the arguments is given to the effect, also when it is said again, and recorded nowhere", async () => {
    const taken: JsonObject[] = [];
    const { commit } = await committer();
    const claw = vault(async (args, ask) => {
      taken.push(args, (await ask({ name: "further", password: `${secret}-2` })) ?? {});
      return { output: { echoed: args["password"] ?? null } };
    }, { args: ["/password"] });
    const brain = scripted(call({ name: "n", password: secret }), call({ name: "again", password: commit(secret) }), message);
    const { text, answer, run } = await perform({ brain, claws: [claw], committer });
    expect(answer).toEqual({ status: "answered", content: "done" });
    expect(taken).toEqual([{ name: "n", password: secret }, { name: "further", password: `${secret}-2` }, { name: "again", password: secret }, { name: "further", password: `${secret}-2` }]);
    expect(text + JSON.stringify(brain.seen)).not.toContain(secret);
    expect(text).toContain(commit(secret));
    expect(await replayRun(join(directory, "journal"), run)).toMatchObject({ identical: true });
  });

  it("FC-SEC-0003.R11: is given to the effect also where descriptor and policy name it both, or one a part of what the other names", async () => {
    const args: MarkedParts = { args: ["/password", "/password/inner"] };
    const policy = Policy.fromText("version: 1\nname: test\ncapabilities: {test.vault: {secrets: {args: [/password]}, allow: [{id: all}]}}\n");
    for (const password of [secret, { inner: secret, more: "m" }]) {
      const taken: JsonObject[] = [];
      const claw = vault((it) => {
        taken.push(it);
        return {};
      }, args);
      const { text } = await perform({ brain: scripted(call({ password }), message), claws: [claw], policy, committer });
      expect(taken).toEqual([{ password }]);
      expect(text).not.toContain(secret);
    }
  });

  it("FC-SEC-0003.R11: makes each text within it known, wherever else it stands", async () => {
    const output = { login: { user: "someone-known", keys: [secret] }, log: `someone-known came with ${secret}` };
    const { records, text } = await perform({ brain: scripted(call(), message), claws: [answering(output, { output: ["/login"] })], committer });
    const { commit } = await committer();
    expect(outputOf(records)).toMatchObject({ log: `${commit("someone-known")} came with ${commit(secret)}` });
    expect(text).not.toContain(secret);
  });

  it("FC-SEC-0003.R11: is not opened by a commitment to something else that is secret", async () => {
    const taken: JsonObject[] = [];
    const claw = vault((args) => {
      taken.push(args);
      return {};
    }, { args: ["/password"] });
    const { records } = await perform({ brain: scripted(call({ password: (await committer()).commit(secret) }), message), claws: [claw], secrets: [secret], committer });
    expect(taken).toEqual([]);
    expect(records.find(({ kind }) => kind === "outcome")?.body).toMatchObject({ outcome: "unavailable", error: { code: "FC_SECRET_GONE" } });
  });
});

describe("a runtime that cannot keep a secret", () => {
  const broken: Committer = {
    keyId: "0000000000000000",
    commit: () => {
      throw new Error(`no key for ${secret}`);
    },
  };

  it("FC-SEC-0003.R6: does not start where it cannot commit, and records nothing", async () => {
    const starting = createRuntime({ brain: scripted(message), claws: [], policy: allowAll, workspace: directory, journal: () => openFileJournal({ directory: join(directory, "journal") }), secrets: [secret], committer: broken });
    await expect(starting).rejects.toMatchObject({ code: "FC_SECRET_COMMITMENT" });
    await expect(starting).rejects.not.toThrow(secret);
  });

  it("FC-SEC-0003.R6: stops at the first part that it cannot commit to, and records nothing further", async () => {
    const { records, broken: why, text } = await perform({ brain: scripted(call(), message), claws: [answering({ token: secret }, { output: ["/token"] })], committer: broken });
    expect(why).toMatchObject({ code: "FC_SECRET_COMMITMENT", found: "an exception of type Error" });
    expect(records.at(-1)?.kind).toBe("decision");
    expect(text).not.toContain(secret);
  });

  it("FC-SEC-0003.R5: stops before a record in which a secret stands that nobody scrubbed, and names the place", async () => {
    // The description of a claw is recorded as it is: nothing that comes later can have put the secret there.
    const claw = answering(null);
    const named = { ...claw, descriptor: { ...claw.descriptor, description: `Knows ${secret}.` } };
    const starting = createRuntime({ brain: scripted(message), claws: [named], policy: allowAll, workspace: directory, journal: () => openFileJournal({ directory: join(directory, "journal") }), secrets: [secret] });
    await expect(starting).rejects.toMatchObject({ fault: { code: "FC_SECRET_FOUND", expected: "a record of kind runtime.started without a known secret", at: { pointer: "/body/registry/descriptors/0/description" } } });
    expect(await collect()).toEqual([]);
    // The journal was closed, so that another may open it.
    const { answer } = await perform({ brain: scripted(message), claws: [claw], secrets: [secret] });
    expect(answer).toEqual({ status: "answered", content: "done" });
  });

  it("FC-SEC-0003.R9: stops where marked parts are more than can be looked for", async () => {
    const { broken: why } = await perform({ brain: scripted(call(), message), claws: [answering({ token: "x".repeat(70_000) }, { output: ["/token"] })] });
    expect(why).toMatchObject({ code: "FC_SECRET_LIMIT" });
  });
});

describe("a configuration with secrets", () => {
  const config = (more: Partial<Config> = {}): Config => Config.industrial({ journal: join(directory, "journal"), workspace: directory, ...more });

  it("FC-SEC-0003.R1: names variables and files, whose last line feed is no part of the secret", async () => {
    writeFileSync(join(directory, "token"), `${secret}\n`);
    expect(await secretsOf(config({ secretsFromEnvironment: ["A", "B"], secretsFromFiles: [join(directory, "token")] }), { A: "from-a", B: "" })).toEqual(["from-a", secret]);
  });

  it.each([
    ["that is not there", null, "ENOENT"],
    ["that is empty", "\n", "an empty one"],
    ["that is too long", "x".repeat(70_000), "a longer file"],
  ])("FC-SEC-0003.R9: starts nothing for a file %s", async (_, content, found) => {
    if (content !== null) writeFileSync(join(directory, "token"), content);
    await expect(new Agent(config({ secretsFromFiles: [join(directory, "token")] })).runManaged()).rejects.toMatchObject({ fault: { code: "FC_CONFIG_FILE", found } });
    await expect(collect()).rejects.toBeInstanceOf(FemtoClawError);
  });

  it("FC-SEC-0003.R4: makes the key beside the journal where there are secrets, and uses none that others could have read", async () => {
    const agent = new Agent(config({ secretsFromEnvironment: ["SECRET"] }), { environment: { SECRET: secret } });
    expect((await agent.runManaged()).journal.verified).toBe(true);
    const key = join(directory, "journal.secrets.key");
    expect(statSync(key).mode & 0o777).toBe(0o600);
    chmodSync(key, 0o644);
    await expect(agent.runManaged()).rejects.toMatchObject({ code: "FC_KEY_EXPOSED" });
    await expect(new Agent(config({ secretsFromEnvironment: ["SECRET"], secretsKey: join(directory, "journal/key") }), { environment: { SECRET: secret } }).runManaged()).rejects.toMatchObject({ code: "FC_KEY_FILE" });
  });

  it("FC-SEC-0003.R4: makes none where nothing is secret", async () => {
    await new Agent(config()).runManaged();
    expect(() => readFileSync(join(directory, "journal.secrets.key"))).toThrow("ENOENT");
  });
});
