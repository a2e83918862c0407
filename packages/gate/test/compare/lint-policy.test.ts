import { describe, expect, it } from "vitest";
import { lintPolicy } from "../../src/index.ts";
import { policyWith, registry } from "../support.ts";

const lint = (capability: string, allow: readonly object[], deny: readonly object[] = []): readonly string[] =>
  lintPolicy(policyWith(capability, { allow: allow.map((it, index) => ({ id: `a${index}`, ...it })), deny: deny.map((it, index) => ({ id: `d${index}`, ...it })) }), registry).map(({ rule, kind, why }) => `${rule.id} ${kind}: ${why}`);

const ls = (...argv: readonly unknown[]) => ({ bin: "ls", argv });

describe("lintPolicy() (FC-POL-0002)", () => {
  it("is silent about rules that each do something of their own", () => {
    expect(lint("shell", [ls("-l"), ls("-a"), { bin: "cat", argv: [{ path: { within: "." } }] }])).toEqual([]);
  });

  it("finds a rule that another one covers, and one that others cover together", () => {
    expect(lint("shell", [ls("-l"), ls({ oneOf: ["-l", "-a"] })])).toEqual(["a0 shadowed: rule a1 allows all that it does"]);
    expect(lint("shell", [ls("-l"), ls("-a"), ls({ oneOf: ["-l", "-a"] })])).toContain("a2 shadowed: other rules together allow all that it does");
    expect(lint("fs.read", [{ path: { within: "." } }, { path: { within: "notes" } }])).toEqual(["a1 shadowed: rule a0 allows all that it does"]);
  });

  it("tells an approval from an allowance: asking is something of its own", () => {
    expect(lint("shell", [{ ...ls("-l"), require: "approval" }, ls({ oneOf: ["-l", "-a"] })])).toEqual([]);
  });

  it("finds rules that nothing reaches, and says why", () => {
    expect(lint("shell", [ls("-l")], [{ bin: "ls" }])).toEqual(["a0 unreachable: whatever it allows, a deny rule denies"]);
    expect(lint("shell", [{ bin: "no-such-program", argv: [] }])).toEqual(["a0 unreachable: this host has no program no-such-program"]);
    expect(lint("fs.read", [{ path: { within: "notes", not: ["**"] } }])).toEqual(["a0 unreachable: no call fulfils its conditions"]);
  });

  it("finds a deny rule that denies nothing", () => {
    expect(lint("shell", [ls("-l")], [{ bin: "git" }, { bin: "ls", argv: ["-l"] }]).filter((it) => it.startsWith("d"))).toEqual(["d0 idle: it denies nothing that another rule allows"]);
  });

  it.each([
    ["shell", [ls("--", { rest: true })], "it allows any arguments from some place on"],
    ["shell", [ls("--", { pattern: ".*" })], "one of its patterns takes any text"],
    ["fs.read", [{ path: { within: "/" } }], "it allows the whole file system"],
    ["http.get", [{ url: { origin: "https://status.example.com", path: "/**", query: "any" } }], "any path with any query can carry anything to that origin"],
    ["http.get", [{ url: { origin: "https://status.example.com", addresses: ["0.0.0.0/0"] } }], "its host may lead to any address, those inside included"],
    ["mail.send", [{}], "it allows every call of something that sends and irreversible"],
  ])("finds that a rule of %s %j is wider than it looks", (capability, allow, why) => {
    expect(lint(capability, allow)).toEqual([`a0 broad: ${why}`]);
  });

  it("says where it cannot tell", () => {
    expect(lint("mail.send", [{ where: { "/subject": { path: { within: "." } } } }])).toEqual(["a0 undecided: whether it does anything could not be told"]);
    expect(lint("shell", Array.from({ length: 101 }, (_, index) => ls(`-${index}`)))[0]).toBe("a0 undecided: whether it does anything could not be told");
  });
});
