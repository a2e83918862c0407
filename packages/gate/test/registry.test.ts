import { describe, expect, it } from "vitest";
import { createRegistry, type Capability, type CapabilityDescriptor } from "../src/index.ts";
import { capabilityOf, decide, fsRead, mailSend, policyWith, registryOf, sha256, shell } from "./support.ts";

const named = (name: string): Capability => capabilityOf({ ...mailSend, name });

describe("createRegistry()", () => {
  it("refuses two capabilities of one name", () => {
    expect(createRegistry([named("a.b"), named("a.c"), named("a.b")], sha256)).toMatchObject({ ok: false, fault: { code: "FC_POLICY_CAPABILITY_NAME" } });
  });

  it.each(["", "A", "fs.Read", "fs..read", "fs.read ", " fs.read", "fs/read", "fs.réad", "ｆs", "1a", "a".repeat(65), "__proto__"])("refuses the name %j", (name) => {
    expect(createRegistry([named(name)], sha256)).toMatchObject({ ok: false, fault: { code: "FC_POLICY_CAPABILITY_NAME" } });
  });

  it.each(["input", "unknown", "mandate.propose"])("refuses the name %s, which means something else", (name) => {
    expect(createRegistry([named(name)], sha256)).toMatchObject({ ok: false, fault: { code: "FC_POLICY_CAPABILITY_NAME" } });
  });

  it("refuses a descriptor that has no digest", () => {
    expect(createRegistry([{ ...named("a"), descriptor: { ...mailSend, description: "\ud800" } }], sha256)).toMatchObject({ ok: false, fault: { code: "FC_PROTO_NOT_CANONICALISABLE" } });
  });

  it("finds a capability by its exact name alone", () => {
    const { capabilities } = registryOf(named("fs.read"));
    expect(capabilities.has("fs.read")).toBe(true);
    for (const name of ["fs.Read", "fs.read ", "fs", "fs.read\0", "", "constructor", "__proto__", "toString"]) expect(capabilities.get(name)).toBeUndefined();
  });

  it("is one registry whatever the order", () => {
    expect(registryOf(named("a"), named("b")).digest).toBe(registryOf(named("b"), named("a")).digest);
  });

  it("changes its digest whenever a descriptor changes in anything", () => {
    const changes: readonly Partial<CapabilityDescriptor>[] = [
      { name: "mail.sent" }, { description: "another" }, { args: { ...mailSend.args, required: [] } }, { effects: [] }, { retry: "idempotent" },
      { resource: { kind: "url", url: "/subject" } }, { resource: { kind: "path", path: "/subject", access: "read" } }, { resource: { kind: "path", path: "/subject", access: "write" } },
    ];
    const digests = [{}, ...changes].map((change) => registryOf(capabilityOf({ ...mailSend, ...change })).digest);
    expect(new Set(digests).size).toBe(digests.length);
  });

  it("keeps what was registered, whatever becomes of the original", () => {
    const original = structuredClone(shell);
    const registry = registryOf(capabilityOf(original));
    const before = JSON.stringify(registry.capabilities.get("shell")?.descriptor);
    Object.assign(original.resource, { kind: "none" });
    Object.assign(original.args, { properties: {} });
    Object.assign(original, { name: "other", effects: [] });
    expect(JSON.stringify(registry.capabilities.get("shell")?.descriptor)).toBe(before);
  });

  it("cannot be changed by whoever holds it", () => {
    const registry = registryOf(capabilityOf(shell));
    const held = registry.capabilities.get("shell");
    expect(() => Object.assign(registry, { capabilities: new Map() })).toThrow(TypeError);
    expect(() => Object.assign(registry.digests, { shell: "sha256:0" })).toThrow(TypeError);
    expect(() => Object.assign(registry.capabilities, { get: () => undefined })).toThrow(TypeError);
    expect(() => Object.assign(held ?? {}, { validateArgs: () => [] })).toThrow(TypeError);
    expect(() => Object.assign(held?.descriptor.resource ?? {}, { kind: "none" })).toThrow(TypeError);
    expect(() => Object.assign(held?.descriptor.args ?? {}, { properties: {} })).toThrow(TypeError);
    for (const change of ["set", "delete", "clear"]) expect(registry.capabilities).not.toHaveProperty(change);
    expect(() => Reflect.apply(Map.prototype.set, registry.capabilities, ["evil", held])).toThrow(TypeError);
  });

  it("reads like any map", () => {
    const { capabilities } = registryOf(capabilityOf(shell), capabilityOf(fsRead));
    const visited: string[] = [];
    capabilities.forEach((_, key, map) => visited.push(`${key} ${map === capabilities}`));
    expect(visited).toEqual(["fs.read true", "shell true"]);
    expect([...capabilities].map(([key]) => key)).toEqual([...capabilities.keys()]);
    expect([...capabilities.entries()].length).toBe(capabilities.size);
    expect([...capabilities.values()].map((it) => it.descriptor.name)).toEqual(["fs.read", "shell"]);
  });
});

describe("a policy and a registry", () => {
  it("decide nothing together when a descriptor is another than the policy was checked against", () => {
    const policy = policyWith("shell", { allow: [{ id: "log", bin: "git", argv: ["log"] }] });
    const same = registryOf(capabilityOf(shell));
    const changed = registryOf(capabilityOf({ ...shell, resource: { kind: "none" } }));
    const args = { bin: "rm", argv: ["-rf", "/"] };
    expect(decide(policy, "shell", { bin: "git", argv: ["log"] }, {}, same).verdict).toBe("AUTHORIZED");
    expect(decide(policy, "shell", { bin: "git", argv: ["log"] }, {}, changed)).toMatchObject({ verdict: "DENIED_POLICY_VIOLATION", reasons: [{ found: "another" }] });
    expect(decide(policy, "shell", args, {}, changed).verdict).toBe("DENIED_POLICY_VIOLATION");
  });
});
