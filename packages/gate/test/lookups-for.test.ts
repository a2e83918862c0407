import type { JsonObject } from "@femtoclaw/protocol";
import { describe, expect, it } from "vitest";
import { lookupsFor, visibleCapabilities } from "../src/index.ts";
import { capabilityOf, mailSend, policyOf, policyWith, registry, registryOf, shell } from "./support.ts";

const asked = (capability: string, block: object, args: JsonObject): readonly string[] =>
  lookupsFor(policyWith(capability, block), registry, { capability, args }).map((it) => `${it.kind} ${it.kind === "path" ? it.path : it.host}`);

describe("lookupsFor()", () => {
  const write = { allow: [{ id: "w", path: { within: "." } }] };
  const get = { allow: [{ id: "g", url: { origin: "https://status.example.com", path: "/**" } }] };

  it("asks for the path of a call, seen from the workspace", () => {
    expect(asked("fs.write", write, { path: "a/../b" })).toEqual(["path /srv/space/b"]);
  });

  it("asks for a name only where some allow rule names it, and never for an address", () => {
    expect(asked("http.get", get, { url: "https://STATUS.example.com/x" })).toEqual(["host status.example.com"]);
    const two = { allow: [...get.allow, { id: "h", url: { origin: "https://inside.example.com" } }] };
    for (const host of ["status.example.com", "inside.example.com"]) expect(asked("http.get", two, { url: `https://${host}/` })).toEqual([`host ${host}`]);
    expect(asked("http.get", two, { url: "https://intranet.example.com/" })).toEqual([]);
    expect(asked("http.get", get, { url: "https://secret-in-a-name.evil.com/" })).toEqual([]);
    expect(asked("http.get", get, { url: "https://user@status.example.com/" })).toEqual([]);
    expect(asked("http.get", { allow: [{ id: "g", url: { origin: "http://10.0.0.1" } }] }, { url: "http://10.0.0.1/" })).toEqual([]);
    expect(asked("http.get", { deny: [{ id: "g", url: { origin: "https://status.example.com" } }] }, { url: "https://status.example.com/" })).toEqual([]);
  });

  it("asks for the arguments of a program only where a rule about it has paths, each once", () => {
    const rules = { allow: [{ id: "cat", bin: "cat", argv: [{ many: { path: { within: "." } } }] }, { id: "log", bin: "git", argv: ["log"] }] };
    expect(asked("shell", rules, { bin: "cat", argv: ["a", "./a", "-n", "b/../c", "/etc/x", ""] })).toEqual(["path /srv/space/a", "path /etc/x"]);
    expect(asked("shell", rules, { bin: "git", argv: ["a"] })).toEqual([]);
    expect(asked("shell", rules, { bin: "rm", argv: ["a"] })).toEqual([]);
  });

  it("sees relative paths from where each rule's program would run", () => {
    const rules = { allow: [{ id: "x", bin: "cat", argv: [{ path: { within: "." } }], cwd: "./notes" }, { id: "y", bin: "cat", argv: [{ path: { within: "." } }] }] };
    expect(asked("shell", rules, { bin: "cat", argv: ["a"] })).toEqual(["path /srv/space/notes/a", "path /srv/space/a"]);
  });

  it("asks for at most 64 things", () => {
    const rules = { allow: [{ id: "x", bin: "cat", argv: [{ many: { path: { within: "." } } }] }] };
    expect(asked("shell", rules, { bin: "cat", argv: Array.from({ length: 1_000 }, (_, index) => `f${index}`) })).toHaveLength(64);
  });

  it("asks for what a condition takes for a path, once, and for no argument that is absent or no text", () => {
    const subject = { "/subject": { path: { within: "." } } };
    const rules = { allow: [{ id: "a", where: { ...subject, "/priority": { const: 1 } } }], deny: [{ id: "d", where: { "/to/0": { path: { within: "." } }, "/to/1": { pattern: ".*" } } }] };
    expect(asked("mail.send", rules, { to: ["b", "c"], subject: "./a/" })).toEqual(["path /srv/space/a", "path /srv/space/b"]);
    expect(asked("mail.send", rules, { to: ["a"], subject: "a" })).toEqual(["path /srv/space/a"]);
    expect(asked("mail.send", rules, { to: [""] })).toEqual([]);
    expect(asked("mail.send", { allow: [{ id: "a", where: { "/priority": { path: { within: "." } }, ...subject } }] }, { to: ["b"], priority: 1, subject: "a" })).toEqual(["path /srv/space/a"]);
    expect(asked("mail.send", { deny: rules.allow }, { to: ["b"], subject: "a" })).toEqual([]);
    // What the resource asks for already is not asked for again.
    expect(asked("fs.write", { allow: [{ id: "w", path: { within: "." }, where: { "/path": { path: { within: "." } } } }] }, { path: "a" })).toEqual(["path /srv/space/a"]);
  });

  it("asks for what conditions take for a path also where many rules are told apart by where a path leads, which nobody knows yet", () => {
    const places = Array.from({ length: 8 }, (_, index) => ({ id: `p${index}`, path: { within: `d${index}` } }));
    const rules = { allow: [...places, { id: "w", path: { within: "d9" }, where: { "/mode": { path: { within: "." } } } }] };
    expect(policyWith("fs.write", rules).capabilities.get("fs.write")?.index.kind).toBe("root");
    expect(asked("fs.write", rules, { path: "d9/x", mode: "create" })).toEqual(["path /srv/space/d9/x", "path /srv/space/create"]);
  });

  it("asks for nothing about a program of which only deny rules speak, and minds no rule without a program or its arguments", () => {
    const path = { path: { within: "." } };
    const only = { allow: [{ id: "a", bin: "ls" }], deny: [{ id: "d", bin: "cat", argv: [path], where: { "/argv/0": path } }] };
    expect(asked("shell", only, { bin: "cat", argv: ["x"] })).toEqual([]);
    const loose = { allow: [{ id: "a", bin: "cat", argv: [{ rest: true }] }], deny: [{ id: "d", where: { "/argv": { length: { min: 9 } } } }, { id: "e", bin: "cat" }, { id: "f", bin: "cat", argv: ["-v", path] }] };
    expect(asked("shell", loose, { bin: "cat", argv: ["x"] })).toEqual(["path /srv/space/x"]);
    expect(asked("shell", { ...loose, deny: loose.deny.slice(0, 2) }, { bin: "cat", argv: ["x"] })).toEqual([]);
  });

  it("asks for at most 64 things, whoever wants to know them", () => {
    const path = { path: { within: "." } };
    const where = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`/argv/${index}`, { path: { within: "." } }]));
    const to = Object.fromEntries(Array.from({ length: 70 }, (_, index) => [`/to/${index}`, path]));
    expect(asked("mail.send", { allow: [{ id: "a", where: to }] }, { to: Array.from({ length: 70 }, (_, index) => `t${index}`) })).toHaveLength(64);
    const rules = (cwd: string) => ({ allow: [{ id: "a", bin: "cat", cwd, argv: [{ many: path }], where }] });
    const argv = Array.from({ length: 40 }, (_, index) => `f${index}`);
    // Seen from elsewhere, each argument is one path to the rule and another to the condition.
    expect(asked("shell", rules("./notes"), { bin: "cat", argv })).toHaveLength(64);
    expect(asked("shell", rules("."), { bin: "cat", argv })).toHaveLength(40);
  });

  it("asks for nothing where the call is denied whatever the answer (FC-POL-0003.R12)", () => {
    expect(asked("fs.write", { ...write, enabled: false }, { path: "a" })).toEqual([]);
    expect(asked("fs.write", { deny: write.allow }, { path: "a" })).toEqual([]);
    expect(asked("fs.write", write, { path: 1 })).toEqual([]);
    expect(asked("fs.write", write, { path: "a", mode: "no such" })).toEqual([]);
    expect(asked("fs.write", write, { path: "a\0b" })).toEqual([]);
    expect(lookupsFor(policyWith("fs.write", write), registry, { capability: "no.such", args: {} })).toEqual([]);
    expect(lookupsFor(policyWith("fs.write", write), registry, { capability: "fs.read", args: { path: "a" } })).toEqual([]);
  });

  it("asks for nothing about arguments that a schema leaves out, and does not throw over a cycle", () => {
    const lax = registryOf({ descriptor: shell, validateArgs: () => [] });
    const cat = policyWith("shell", { allow: [{ id: "c", bin: "cat", argv: [{ many: { path: { within: "." } } }] }] });
    expect(lookupsFor(cat, lax, { capability: "shell", args: { bin: "cat" } })).toEqual([]);
    const args: JsonObject = { bin: "cat", argv: ["a"] };
    Object.assign(args, { self: args });
    expect(lookupsFor(cat, lax, { capability: "shell", args })).toEqual([]);
  });

  it("asks for nothing, and does not throw, when a validator does", () => {
    const throwing = registryOf({ descriptor: mailSend, validateArgs: () => { throw new Error("planted"); } });
    expect(lookupsFor(policyWith("mail.send", { allow: [{ id: "a" }] }), throwing, { capability: "mail.send", args: {} })).toEqual([]);
  });
});

