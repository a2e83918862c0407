import { describe, expect, it } from "vitest";
import type { JsonObject } from "@femtoclaw/protocol";
import { suggestRules, type CapabilityDescriptor, type SuggestedRule } from "../src/index.ts";
import { answer, decide, fsRead, fsWrite, httpGet, mailSend, policyWith, shell, workspace } from "./support.ts";

const suggest = (descriptor: CapabilityDescriptor, ...calls: readonly JsonObject[]): readonly SuggestedRule[] => {
  let counted = 0;
  const denied = calls.map((args) => {
    const path = descriptor.resource.kind === "path" ? args["path"] : undefined;
    return { call: { capability: descriptor.name, args }, facts: typeof path === "string" ? [answer({ kind: "path", path: `${workspace}/${path}` })] : [] };
  });
  return suggestRules(denied, descriptor, workspace, () => `s${(counted += 1)}`);
};

/** What the suggested rules allow of these calls. */
const allowed = (descriptor: CapabilityDescriptor, rules: readonly SuggestedRule[], ...calls: readonly JsonObject[]): readonly boolean[] => {
  const policy = policyWith(descriptor.name, { allow: rules.map(({ rule }) => rule) });
  return calls.map((args) => decide(policy, descriptor.name, args).verdict === "AUTHORIZED");
};
const git = (...argv: readonly string[]): JsonObject => ({ bin: "git", argv });

