import { describe, expect, it } from "vitest";
import { createRegistry, descriptorValue, type Capability, type CapabilityDescriptor } from "../src/index.ts";
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

  it("lets through what a digest itself throws, which says nothing of a descriptor", () => {
    const broken = (): string => {
      throw new TypeError("no digest today");
    };
    expect(() => createRegistry([named("a")], broken)).toThrow(TypeError);
  });

  it("repeats of a name that is refused its beginning, and takes one that is just as long as it may be", () => {
    const refused = createRegistry([named("a".repeat(5_000))], sha256);
    expect(refused.ok ? "" : refused.fault.found).toBe(`"${"a".repeat(80)}"`);
    expect(createRegistry([named("a".repeat(64))], sha256).ok).toBe(true);
  });

  it("has a digest of each descriptor by its name, and lists them by name", () => {
    const both = registryOf(named("b"), named("a"), named("c"));
    expect([...both.capabilities.keys()]).toEqual(["a", "b", "c"]);
    expect(Object.keys(both.digests)).toEqual(["a", "b", "c"]);
    expect(both.digests["a"]).toBe(registryOf(named("a")).digests["a"]);
    expect(new Set(Object.values(both.digests)).size).toBe(3);
    for (const it of [...Object.values(both.digests), both.digest]) expect(it).toMatch(/^sha256:[0-9a-f]{64}$/);
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
      { name: "mail.sent" }, { description: "another" }, { args: { ...mailSend.args, required: [] } }, { effects: [] }, { effects: ["irreversible", "sends"] }, { targets: [] }, { targets: ["/to"] }, { targets: ["/to", "/subject"] }, { retry: "idempotent" },
      { resource: { kind: "url", url: "/subject" } }, { resource: { kind: "path", path: "/subject", access: "read" } }, { resource: { kind: "path", path: "/subject", access: "write" } },
    ];
    const digests = [{}, ...changes].map((change) => registryOf(capabilityOf({ ...mailSend, ...change })).digest);
    expect(new Set(digests).size).toBe(digests.length);
  });

  it.each([{}, { args: ["/subject"] }, { output: ["/id"] }, { args: ["/subject"], output: ["/id"] }])("keeps the marks %j of what is secret, whatever becomes of the original", (secrets) => {
    const original = structuredClone(secrets);
    const descriptor = registryOf(capabilityOf({ ...mailSend, secrets: original })).capabilities.get("mail.send")?.descriptor;
    Object.values(original).forEach((it) => it.splice(0));
    expect(descriptor?.secrets).toEqual(secrets);
    expect(Object.keys(descriptor?.secrets ?? {})).toEqual(Object.keys(secrets));
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

  it("keeps parts of what was registered, however deep they lie", () => {
    const original = { ...structuredClone(mailSend), effects: [...mailSend.effects], targets: ["/to"], args: { type: "object", required: ["to"], properties: { to: { enum: [["ann"], { a: 1 }] } } } };
    const descriptor = registryOf({ descriptor: original, validateArgs: () => [] }).capabilities.get("mail.send")?.descriptor;
    const before = structuredClone(original);
    original.effects.push("spends");
    original.targets.push("/subject");
    original.args.required.push("subject");
    original.args.properties.to.enum.length = 0;
    expect(descriptor).toEqual(before);
    for (const part of [descriptor, descriptor?.effects, descriptor?.targets, descriptor?.args["required"], descriptor?.args["properties"]]) expect(Object.isFrozen(part)).toBe(true);
  });

  it("registers nothing of an object beside what a descriptor says", () => {
    const more = { ...shell, secret: "beside" };
    const made = registryOf({ descriptor: more, validateArgs: () => [] });
    expect(made.capabilities.get("shell")?.descriptor).toEqual(shell);
    expect(made.capabilities.get("shell")?.descriptor).not.toHaveProperty("targets");
    expect(made.digest).toBe(registryOf(capabilityOf(shell)).digest);
    expect(descriptorValue(more)).toEqual(shell);
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
    expect([capabilities.size, capabilities.has("shell"), capabilities.has("http.get"), capabilities.get("http.get")]).toEqual([2, true, false, undefined]);
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
