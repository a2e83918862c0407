// What a policy author may rely on: taking an allow rule away, or adding a deny rule, never lets anything new through.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { cases } from "./cases.ts";
import { decide, policyWith } from "./support.ts";

const words = ["log", "-n", "1", "push", "a", "out/x", "../y", ".git/c"];
const token = fc.constantFrom<unknown>("log", "push", { int: { min: 0 } }, { pattern: "[a-z.]+" }, { path: { within: "." } }, { path: { within: "." , not: [".git"] } }, { oneOf: ["a", "-n"] }, { flag: "-n", int: {} });
const element = fc.oneof(token, token.map((it) => ({ optional: it })), token.map((it) => ({ many: it })), fc.constant({ rest: true }));
const where = fc.option(fc.constantFrom<object>({ "/bin": { pattern: "[a-z]+" } }, { "/argv": { length: { max: 2 } } }, { "/argv/0": { const: "log" } }, { "/argv/1": { pattern: "-.*" } }), { nil: undefined });
const rule = fc.record({ bin: fc.constantFrom("git", "git", "/bin/git", "ls"), argv: fc.option(fc.array(element, { maxLength: 3 }), { nil: undefined }), where });
const allowRule = fc.tuple(rule, fc.boolean()).map(([it, approval]) => ({ ...it, ...(approval ? { require: "approval" } : {}) }));
const denyRule = fc.oneof(rule, where.map((it) => ({ where: it })));
const call = fc.record({ bin: fc.constantFrom("git", "git", "/bin/git", "/usr/bin/git", "ls", "rm"), argv: fc.array(fc.constantFrom(...words), { maxLength: 4 }) });

const numbered = (rules: readonly object[], prefix: string) => rules.map((it, index) => ({ id: `${prefix}${index}`, ...it }));
const verdicts = (allow: readonly object[], deny: readonly object[], calls: readonly { bin: string; argv: string[] }[], silent: boolean): readonly string[] => {
  const policy = policyWith("shell", { allow: numbered(allow, "a"), deny: numbered(deny, "d") });
  return calls.map((args) => decide(policy, "shell", structuredClone(args), silent ? { facts: [] } : {}).verdict);
};

const isDenial = (verdict: string | undefined): boolean => verdict?.startsWith("DENIED_") === true;

describe("a policy", () => {
  it("lets nothing new through when an allow rule is taken away or a deny rule is added", () => {
    let authorised = 0;
    fc.assert(
      fc.property(fc.array(allowRule, { minLength: 1, maxLength: 4 }), fc.array(denyRule, { maxLength: 2 }), denyRule, fc.nat(3), fc.array(call, { minLength: 6, maxLength: 6 }), fc.boolean(), (allow, deny, more, at, calls, silent) => {
        const before = verdicts(allow, deny, calls, silent);
        const less = verdicts(allow.filter((_, index) => index !== at % allow.length), deny, calls, silent);
        const stricter = verdicts(allow, [...deny, more], calls, silent);
        for (const [index, verdict] of before.entries()) {
          if (verdict === "AUTHORIZED") authorised += 1;
          if (isDenial(verdict)) expect([less[index], stricter[index]].every(isDenial)).toBe(true);
          // Nor does a further denial spare anyone the question.
          if (verdict === "APPROVAL_REQUIRED") expect(stricter[index]).not.toBe("AUTHORIZED");
        }
      }),
      { numRuns: cases(400) },
    );
    expect(authorised).toBeGreaterThan(cases(20));
  });

  it("lets nothing new through when the host answers less (FC-POL-0003.R12)", () => {
    fc.assert(
      fc.property(fc.array(allowRule, { minLength: 1, maxLength: 4 }), fc.array(denyRule, { maxLength: 3 }), fc.array(call, { minLength: 6, maxLength: 6 }), (allow, deny, calls) => {
        const told = verdicts(allow, deny, calls, false);
        const silent = verdicts(allow, deny, calls, true);
        for (const [index, verdict] of told.entries()) if (isDenial(verdict)) expect(isDenial(silent[index])).toBe(true);
      }),
      { numRuns: cases(250) },
    );
  });
});
