// What is the runtime's own: in these tests the directory .femtoclaw and the file policy.yaml of the workspace.
import { describe, expect, it } from "vitest";
import { explain } from "../../src/index.ts";
import { compile, decide, policyWith, registry, run, situationOf } from "../support.ts";

const no = "DENIED_POLICY_VIOLATION";
const expected = "a path that is not the runtime's own";
const own = [".femtoclaw", ".femtoclaw/journal/1", "policy.yaml", "policy.yaml/x", "/srv/space/.femtoclaw", "a/../.femtoclaw/x", "way-in", "way-in/log"];
const others = [".", "a", ".femtoclaw2", "policy.yaml.old", "notes/.femtoclaw"];

describe("what is the runtime's own (FC-POL-0003.R8)", () => {
  it.each(["fs.read", "fs.list", "fs.write"])("cannot be reached by %s, whatever a rule says", (capability) => {
    for (const within of ["/", ".", "./.femtoclaw", ["./policy.yaml", "./.femtoclaw/journal", "."]]) {
      const policy = policyWith(capability, { allow: [{ id: "all", path: { within } }] });
      for (const path of own) expect(decide(policy, capability, { path }), path).toMatchObject({ verdict: no, reasons: [{ rule: "all", pointer: "/path", expected }] });
    }
    const policy = policyWith(capability, { require: "approval", allow: [{ id: "all", path: { within: "." } }] });
    for (const path of own) expect(decide(policy, capability, { path }).verdict).toBe(no);
    for (const path of others) expect(decide(policy, capability, { path }).verdict).toBe("APPROVAL_REQUIRED");
  });

  it("cannot be a path among the arguments of a program; what contains it can", () => {
    const policy = policyWith("shell", { allow: [{ id: "list", bin: "ls", argv: [{ many: { path: { within: "/" } } }] }] });
    for (const path of own.filter((it) => !it.includes("a/.."))) {
      expect(run(policy, "ls", "a", path), path).toMatchObject({ verdict: no, reasons: [{ rule: "list", pointer: "/argv/1" }] });
    }
    for (const path of [...others, "/", "/srv"]) expect(run(policy, "ls", path).verdict, path).toBe("AUTHORIZED");
  });

  it("does not keep a deny rule from biting", () => {
    const deny = [{ id: "deny", bin: "ls", argv: [{ path: { within: "." } }] }];
    const policy = policyWith("shell", { allow: [{ id: "any", bin: "ls", argv: [{ rest: true }] }], deny });
    for (const path of [".femtoclaw/journal", "policy.yaml", "a"]) expect(run(policy, "ls", path)).toMatchObject({ verdict: no, rule: { id: "deny" } });
    const read = policyWith("fs.read", { allow: [{ id: "all", path: { within: "/" } }], deny: [{ id: "deny", path: { within: "." } }] });
    expect(decide(read, "fs.read", { path: "policy.yaml" })).toMatchObject({ verdict: no, rule: { id: "deny" } });
  });

  it("is named in the policy, in its digest and in explanations", () => {
    const policy = policyWith("fs.read", { allow: [{ id: "all", path: { within: "." } }] });
    expect(policy.protected).toEqual(["/srv/space/.femtoclaw", "/srv/space/policy.yaml"]);
    expect(Object.isFrozen(policy.protected)).toBe(true);
    const text = JSON.stringify({ version: 1, name: "test", capabilities: { "fs.read": { allow: [{ id: "all", path: { within: "." } }] } } });
    expect(compile(text, undefined, "policy.yaml", []).policy?.digest).not.toBe(policy.digest);
    expect(explain(policy, registry, situationOf(policy, "fs.read", { path: "policy.yaml" })).considered).toMatchObject([{ result: "fails", reason: { rule: "all", expected } }]);
  });
});
