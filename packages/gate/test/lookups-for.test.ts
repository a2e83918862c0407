import type { JsonObject } from "@femtoclaw/protocol";
import { describe, expect, it } from "vitest";
import { lookupsFor, visibleCapabilities } from "../src/index.ts";
import { capabilityOf, mailSend, policyOf, policyWith, registry, registryOf } from "./support.ts";

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

  it("asks for nothing where the call is denied whatever the answer (FC-POL-0003.R12)", () => {
    expect(asked("fs.write", { ...write, enabled: false }, { path: "a" })).toEqual([]);
    expect(asked("fs.write", { deny: write.allow }, { path: "a" })).toEqual([]);
    expect(asked("fs.write", write, { path: 1 })).toEqual([]);
    expect(asked("fs.write", write, { path: "a", mode: "no such" })).toEqual([]);
    expect(asked("fs.write", write, { path: "a\0b" })).toEqual([]);
    expect(lookupsFor(policyWith("fs.write", write), registry, { capability: "no.such", args: {} })).toEqual([]);
    expect(lookupsFor(policyWith("fs.write", write), registry, { capability: "fs.read", args: { path: "a" } })).toEqual([]);
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
    expect(visibleCapabilities(policyWith("shell", { allow: [{ id: "ls", bin: "ls" }] }), registry).map(({ name }) => name)).toEqual(["shell"]);
    expect(visibleCapabilities(policyWith("mail.send", { allow: [{ id: "m" }] }), registryOf(capabilityOf({ ...mailSend, name: "other" })))).toEqual([]);
  });
});
