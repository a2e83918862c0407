// FC-POL-0002.R19: what two policies say beside which calls they allow: none of it may pass for the same.
import { describe, expect, it } from "vitest";
import { comparePolicies, type CompiledPolicy } from "../../src/index.ts";
import { otherDifferences } from "../../src/compare/other-differences.ts";
import { policyOf, registry } from "../support.ts";

const policy = (block: object, more: object = {}): CompiledPolicy => policyOf(JSON.stringify({ version: 1, name: "x", capabilities: { "mail.send": { allow: [{ id: "a" }], ...block } }, ...more }));
const differences = (a: CompiledPolicy, b: CompiledPolicy): readonly string[] => otherDifferences(a, b).map((it) => `${it.where}: ${it.a} ${it.b}`);
const flow = (...rules: readonly object[]): CompiledPolicy => policy({}, { flow: rules.map((it, index) => ({ id: `f${index}`, ...it })) });

describe("otherDifferences()", () => {
  it.each([
    ["a timeout", { limits: { timeoutMs: 5 } }, "mail.send: limits"],
    ["the size of an output", { limits: { maxOutputBytes: 5 } }, "mail.send: limits"],
    ["calls in a run", { limits: { perRun: 5 } }, "mail.send: limits"],
    ["calls in a minute", { limits: { perMinute: 5 } }, "mail.send: limits"],
    ["calls in a window", { limits: { window: { count: 5, windowMs: 1_000 } } }, "mail.send: limits"],
    ["whether results are trusted", { results: { trust: "trusted" } }, "mail.send: results"],
    ["whether results are secret", { results: { secret: true } }, "mail.send: results"],
    ["how many calls go on at once", { limits: { concurrent: 5 } }, "mail.send: limits"],
    ["which arguments are secret", { secrets: { args: ["/subject"] } }, "mail.send: secrets"],
    ["which parts of results are secret", { secrets: { output: ["/id"] } }, "mail.send: secrets"],
    ["a descriptor that is pinned", { descriptor: registry.digests["mail.send"] }, "mail.send: descriptor"],
  ])("tells %s", (_what, block, where) => {
    const [a, b] = [policy({}), policy(block)];
    expect(otherDifferences(a, b).map((it) => it.where)).toEqual([where]);
    expect(otherDifferences(b, a)).toEqual(otherDifferences(a, b).map((it) => ({ where, a: it.b, b: it.a })));
    expect(comparePolicies(a, b, registry)).toMatchObject({ equivalent: false, calls: [], undecided: [] });
  });

  it("says both values, in one spelling", () => {
    expect(differences(policy({ limits: { perRun: 5 } }), policy({ limits: { perRun: 6 } }))).toEqual([
      'mail.send: limits: {"concurrent":null,"maxOutputBytes":65536,"perMinute":null,"perRun":5,"timeoutMs":10000,"window":null} {"concurrent":null,"maxOutputBytes":65536,"perMinute":null,"perRun":6,"timeoutMs":10000,"window":null}',
    ]);
    expect(differences(policy({ secrets: { output: ["/a"] } }), policy({ secrets: { output: ["/b"] } }))).toEqual(['mail.send: secrets: {"output":["/a"]} {"output":["/b"]}']);
    expect(differences(policy({}), policy({ secrets: { output: ["/a"] } }))).toEqual(['mail.send: secrets: null {"output":["/a"]}']);
    expect(differences(policy({}), policy({}, { profile: "strict" }))).toEqual(['profile: "industrial" "strict"']);
    expect(differences(policy({}), policy({}, { budgets: { perRun: { tokens: 1 } } }))).toEqual(['budgets: {"executions":40,"steps":50,"tokens":200000,"wallMs":600000} {"executions":40,"steps":50,"tokens":1,"wallMs":600000}']);
    const it = policy({});
    expect(differences(it, { ...it, workspace: "/elsewhere" })).toEqual(['workspace: "/srv/space" "/elsewhere"']);
    expect(differences(it, { ...it, protected: [] })).toEqual(['protected: ["/srv/space/.femtoclaw","/srv/space/policy.yaml"] []']);
  });

  it("finds what flow rules say otherwise, and not how they are called", () => {
    const when = { secret: true };
    const base = { when, deny: [{ capability: "mail.send", unlessFromInput: ["/to"] }] };
    const others = [
      { when: { tainted: "untrusted" }, deny: base.deny },
      { when: { sources: ["http.*"] }, deny: base.deny },
      { when, approve: base.deny },
      { when, deny: [{ capability: "http.*", unlessFromInput: ["/url"] }] },
      { when, deny: [{ effect: "sends", unlessFromInput: ["/to"] }] },
      { when, deny: [{ capability: "mail.send" }] },
      { when, deny: [{ capability: "mail.send", unlessFromTrusted: ["/to"] }] },
      { when, deny: [{ capability: "mail.send", unlessFromInput: ["/subject"] }] },
      { profile: "planted-instructions" },
    ];
    for (const it of others) expect(otherDifferences(flow(base), flow(it)).map(({ where }) => where), JSON.stringify(it)).toEqual(["flow"]);
    expect(otherDifferences(flow(base, base), flow(base)).map(({ where }) => where)).toEqual(["flow"]);
    expect(otherDifferences(flow(base), policy({}, { flow: [{ id: "another", comment: "why", ...base }] }))).toEqual([]);
    expect(differences(flow(base), flow({ profile: "planted-instructions" }))).toEqual([
      'flow: [{"effect":"deny","targets":[{"capability":"mail.send","effects":null,"unless":{"pointers":["/to"],"trusted":false}}],"when":{"kind":"secret"}}] [{"effect":"deny","targets":[{"capability":null,"effects":["sends","spends","irreversible"],"unless":{"pointers":null,"trusted":true}}],"when":{"kind":"untrusted"}}]',
    ]);
  });

  it("says nothing of a capability of which one policy says nothing", () => {
    const none = policyOf('{"version": 1, "name": "x"}');
    expect(otherDifferences(policy({ limits: { perRun: 5 } }), none)).toEqual([]);
    expect(otherDifferences(none, policy({ results: { secret: true } }))).toEqual([]);
  });
});
