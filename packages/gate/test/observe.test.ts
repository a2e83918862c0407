import { describe, expect, it } from "vitest";
import { visibleCapabilities } from "../src/index.ts";
import { compile, decide, policyWith, registry } from "./support.ts";

const rules = { allow: [{ id: "mail", where: { "/priority": { int: { min: 1 } } } }, { id: "ask", require: "approval", where: { "/priority": { const: 0 } } }] };

describe("the profile observe", () => {
  const policy = policyWith("mail.send", rules, "observe");

  it("denies what would be allowed, and says what it would have been and for what (FC-POL-0001.R19)", () => {
    const found = decide(policy, "mail.send", { to: ["a"], priority: 1 });
    expect(found).toMatchObject({
      verdict: "DENIED_POLICY_VIOLATION",
      rule: { id: "mail" },
      reasons: [{ rule: "mail", found: "a call that would have been AUTHORIZED" }],
      observed: { verdict: "AUTHORIZED", grant: { kind: "call", args: { priority: 1 } } },
    });
    expect(found).not.toHaveProperty("grant");
    expect(decide(policy, "mail.send", { to: ["a"], priority: 0 })).toMatchObject({ verdict: "DENIED_POLICY_VIOLATION", observed: { verdict: "APPROVAL_REQUIRED" } });
  });

  it("leaves every denial as it is", () => {
    for (const args of [{ to: ["a"], priority: -1 }, { to: [] }]) {
      const found = decide(policy, "mail.send", args);
      expect(found).toEqual({ ...decide(policyWith("mail.send", rules), "mail.send", args), policyDigest: policy.digest });
      expect(found).not.toHaveProperty("observed");
    }
    expect(decide(policy, "nope", {}).verdict).toBe("DENIED_CAPABILITY_NOT_FOUND");
  });

  it("is taken whoever names it, keeps what strict refuses refused, and shows the brain the same capabilities", () => {
    expect(policyWith("mail.send", { ...rules }).profile).toBe("industrial");
    const open = JSON.stringify({ version: 1, name: "x", profile: "strict", capabilities: { shell: { allow: [{ id: "a", bin: "sh", argv: [{ rest: true }] }] } } });
    expect(compile(open, "observe").policy).toBeNull();
    expect(compile(open.replace("strict", "observe"), "strict").policy).toBeNull();
    expect(compile(open.replace("strict", "observe"), "industrial").policy?.profile).toBe("observe");
    expect(visibleCapabilities(policy, registry).map(({ name }) => name)).toEqual(["mail.send"]);
  });
});
