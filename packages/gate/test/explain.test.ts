import type { JsonObject } from "@femtoclaw/protocol";
import { describe, expect, it } from "vitest";
import { evaluate, explain } from "../src/index.ts";
import { policyOf, policyWith, registry, situationOf } from "./support.ts";

describe("explain()", () => {
  const policy = policyWith("shell", {
    deny: [{ id: "no-push", bin: "git", argv: ["push", { rest: true }] }, { id: "no-long", where: { "/argv": { length: { min: 9 } } } }],
    allow: [{ id: "list", bin: "ls", require: "approval" }, { id: "log", bin: "git", argv: ["log"] }, { id: "show", bin: "git", argv: ["show"], where: { "/argv/1": { const: "x" } } }],
  });
  const explained = (bin: string, ...argv: readonly string[]) => explain(policy, registry, situationOf(policy, "shell", { bin, argv }));

  it("gives the decision itself, and what every rule said", () => {
    const { evaluation, considered } = explained("git", "log");
    expect(evaluation).toEqual(evaluate(policy, registry, situationOf(policy, "shell", { bin: "git", argv: ["log"] })));
    expect(considered.map((it) => `${it.effect} ${it.rule.id} ${it.approval} ${it.result} ${it.reason?.pointer ?? "-"} ${it.reason?.expected ?? "-"}`)).toEqual([
      'deny no-push false fails /argv/0 "push"',
      "deny no-long false fails /argv a string or list with a length of at least 9",
      'allow list true fails /bin "ls"',
      "allow log false holds - -",
      'allow show false fails /argv/0 "show"',
    ]);
  });

  it("tells what failed from what could not be known", () => {
    expect(explained("git", "show").considered.find(({ rule }) => rule.id === "show")).toMatchObject({ result: "unknown", reason: { rule: "show", pointer: "/argv/1", found: "nothing" } });
  });

  it.each<[string, JsonObject, string, JsonObject]>([
    ["a name that is no text", { bin: 1, argv: [] }, "no-push", { pointer: "/bin", expected: '"git"', found: "no name of a program" }],
    ["arguments that are no list", { bin: "git", argv: "push" }, "no-push", { pointer: "/argv", expected: "a list of arguments", found: "something else" }],
    ["arguments that are no texts", { bin: "git", argv: ["push", 1] }, "no-push", { pointer: "/argv", expected: "a list of arguments", found: "something else" }],
  ])("cannot say that a rule holds of %s: %j", (_, args, id, reason) => {
    expect(explain(policy, registry, situationOf(policy, "shell", args)).considered.find(({ rule }) => rule.id === id)).toMatchObject({ result: "unknown", reason });
  });

  it("cannot say that a rule holds of a path that is no text, and finds no URL in what is none", () => {
    const read = policyWith("fs.read", { allow: [{ id: "r", path: { within: "." } }] });
    expect(explain(read, registry, situationOf(read, "fs.read", { path: 1 })).considered).toMatchObject([{ result: "unknown", reason: { pointer: "/path", found: '"", which cannot be resolved' } }]);
    const get = policyWith("http.get", { allow: [{ id: "g", url: { origin: "https://status.example.com" } }] });
    expect(explain(get, registry, situationOf(get, "http.get", { url: 1 })).considered).toMatchObject([{ result: "fails", reason: { pointer: "/url", found: '""' } }]);
  });

  it("tells of the resource first, where that and a condition are in doubt", () => {
    const read = policyWith("fs.read", { allow: [{ id: "r", path: { within: "." }, where: { "/mode": { const: "create" } } }] });
    expect(explain(read, registry, situationOf(read, "fs.read", { path: "dangling" })).considered).toMatchObject([{ result: "unknown", reason: { pointer: "/path" } }]);
    expect(explain(read, registry, situationOf(read, "fs.read", { path: "a" })).considered).toMatchObject([{ result: "unknown", reason: { pointer: "/mode" } }]);
  });

  it("does not throw where a decision would not", () => {
    expect(explain(policy, registry, situationOf(policy, "no.such", {}))).toMatchObject({ considered: [], evaluation: { verdict: "DENIED_CAPABILITY_NOT_FOUND" } });
    expect(explain(policy, registry, situationOf(policy, "mail.send", { to: ["a"] })).considered).toEqual([]);
    expect(explain(policy, registry, situationOf(policy, "shell", { bin: 1 })).considered.map(({ result }) => result)).toEqual(["unknown", "unknown", "unknown", "unknown", "unknown"]);
    const circular = policyOf(JSON.stringify({ version: 1, name: "c", capabilities: { "mail.send": { allow: [{ id: "c", where: { "/flags": { const: {} } } }] } } }));
    const flags: { [key: string]: unknown } = {};
    flags["self"] = flags;
    const situation = { ...situationOf(circular, "mail.send", { to: ["a"] }), call: { capability: "mail.send", args: JSON.parse("{}") } };
    Object.assign(situation.call.args, { to: ["a"], flags });
    expect(explain(circular, registry, situation)).toMatchObject({ evaluation: { verdict: "DENIED_POLICY_VIOLATION" }, considered: [{ result: "unknown", reason: { found: "a failure inside the gate" } }] });
  });
});