describe("visibleCapabilities()", () => {
  it("shows what some rule could ever allow, and nothing else", () => {
    const policy = policyOf(
      JSON.stringify({
        version: 1,
        name: "v",
        capabilities: {
          shell: { allow: [{ id: "absent", bin: "absent" }] },
          "fs.read": { enabled: false, allow: [{ id: "r", path: { within: "." } }] },
          "fs.list": { deny: [{ id: "l" }] },
          "fs.write": { allow: [{ id: "w", path: { within: "." } }], require: "approval" },
          "mail.send": { allow: [{ id: "m" }], limits: { perRun: 0 } },
        },
      }),
    );
    expect(visibleCapabilities(policy, registry).map(({ name }) => name)).toEqual(["fs.write"]);
    for (const limits of [{ perMinute: 0 }, { window: { count: 0, windowMs: 1_000 } }]) expect(visibleCapabilities(policyWith("mail.send", { allow: [{ id: "m" }], limits }), registry)).toEqual([]);
    const limits = { perRun: 1, perMinute: 1, window: { count: 1, windowMs: 1_000 } };
    expect(visibleCapabilities(policyWith("mail.send", { allow: [{ id: "m" }], limits }), registry)).toEqual([mailSend]);
    expect(visibleCapabilities(policyWith("shell", { allow: [{ id: "absent", bin: "absent" }, { id: "ls", bin: "ls" }] }), registry).map(({ name }) => name)).toEqual(["shell"]);
    expect(visibleCapabilities(policyWith("shell", { allow: [{ id: "ls", bin: "ls" }] }), registry).map(({ name }) => name)).toEqual(["shell"]);
    expect(visibleCapabilities(policyWith("mail.send", { allow: [{ id: "m" }] }), registryOf(capabilityOf({ ...mailSend, name: "other" })))).toEqual([]);
  });
});
