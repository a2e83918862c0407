// The index against a scan: whatever rules and whatever call, the rules that are left out change no answer.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { JsonObject } from "@femtoclaw/protocol";
import { explain, type CompiledPolicy } from "../src/index.ts";
import { decide, policyWith, registry, situationOf } from "./support.ts";

/** Deny > approval > allow > nothing, over every rule there is: `explain` looks at each. */
const byScan = (policy: CompiledPolicy, capability: string, args: JsonObject): string => {
  const { considered } = explain(policy, registry, situationOf(policy, capability, args));
  const deny = considered.find((it) => it.effect === "deny" && it.result !== "fails");
  if (deny !== undefined) return `denied by ${deny.rule.id}`;
  const allow = considered.filter((it) => it.effect === "allow" && it.result === "holds");
  const chosen = allow.find((it) => it.approval) ?? allow[0];
  return chosen === undefined ? "denied" : `${chosen.approval ? "asked" : "allowed"} by ${chosen.rule.id}`;
};

const byIndex = (policy: CompiledPolicy, capability: string, args: JsonObject): string => {
  const { verdict, rule } = decide(policy, capability, args);
  if (verdict === "AUTHORIZED") return `allowed by ${rule?.id}`;
  return verdict === "APPROVAL_REQUIRED" ? `asked by ${rule?.id}` : rule === null ? "denied" : `denied by ${rule.id}`;
};

const numbered = (rules: readonly object[], prefix: string): readonly object[] => rules.map((rule, index) => ({ id: `${prefix}${index}`, ...rule }));

const agrees = (capability: string, rule: fc.Arbitrary<object>, args: fc.Arbitrary<JsonObject>): void => {
  const rules = fc.array(rule, { maxLength: 12 });
  fc.assert(
    fc.property(rules, rules, fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }), fc.array(args, { minLength: 6, maxLength: 6 }), (allow, deny, asks, calls) => {
      const asked = allow.map((it, index) => (asks[index] === true ? { ...it, require: "approval" } : it));
      const policy = policyWith(capability, { allow: numbered(asked, "a"), deny: numbered(deny, "d") });
      for (const it of calls) expect(byIndex(policy, capability, it), JSON.stringify(it)).toBe(byScan(policy, capability, it));
    }),
    { numRuns: 300 },
  );
};

const word = fc.constantFrom("a", "b", "c", "d", "1");

describe("rulesFor() leaves out no rule that could change the answer (FC-POL-0001.R4)", () => {
  it("by an argument, absent ones and values of other types included", () => {
    const where = fc.record(
      { "/subject": fc.oneof(fc.record({ const: word }), fc.record({ oneOf: fc.array(word, { minLength: 1, maxLength: 3 }) }), fc.record({ pattern: fc.constantFrom("[ab]", ".*") })), "/priority": fc.oneof(fc.record({ const: fc.constantFrom(1, 2) }), fc.constant({ int: { min: 2 } })), "/flags": fc.constantFrom({ const: {} }, { const: null }) },
      { requiredKeys: [] },
    );
    const args = fc.record({ to: fc.constant(["x"]), subject: word, priority: fc.constantFrom(1, 2, 3), flags: fc.constantFrom({}, { a: 1 }) }, { requiredKeys: ["to"] });
    agrees("mail.send", fc.record({ where }, { requiredKeys: [] }), args);
  });

  it("by the roots of a path, also where they lie inside one another or the path cannot be resolved", () => {
    const within = fc.constantFrom(".", "notes", "notes/deep", "/", "/etc", ["notes", "/tmp"]);
    const rule = fc.record({ path: fc.record({ within, not: fc.constantFrom(["**/x"], ["y"]) }, { requiredKeys: ["within"] }) });
    agrees("fs.read", rule, fc.record({ path: fc.constantFrom("a", "notes/a", "notes/deep/x", "inner/y", "out/passwd", "dangling/z", "/", "/tmp/q", "way-in") }));
  });

  it("by the origin of a URL, also of a text that is none", () => {
    const origin = fc.constantFrom("https://status.example.com", "http://status.example.com", "https://inside.example.com", "https://status.example.com:8443");
    const rule = fc.record({ url: fc.record({ origin, path: fc.constantFrom("/**", "/a") }) });
    agrees("http.get", rule, fc.record({ url: fc.constantFrom("https://status.example.com/a", "https://STATUS.example.com:443/b", "http://status.example.com/a", "https://inside.example.com/a", "ftp://x/", "https://status.example.com:8443/a") }));
  });

  it("by the program", () => {
    const rule = fc.record({ bin: fc.constantFrom("git", "/usr/bin/git", "ls", "/bin/busybox", "ping"), argv: fc.constantFrom([], ["a"], [{ rest: true }]) });
    agrees("shell", rule, fc.record({ bin: fc.constantFrom("git", "/usr/bin/git", "ls", "ping", "rm"), argv: fc.constantFrom([], ["a"], ["b"]) }));
  });
});

it("the index cannot be changed by who holds the policy", () => {
  const policy = policyWith("mail.send", { allow: numbered(Array.from({ length: 9 }, (_, index) => ({ where: { "/subject": { const: `s${index}` } } })), "r") });
  const index = policy.capabilities.get("mail.send")?.index;
  if (index?.kind !== "argument") throw new Error("no index by argument");
  expect(index.sets).not.toHaveProperty("set");
  expect(Object.isFrozen(index.sets.get("s1")?.allow)).toBe(true);
  expect(() => Object.assign(index.otherwise, { allow: [] })).toThrow();
});
