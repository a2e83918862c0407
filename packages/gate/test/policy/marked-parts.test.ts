import { describe, expect, it } from "vitest";
import { compilePolicy, createRegistry, descriptorValue, readPolicy, type CapabilityDescriptor } from "../../src/index.ts";
import { capabilityOf, compile, fsWrite, mailSend, policyOf, registryOf, sha256 } from "../support.ts";

const block = (name: string, secrets: object): string => JSON.stringify({ version: 1, name: "x", capabilities: { [name]: { secrets } } });

describe("parts that a policy marks as secret (FC-SEC-0003.R11)", () => {
  it.each<[string, string]>([
    ["shell", ""],
    ["shell", "/argv"],
    ["shell", "/argv/0"],
    ["shell", "/bin"],
    ["shell", "/*"],
    ["fs.read", "/path"],
    ["http.get", "/url"],
    ["mail.send", "/nothing"],
  ])("of %s cannot be %j: what a call acts on is seen by whoever decides, and what is no argument is none", (name, pointer) => {
    const { policy, faults } = compile(block(name, { args: [pointer] }));
    expect(policy).toBeNull();
    expect(faults.map(({ code, at }) => [code, at?.pointer])).toEqual([["FC_POLICY_POINTER", `/capabilities/${name}/secrets/args/0`]]);
  });

  it("are kept as they are written, and decide nothing", () => {
    const secrets = { args: ["/to"], output: ["/id", "/parts/*/key", ""] };
    expect(policyOf(block("mail.send", secrets)).capabilities.get("mail.send")?.secrets).toEqual(secrets);
    expect(compile(block("mail.send", { output: ["no pointer"] })).policy).toBeNull();
  });
});

describe("a mark beside or around what a call acts on (FC-SEC-0003.R11)", () => {
  const target = { type: "object", properties: { path: { type: "string" }, note: { type: "string" } } } as const;
  const nested: CapabilityDescriptor = { ...fsWrite, name: "nested", args: { type: "object", properties: { target, targets: { type: "string" } } }, resource: { kind: "path", path: "/target/path", access: "write" } };
  const free: CapabilityDescriptor = { ...mailSend, name: "free", args: { type: "object" } };
  const known = registryOf(...[fsWrite, nested, free].map(capabilityOf));
  const facts = { workspace: "/srv", paths: {}, programs: {}, protected: [] };
  const found = (name: string, ...args: readonly string[]): readonly string[] => {
    const { policy: written } = readPolicy(block(name, { args }), "policy.yaml");
    if (written === null) throw new Error("unreadable");
    return compilePolicy(written, known, facts, { sha256 }).faults.map((it) => it.found);
  };

  it.each<[string, string]>([["fs.write", "/mode"], ["nested", "/target/note"], ["nested", "/targets"], ["free", "/anything"], ["free", "/"]])("of %s may be %j", (name, pointer) => {
    expect(found(name, pointer)).toEqual([]);
  });

  it.each<[string, string]>([["nested", "/target"], ["nested", "/target/path"], ["nested", "/target/path/0"]])("of %s cannot be %j, in which it would be hidden", (name, pointer) => {
    expect(found(name, pointer)).toEqual([pointer]);
  });

  it.each(["fs.write", "nested", "free"])("of %s cannot be all arguments, and is called so", (name) => {
    expect(found(name, "")).toEqual(["all arguments"]);
  });
});

describe("parts that a descriptor marks as secret (FC-SEC-0003.R11)", () => {
  it("are part of what is pinned and recorded of it, and cannot be changed by whoever keeps the original", () => {
    const output = ["/id"];
    const marked = { ...mailSend, secrets: { output } };
    const registry = createRegistry([capabilityOf(marked)], sha256);
    output.push("/more");
    const kept = registry.ok ? registry.value.capabilities.get("mail.send")?.descriptor : undefined;
    expect(kept?.secrets).toEqual({ output: ["/id"] });
    expect(kept === undefined ? {} : descriptorValue(kept)).toMatchObject({ secrets: { output: ["/id"] } });
    expect(descriptorValue(mailSend)).not.toHaveProperty("secrets");
  });
});
