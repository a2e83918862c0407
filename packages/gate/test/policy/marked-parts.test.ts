import { describe, expect, it } from "vitest";
import { createRegistry, descriptorValue } from "../../src/index.ts";
import { capabilityOf, compile, mailSend, policyOf, sha256 } from "../support.ts";

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