describe("suggestRules() (FC-POL-0002)", () => {
  it("allows exactly the vectors that were denied", () => {
    const rules = suggest(shell, git("log", "-n", "5"), git("status"));
    expect(rules.map(({ rule }) => rule)).toEqual([{ id: "s1", bin: "git", argv: ["log", "-n", "5"] }, { id: "s2", bin: "git", argv: ["status"] }]);
    expect(allowed(shell, rules, git("log", "-n", "5"), git("status"), git("log", "-n", "6"), git("log"), git("status", "-s"))).toEqual([true, true, false, false, false]);
  });

  it("lets vectors that differ in one place share a rule, and counts a repeated call once", () => {
    const rules = suggest(shell, git("show", "a"), git("show", "b"), git("show", "a"), git("log", "a"));
    expect(rules).toHaveLength(2);
    expect(rules[0]).toMatchObject({ rule: { argv: ["show", { oneOf: ["a", "b"] }] } });
    expect(rules[0]?.calls).toHaveLength(3);
    expect(allowed(shell, rules, git("show", "a"), git("show", "b"), git("log", "a"), git("log", "b"))).toEqual([true, true, true, false]);
  });

  it("names the place to which a path leads, and says where that is another one", () => {
    expect(suggest(fsRead, { path: "notes/a" })).toMatchObject([{ rule: { path: { within: "/srv/space/notes/a" } }, notes: ["any mode, not given by the call"] }]);
    expect(suggest(fsRead, { path: "out/passwd" })).toMatchObject([{ rule: { path: { within: "/etc/passwd" } }, notes: ["the path leads through a link; the rule names where to", "any mode, not given by the call"] }]);
    expect(allowed(fsRead, suggest(fsRead, { path: "notes/a" }), { path: "notes/a" }, { path: "notes/b" })).toEqual([true, false]);
  });

  it("says nothing of a call that no rule could allow, or none exactly", () => {
    expect(suggest(fsRead, { path: "dangling" }, { path: "" }, { path: 7 }, {})).toEqual([]);
    expect(suggest(shell, { bin: "ls", argv: ["-l", 7] }, { bin: "ls", argv: "-l" }, { bin: "ls" }, { bin: 7, argv: [] }, { argv: [] })).toEqual([]);
    for (const path of ["*", "a[b", "a]b"]) expect(suggest(httpGet, { url: `https://status.example.com/${path}` })).toEqual([]);
    expect(suggest(httpGet, { url: 7 }, {})).toEqual([]);
  });

  it("makes one rule of calls alike, with all of them beside it", () => {
    const rules = suggest(fsWrite, { path: "notes/a", mode: "create" }, { path: "notes/b" }, { mode: "create", path: "notes/a" });
    expect(rules.map(({ rule, calls }) => [rule.id, calls.length])).toEqual([["s1", 2], ["s2", 1]]);
    expect(rules[0]).toMatchObject({ capability: "fs.write", calls: [{ args: { path: "notes/a", mode: "create" } }, { args: { path: "notes/a", mode: "create" } }] });
    expect(suggest(httpGet, { url: "https://status.example.com/a" }, { url: "https://status.example.com/a#x" })).toMatchObject([{ calls: [{}, {}] }]);
    expect(suggest(shell, git("log"), git("log"))).toMatchObject([{ capability: "shell", calls: [{}, {}] }]);
  });

  it("repeats a text of at most 256 characters in a rule, as it is written", () => {
    const subject = (length: number): JsonObject => ({ to: ["ann"], subject: "x".repeat(length - 2) });
    expect(suggest(mailSend, subject(256))[0]?.rule.where).toEqual({ "/to": { const: ["ann"] }, "/subject": { const: "x".repeat(254) } });
    expect(suggest(mailSend, subject(257))[0]?.rule.where).toEqual({ "/to": { const: ["ann"] } });
    expect(suggest(mailSend, { subject: "x".repeat(300) })[0]?.rule).toStrictEqual({ id: "s1" });
  });

  it("says nothing of arguments that are not given where the schema names none", () => {
    expect(suggest({ ...mailSend, args: { type: "object" } }, { to: ["ann"] })).toMatchObject([{ rule: { where: { "/to": { const: ["ann"] } } }, notes: [] }]);
  });

  it("says once what is the resource, and the rest in the order of its names", () => {
    expect(suggest(fsRead, { path: "notes/a" })[0]?.rule).toStrictEqual({ id: "s1", path: { within: "/srv/space/notes/a" } });
    expect(suggest(httpGet, { url: "https://status.example.com/a" })[0]?.rule).toStrictEqual({ id: "s1", url: { origin: "https://status.example.com", path: "/a" } });
    expect(suggest(shell, git("log"))[0]?.rule).toStrictEqual({ id: "s1", bin: "git", argv: ["log"] });
    expect(Object.keys(suggest(mailSend, { to: ["ann"], priority: 1, subject: "x" })[0]?.rule.where ?? {})).toEqual(["/priority", "/subject", "/to"]);
  });

  it("pins what else the call says, and says what it leaves open", () => {
    const [rule] = suggest(fsWrite, { path: "notes/a", mode: "create" });
    expect(rule).toMatchObject({ rule: { path: { within: "/srv/space/notes/a" }, where: { "/mode": { const: "create" } } }, notes: [] });
    expect(allowed(fsWrite, suggest(fsWrite, { path: "notes/a", mode: "create" }), { path: "notes/a", mode: "create" }, { path: "notes/a", mode: "replace" })).toEqual([true, false]);
    expect(suggest(mailSend, { to: ["ann"], subject: "x".repeat(300) })).toMatchObject([{ notes: ["any subject, too long to repeat", "any priority and any weight and any flags and any attachments, not given by the call"], rule: { where: { "/to": { const: ["ann"] } } } }]);
    const list: CapabilityDescriptor = { ...fsRead, name: "fs.list", resource: { kind: "path", path: "/path", access: "list" } };
    expect(suggest(list, { path: "notes", mode: "create" })[0]?.notes).toEqual(["what lies under the directory is allowed as well"]);
  });

  it("names one URL, and warns of a query", () => {
    const url = "https://status.example.com/v1/a";
    expect(suggest(httpGet, { url })).toMatchObject([{ rule: { url: { origin: "https://status.example.com", path: "/v1/a" } }, notes: [] }]);
    expect(suggest(httpGet, { url: `${url}?q=1` })).toMatchObject([{ rule: { url: { origin: "https://status.example.com", path: "/v1/a", query: "any" } }, notes: [expect.stringContaining("a query can carry data away")] }]);
    expect(allowed(httpGet, suggest(httpGet, { url }), { url }, { url: `${url}/b` }, { url: `${url}?q=1` })).toEqual([true, false, false]);
    expect(suggest(httpGet, { url: "https://status.example.com/*" }, { url: "no url" })).toEqual([]);
  });

  it("pins every argument of a call that is about no resource", () => {
    const rules = suggest(mailSend, { to: ["ann"], subject: "x" });
    expect(allowed(mailSend, rules, { to: ["ann"], subject: "x" }, { to: ["ann"] }, { to: ["ann", "eve"], subject: "x" })).toEqual([true, false, false]);
  });

  it("keeps vectors apart that say something else beside, and calls alike that say it in another order", () => {
    const run: CapabilityDescriptor = { ...shell, args: { type: "object", properties: { bin: { type: "string" }, argv: { type: "array", items: { type: "string" } }, user: { type: "string" }, nice: { type: "integer" } } } };
    const rules = suggest(run, { bin: "ls", argv: ["-l"], user: "ann" }, { bin: "ls", argv: ["-a"], user: "eve" }, { bin: "ls", argv: ["-l"], user: "ann", nice: 1 }, { bin: "ls", argv: ["-l"], nice: 1, user: "ann" });
    expect(rules.map(({ rule, calls }) => [rule.argv, rule.where, calls.length])).toEqual([
      [["-l"], { "/user": { const: "ann" } }, 1],
      [["-a"], { "/user": { const: "eve" } }, 1],
      [["-l"], { "/nice": { const: 1 }, "/user": { const: "ann" } }, 2],
    ]);
    expect(rules[0]?.notes).toEqual(["any nice, not given by the call"]);
  });

  it("warns of a program that can start others", () => {
    expect(suggest(shell, { bin: "/usr/bin/python3.11", argv: ["-c", "1"] })[0]?.notes).toEqual(["/usr/bin/python3.11 can start other programs or write anywhere: see what these arguments do"]);
    expect(suggest(shell, { bin: "ls", argv: [] })[0]?.notes).toEqual([]);
  });
});
