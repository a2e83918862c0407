import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { crc32 } from "node:zlib";
import { encodeFrame, openFrame, payloadOf, recordHash, segmentHeaderBytes } from "@femtoclaw/memory";
import { sha256 } from "@femtoclaw/memory/host";
import { canonicalise, type JsonValue } from "@femtoclaw/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { captured, documentOf, exec, femtoclaw, message, place, scenario } from "../support.ts";

const listing = (argv: string, more = ""): string => `version: 1\nname: x\ncapabilities: {shell: {allow: [{id: list, bin: ls, argv: [{oneOf: ${argv}}]}]${more}}}\n`;

const recorded = async (policyText: string, ...steps: readonly object[]): Promise<string> => {
  const directory = place({
    "policy.yaml": policyText,
    "femtoclaw.yaml": "version: 1\npolicy: policy.yaml\nbrain: {kind: simulation, scenario: scenario.yaml}\n",
    "scenario.yaml": scenario(...steps, message("Done.")),
  });
  expect((await femtoclaw(directory, ["run", "x"])).code).toBe(0);
  return directory;
};

interface Found {
  readonly seq: number;
  readonly kind: string;
}
const recordsIn = async (directory: string): Promise<readonly Found[]> => documentOf(await captured(["audit", "list", "--limit", "0", "--json"], directory)).records;

describe("femtoclaw replay --to (FC-CORE-0004.R3)", () => {
  it("stops at the record and says in which state the run was there, which is the same every time and another one elsewhere", { timeout: 30_000 }, async () => {
    const directory = await recorded(listing("[-l]"), exec("ls", "-l"), exec("ls", "-a"));
    const [first, second] = (await recordsIn(directory)).filter(({ kind }) => kind === "decision");
    const at = async (seq: number | undefined) => documentOf(await captured(["replay", "last", "--to", `${seq}`, "--json"], directory));
    const one = await at(first?.seq);
    expect(one).toMatchObject({ identical: true, to: first?.seq, state: "CAPABILITY_EXECUTING", closed: false });
    expect(await at(first?.seq)).toEqual(one);
    expect((await at(second?.seq)).stateDigest).not.toBe(one.stateDigest);
    expect((await captured(["replay", "last", "--to", `${first?.seq}`], directory)).stdout).toMatch(/^replay identical {2}\d+ records, byte for byte {2}up to record \d+, where the run was in CAPABILITY_EXECUTING\n {2}state +sha256:[0-9a-f]{64}/);
  });

  it("says that the run had not begun by then", { timeout: 30_000 }, async () => {
    const directory = await recorded(listing("[-l]"));
    expect(await captured(["replay", "last", "--to", "1"], directory)).toMatchObject({ code: 2, stderr: expect.stringContaining("begun by record 1") });
  });
});

describe("femtoclaw replay --policy (FC-CORE-0004.R4)", () => {
  let directory = "";
  beforeEach(async () => {
    directory = await recorded(listing("[-l, -a]"), exec("ls", "-l"), exec("ls", "-a"), exec("ls", "-Z"));
  });
  const under = async (policyText: string, ...more: readonly string[]) => {
    const words = ["replay", "last", "--policy", join(place({ "new.yaml": policyText }), "new.yaml"), ...more];
    const { code, stdout } = await captured(words, directory);
    return { code, stdout, json: documentOf(await captured([...words, "--json"], directory)) };
  };

  it("says that nothing changes under the same policy, and ends with 0", async () => {
    const { code, stdout, json } = await under(listing("[-l, -a]"));
    expect(code).toBe(0);
    expect(stdout).toContain("nothing changes  of 3 decisions");
    expect(json.policy).toMatchObject({ decisions: 3, changed: 0, unknown: 0, knownUntil: null, changes: [], offered: [], withheld: [], otherBudgets: false });
  });

  it("names each decision that would be another and why, and does not pretend to know what follows the first", async () => {
    const { code, stdout, json } = await under(listing("[-a, -Z]"));
    const [first, second, third] = (await recordsIn(directory)).filter(({ kind }) => kind === "decision").map(({ seq }) => seq);
    expect(code).toBe(12);
    expect(stdout).toMatch(new RegExp(`#${first} +AUTHORIZED would be DENIED_POLICY_VIOLATION {2}shell {2}was by rule list\\n +shell ls -l\\n +expected .*\\nwhat the run would have done after record ${first} nobody knows; had it gone on as recorded:\\n +#${third} +DENIED_POLICY_VIOLATION would be AUTHORIZED`));
    expect(stdout).not.toContain(`#${second} `);
    expect(json).toMatchObject({
      identical: true,
      policy: { decisions: 3, changed: 2, knownUntil: first, changes: [{ seq: first, ifGoneOnAsRecorded: false, reason: expect.anything() }, { seq: third, ifGoneOnAsRecorded: true, wouldBe: "AUTHORIZED" }] },
    });
  });

  it("looks no further than to the record that --to names", async () => {
    const [first, second] = (await recordsIn(directory)).filter(({ kind }) => kind === "decision").map(({ seq }) => seq);
    expect((await under(listing("[-a, -Z]"), "--to", `${second}`)).json.policy).toMatchObject({ decisions: 2, changed: 1, knownUntil: first });
    expect((await under(listing("[-l, -Z]"), "--to", `${first}`)).code).toBe(0);
  });

  it("says where the brain would have been offered other tools, and where other budgets apply", async () => {
    const other = `${listing("[-l, -a]").replace("capabilities: {", "capabilities: {fs.list: {allow: [{id: all, path: {within: .}}]}, ")}budgets: {perRun: {steps: 3}}\n`;
    const { code, stdout, json } = await under(other);
    expect(code).toBe(0);
    expect(json.policy).toMatchObject({ offered: ["fs.list"], withheld: [], otherBudgets: true });
    expect(stdout).toContain("the brain would be offered fs.list, and could have said something else from the start");
    expect(stdout).toContain("the budgets are others");
    expect((await under("version: 1\nname: x\n")).stdout).toContain("would not be offered shell");
  });

  it("refuses a policy with defects before it replays anything", async () => {
    expect(await under("version: 1\nname: x\ntides: []\n").catch(() => null)).toMatchObject({ code: 3, stdout: "" });
  });
});

