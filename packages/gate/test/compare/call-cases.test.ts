// FC-POL-0002.R19: the parts of a call together, and what a policy answers whatever its rules say.
import { describe, expect, it } from "vitest";
import type { JsonObject } from "@femtoclaw/protocol";
import { comparePolicies, compilePolicy, readPolicy, type CapabilityDescriptor, type CompiledPolicy, type PolicyComparison, type Registry } from "../../src/index.ts";
import { capabilityOf, factsFor, httpGet, mailSend, policyOf, registry, registryOf, sha256 } from "../support.ts";

const policy = (capabilities: object, more: object = {}): CompiledPolicy => policyOf(JSON.stringify({ version: 1, name: "x", capabilities, ...more }), "industrial");
const compare = (a: object, b: object): PolicyComparison => comparePolicies(policy(a), policy(b), registry);
const undecided = (why: string) => ({ equivalent: false, calls: [], undecided: [{ why: expect.stringContaining(why) }] });
const equivalent: PolicyComparison = { equivalent: true, calls: [], undecided: [], others: [], observed: false };

describe("comparePolicies() of parts that are not apart (FC-POL-0002.R19)", () => {
  const allow = (rule: object) => ({ allow: [{ id: "a", ...rule }] });
  it.each([
    ["the vector", "shell", allow({ bin: "git", where: { "/argv": { length: { max: 0 } } } })],
    ["a part of the vector", "shell", allow({ bin: "git", where: { "/argv/0": { const: "a" } } })],
    ["the program", "shell", allow({ bin: "git", where: { "/bin": { const: "git" } } })],
    ["the path", "fs.read", allow({ path: { within: "." }, where: { "/path": { pattern: ".*" } } })],
    ["the URL", "http.get", allow({ url: { origin: "https://x.example" }, where: { "/url": { pattern: ".*" } } })],
    ["a list and what it holds", "mail.send", allow({ where: { "/to": { length: { max: 1 } }, "/to/0": { const: "a" } } })],
    ["what a list holds and the list, said by another rule", "mail.send", { allow: [{ id: "a", where: { "/to/0": { const: "a" } } }, { id: "b", where: { "/to": { length: { max: 1 } } } }] }],
  ])("is undecided about conditions on %s", (_what, capability, block) => {
    expect(compare({ [capability]: block }, { [capability]: block })).toMatchObject(undecided("on a part of it"));
  });

  it("tells what it does not know of the resource, whatever there is beside it", () => {
    const known = registryOf(capabilityOf({ ...httpGet, args: { type: "object", properties: { url: { type: "string" }, mode: { type: "string" } }, required: ["url"] } }));
    const escaped = compiled({ "http.get": { allow: [{ id: "a", url: { origin: "https://x.example", path: "/a%20b" }, where: { "/mode": { const: "x" } } }] } }, known);
    expect(comparePolicies(escaped, escaped, known)).toMatchObject(undecided("escapes"));
  });

  it("takes arguments for apart whose names only begin alike", () => {
    const known = registryOf(capabilityOf({ ...mailSend, args: { type: "object", properties: { to: { type: "string" }, topic: { type: "string" } } } }));
    const of = (where: object): CompiledPolicy => compiled({ "mail.send": { allow: [{ id: "a", where }] } }, known);
    expect(comparePolicies(of({ "/to": { const: "a" }, "/topic": { const: "b" } }), of({ "/topic": { const: "b" }, "/to": { const: "a" } }), known)).toEqual(equivalent);
    expect(comparePolicies(of({ "/to": { const: "a" } }), of({ "/to": { const: "a" }, "/topic": { const: "b" } }), known).calls).toMatchObject([{ a: "allowed", b: "denied", call: { args: { to: "a" } } }]);
  });
});

const compiled = (capabilities: object, known: Registry): CompiledPolicy => {
  const text = JSON.stringify({ version: 1, name: "x", capabilities });
  const { policy: written } = readPolicy(text, "policy.yaml");
  const { policy: made } = written === null ? { policy: null } : compilePolicy(written, known, factsFor(text), { sha256 });
  if (made === null) throw new Error("a policy with defects");
  return made;
};

describe("comparePolicies() of what no arguments can be made for (FC-POL-0002.R19)", () => {
  it("is undecided where the sample of arguments is not accepted", () => {
    const args: JsonObject = { type: "object", properties: { s: { type: "string", pattern: "^only this$" }, y: { type: "integer" } }, required: ["s"] };
    const probe: CapabilityDescriptor = { name: "probe", description: "probe", args, effects: [], resource: { kind: "none" }, retry: "never" };
    const known = registryOf(capabilityOf(probe));
    const of = (where: object): CompiledPolicy => compiled({ probe: { allow: [{ id: "a", where }] } }, known);
    expect(comparePolicies(of({ "/y": { const: 1 } }), of({ "/y": { const: 2 } }), known)).toMatchObject(undecided("its schema accepts"));
  });
});

describe("comparePolicies() of what is closed whatever the rules say (FC-POL-0002.R19)", () => {
  const open = { allow: [{ id: "m" }] };
  it.each([
    ["a capability that is not enabled", { enabled: false }],
    ["no call in a run", { limits: { perRun: 0 } }],
    ["no call in a minute", { limits: { perMinute: 0 } }],
    ["no call in a window", { limits: { window: { count: 0, windowMs: 5 } } }],
    ["the pin of another descriptor", { descriptor: `sha256:${"0".repeat(64)}` }],
  ])("knows %s", (_what, more) => {
    const closed = { ...open, ...more };
    expect(compare({ "mail.send": open }, { "mail.send": closed })).toMatchObject({ calls: [{ a: "allowed", b: "denied" }], undecided: [] });
    expect(compare({ "mail.send": closed }, { "mail.send": open })).toMatchObject({ calls: [{ a: "denied", b: "allowed" }], undecided: [] });
    // Neither lets anything through, whatever the rules are.
    expect(compare({ "mail.send": closed }, { "mail.send": { ...closed, allow: [{ id: "m", where: { "/subject": { path: { within: "." } } } }] } })).toEqual(equivalent);
  });

  it("does not take a bound above none for closed", () => {
    for (const limits of [{ perRun: 1 }, { perMinute: 1 }, { window: { count: 1, windowMs: 5 } }]) {
      expect(compare({ "mail.send": { ...open, limits } }, { "mail.send": { allow: [], limits } })).toMatchObject({ calls: [{ a: "allowed", b: "denied" }], undecided: [] });
    }
    const descriptor = registry.digests["mail.send"];
    expect(compare({ "mail.send": { ...open, descriptor } }, { "mail.send": { allow: [], descriptor } }).calls).toMatchObject([{ a: "allowed", b: "denied" }]);
  });

  it("knows that rules decide nothing about a capability that was changed since", () => {
    const changed = registryOf(capabilityOf({ ...mailSend, description: "another" }));
    expect(comparePolicies(policy({ "mail.send": open }), policy({ "mail.send": { allow: [] } }), changed)).toEqual(equivalent);
    expect(comparePolicies(policy({ "mail.send": open }), compiled({ "mail.send": open }, changed), changed).calls).toMatchObject([{ a: "denied", b: "allowed" }]);
    // Of what is not registered at all, nothing is ever allowed.
    expect(comparePolicies(policy({ "mail.send": open }), policy({}), registryOf())).toEqual(equivalent);
  });

  it("lets one that only observes allow nothing beside one that executes", () => {
    const [observing, executing] = [policy({ "mail.send": open }, { profile: "observe" }), policy({ "mail.send": open })];
    expect(comparePolicies(executing, observing, registry)).toMatchObject({ observed: false, calls: [{ a: "allowed", b: "denied" }] });
  });
});

describe("comparePolicies() of answers (FC-POL-0002.R19)", () => {
  it("lets deny go before approval, and approval before allowance, wherever the rules stand", () => {
    const [plain, asking] = [{ id: "p", where: { "/subject": { const: "a" } } }, { id: "q", require: "approval" }];
    const by = (allow: readonly object[], deny: readonly object[] = []) => ({ "mail.send": { allow, deny } });
    expect(compare(by([plain, asking]), by([asking, plain]))).toEqual(equivalent);
    expect(compare(by([asking]), by([asking, plain]))).toEqual(equivalent);
    expect(compare(by([plain]), by([plain, asking])).calls).toMatchObject([{ a: "denied", b: "asked" }, { a: "allowed", b: "asked", call: { args: { subject: "a" } } }]);
    expect(compare(by([plain, asking], [{ id: "d" }]), by([]))).toEqual(equivalent);
  });

  it("grants nothing for a program that the host does not have, even where it is asked first", () => {
    const missing = { id: "m", bin: "no-such-program", argv: [] };
    expect(compare({ shell: { allow: [missing] } }, { shell: { allow: [{ ...missing, require: "approval" }] } })).toEqual(equivalent);
  });

  it("tells each capability by itself, in the order of their names", () => {
    const all = { shell: { allow: [{ id: "s", bin: "git" }] }, "fs.read": { allow: [{ id: "f", path: { within: "." } }] }, "mail.send": { allow: [{ id: "m", where: { "/subject": { path: { within: "." } } } }] }, "http.get": { allow: [{ id: "h", url: { origin: "https://x.example" } }] } };
    const found = compare(all, {});
    expect(found.calls.map(({ call }) => call.capability)).toEqual(["fs.read", "http.get", "shell"]);
    expect(found.undecided.map(({ capability }) => capability)).toEqual(["mail.send"]);
    expect(compare({}, all).calls.map(({ a, b }) => `${a} ${b}`)).toEqual(["denied allowed", "denied allowed", "denied allowed"]);
  });
});