/** Somebody who can write the file links everything anew, so that only a replay can tell. */
const forge = (directory: string, change: (record: { readonly kind: string; body: { readonly [key: string]: JsonValue } }) => void): void => {
  const journal = join(directory, ".femtoclaw/journal");
  for (const name of readdirSync(journal)) if (name === "head.json") writeFileSync(join(journal, name), "");
  const file = join(journal, "0000000000000001.segment");
  const segment = readFileSync(file);
  const parts: Uint8Array[] = [segment.subarray(0, segmentHeaderBytes)];
  let [at, prev, end] = [segmentHeaderBytes, "0".repeat(64), segmentHeaderBytes];
  for (let frame = openFrame(segment, at, 1_000_000, crc32); frame.ok; frame = openFrame(segment, at, 1_000_000, crc32)) {
    const record = JSON.parse(Buffer.from(payloadOf(segment, frame.value)).toString());
    change(record);
    const text = canonicalise({ ...record, prev });
    prev = recordHash(text, sha256);
    const sealed = encodeFrame(Buffer.from(text), end, crc32);
    parts.push(sealed);
    end += sealed.length;
    at += Math.ceil((12 + frame.value.payloadBytes) / 8) * 8;
  }
  writeFileSync(file, Buffer.concat(parts));
};

describe("a history written anew with links that fit (FC-CORE-0001.R12, FC-CORE-0004.R2)", () => {
  const forgeries: readonly (readonly [what: string, at: string, pointer: string, why: string, kind: string, change: { readonly [key: string]: JsonValue }])[] = [
    ["a verdict", "decision", "/body/verdict", "the gate decides this call otherwise", "decision", { verdict: "DENIED_CAPABILITY_DISABLED" }],
    ["a grant", "decision", "/body/grantDigest", "the gate grants something else for this call", "decision", { grantDigest: "sha256:0" }],
    ["an input", "brain.replied", "/body/context", "what came before it makes another context than the brain was shown", "input.received", { content: "y" }],
  ];

  it.each(forgeries)("is told by the record, the place and the cause where %s was changed", { timeout: 30_000 }, async (_what, at, pointer, why, kind, change) => {
    const directory = await recorded(listing("[-l]"), exec("ls", "-l"));
    const found = (await recordsIn(directory)).find((it) => it.kind === at);
    forge(directory, (record) => {
      if (record.kind === kind) record.body = { ...record.body, ...change };
    });
    const replayed = await captured(["replay", "last", "--json"], directory);
    expect(replayed.code).toBe(9);
    expect(documentOf(replayed).divergence).toMatchObject({ seq: found?.seq, pointer, cause: `the record differs from what the machine drafts: ${why}` });
    // No other policy is asked about what was never decided (FC-CORE-0004.R5).
    const judged = await captured(["replay", "last", "--policy", "policy.yaml", "--json"], directory);
    expect(judged.code).toBe(9);
    expect(documentOf(judged)).not.toHaveProperty("policy");
  });
});
