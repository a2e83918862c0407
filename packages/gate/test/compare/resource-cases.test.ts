// FC-POL-0002.R19: what rules say of programs, places and URLs, as far as it is not shown by trying calls out.
import { describe, expect, it } from "vitest";
import { comparePolicies, compilePolicy, readPolicy, type CapabilityDescriptor, type CompiledPolicy, type PolicyComparison } from "../../src/index.ts";
import { rulesOf, type Compared } from "../../src/compare/case.ts";
import { resourceCases } from "../../src/compare/resource-cases.ts";
import { newWork, type Work } from "../../src/compare/work.ts";
import { capabilityOf, factsFor, policyOf, registry, registryOf, sha256, shell as shellDescriptor } from "../support.ts";

const policy = (capability: string, allow: readonly object[], deny: readonly object[] = []): CompiledPolicy =>
  policyOf(JSON.stringify({ version: 1, name: "x", capabilities: { [capability]: { allow: allow.map((it, index) => ({ id: `a${index}`, ...it })), deny: deny.map((it, index) => ({ id: `d${index}`, ...it })) } } }), "industrial");
const compare = (a: CompiledPolicy, b: CompiledPolicy): PolicyComparison => comparePolicies(a, b, registry);
const equivalent: PolicyComparison = { equivalent: true, calls: [], undecided: [], others: [], observed: false };
const shown = ({ calls }: PolicyComparison): readonly string[] => calls.map(({ a, b, call }) => `${a} ${b}: ${JSON.stringify(call.args)}`);

describe("comparePolicies() of programs and places (FC-POL-0002.R19)", () => {
  const log = { bin: "git", argv: ["log"] };

  it("holds a rule about every program against each", () => {
    const where = { where: { "/bin": { const: "git" } } };
    expect(compare(policy("shell", [log]), policy("shell", [log], [{}])).calls).toMatchObject([{ a: "allowed", b: "denied" }]);
    expect(compare(policy("shell", [log, { bin: "ls" }]), policy("shell", [{ bin: "ls" }, log], [{ bin: "cat" }]))).toEqual(equivalent);
    // A condition on the very argument that says the program is another way of saying it, which is not modelled.
    expect(compare(policy("shell", [{ ...log, ...where }]), policy("shell", [log])).undecided).toHaveLength(1);
  });

  it("knows a program by all its names, and another program by none of them", () => {
    const names = compare(policy("shell", [log]), policy("shell", [{ ...log, bin: "/bin/git" }]));
    expect(shown(names)).toEqual(['allowed denied: {"bin":"git","argv":["log"]}', 'allowed allowed: {"bin":"/usr/bin/git","argv":["log"]}', 'denied allowed: {"bin":"/bin/git","argv":["log"]}']);
    expect(names.calls[1]?.grants).toEqual([{ part: "argv0", a: "/usr/bin/git", b: "/bin/git" }]);
    expect(compare(policy("shell", [log]), policy("shell", [log], [{ bin: "ls" }, { bin: "/bin/git", argv: ["show"] }]))).toEqual(equivalent);
    expect(compare(policy("shell", [log]), policy("shell", [log], [{ bin: "/bin/git" }])).calls).toHaveLength(1);
  });

  it("bars what is the runtime's own to allow rules alone", () => {
    const own = { path: { within: ".femtoclaw" } };
    expect(compare(policy("fs.read", [own]), policy("fs.read", []))).toEqual(equivalent);
    expect(compare(policy("fs.read", [{ path: { within: "." } }]), policy("fs.read", [{ path: { within: "." } }], [own]))).toEqual(equivalent);
    const a = policy("fs.read", [{ path: { within: "." } }]);
    const b = { ...a, protected: [] };
    expect(compare(a, b).calls).toMatchObject([{ a: "denied", b: "allowed", facts: [{ real: "/srv/space/.femtoclaw" }] }]);
    expect(compare(b, a).calls).toMatchObject([{ a: "allowed", b: "denied" }]);
    const argv = [{ path: { within: "." } }];
    expect(compare(policy("shell", [{ bin: "cat", argv }]), { ...policy("shell", [{ bin: "cat", argv }]), protected: [] }).calls).toMatchObject([{ a: "denied", b: "allowed" }]);
  });

  it("lets a deny rule bite on what is the runtime's own, where an argument is not taken for a path", () => {
    const words = { bin: "cat", argv: [{ pattern: "[^-].*" }] };
    const found = compare(policy("shell", [words]), policy("shell", [words], [{ bin: "cat", argv: [{ path: { within: ".femtoclaw" } }] }]));
    expect(found.calls).toMatchObject([{ a: "allowed", b: "denied" }]);
    const inOwn = compare(policy("shell", [words], [{ bin: "cat", argv: [{ path: { within: "/", not: ["srv/space/.femtoclaw/**"] } }] }]), policy("shell", [words], [{ bin: "cat", argv: [{ path: { within: "/" } }] }]));
    expect(inOwn.calls).toMatchObject([{ a: "allowed", b: "denied", facts: [{ real: "/srv/space/.femtoclaw" }] }]);
  });

  it("stops where there are more programs than it may look at", () => {
    const { capabilities, protected: own } = policy("shell", [log, { bin: "ls" }, { bin: "cat" }]);
    const block = capabilities.get("shell");
    if (block === undefined) throw new Error("a policy of shell");
    const compared = (work: Work): Compared => ({ rules: rulesOf(block, "a"), protectedPaths: { a: own, b: own }, realPaths: [], pinsCount: false, work });
    expect(resourceCases(block.resource, compared(newWork(2)))).toEqual({ undecided: "there are too many programs" });
    expect(resourceCases(block.resource, compared(newWork(1e6)))).toMatchObject({ length: expect.any(Number) });
  });

  it("says of each rule what it says of the place, with rules between them that say nothing of places", () => {
    const { resource, allow, deny } = policy("fs.read", [{ path: { within: "/" } }], [{}, { path: { within: "/etc" } }]).capabilities.get("fs.read") ?? { resource: { kind: "none" } as const, allow: [], deny: [] };
    const rules = [...deny, ...allow].map((rule, index) => ({ rule, policy: "a", effect: index < 2 ? "deny" : "allow" }) as const);
    const compared = { rules, protectedPaths: { a: [], b: [] }, realPaths: [], pinsCount: false, work: newWork(1e6) };
    expect(resourceCases(resource, compared)).toMatchObject([
      { said: ["holds", "unknown", "unknown"], facts: [{ real: null }] },
      { said: ["holds", "fails", "holds"], facts: [{ real: "/" }] },
      { said: ["holds", "holds", "holds"], facts: [{ real: "/etc" }] },
    ]);
    // Where there is no resource, all hold, and nothing is assumed of the host.
    expect(resourceCases({ kind: "none" }, compared)).toEqual([{ said: ["holds", "holds", "holds"], taken: [], args: [], facts: [] }]);
  });

  it("lets a deny rule bite where a path cannot be resolved", () => {
    const anywhere = { path: { within: "/" } };
    const unresolved = compare(policy("fs.read", [anywhere]), policy("fs.read", [anywhere], [{ path: { within: "/etc" } }]));
    expect(unresolved.calls).toMatchObject([{ a: "allowed", b: "denied", facts: [{ real: "/etc" }] }]);
    // Rules that place no condition on the path hold of every path; deny rules may.
    expect(compare(policy("fs.read", [anywhere], [{}]), policy("fs.read", []))).toEqual(equivalent);
    expect(compare(policy("fs.read", [anywhere], [{ where: { "/mode": { const: "create" } } }]), policy("fs.read", [anywhere])).calls).toMatchObject([{ a: "denied", b: "allowed" }]);
  });

  it("takes the pointers from the descriptor", () => {
    const descriptor: CapabilityDescriptor = { ...shellDescriptor, args: { type: "object", properties: { program: { type: "string" }, words: { type: "array", items: { type: "string" } } }, required: ["program"] }, resource: { kind: "exec", bin: "/program", argv: "/words" } };
    const known = registryOf(capabilityOf(descriptor));
    const of = (argv: readonly string[]): CompiledPolicy => {
      const text = JSON.stringify({ version: 1, name: "x", capabilities: { shell: { allow: [{ id: "a", bin: "git", argv }] } } });
      const { policy: written } = readPolicy(text, "policy.yaml");
      const { policy: compiled } = written === null ? { policy: null } : compilePolicy(written, known, factsFor(text), { sha256 });
      if (compiled === null) throw new Error("a policy with defects");
      return compiled;
    };
    expect(shown(comparePolicies(of(["log"]), of(["show"]), known))).toEqual(['allowed denied: {"program":"git","words":["log"]}', 'denied allowed: {"program":"git","words":["show"]}']);
    expect(comparePolicies(of(["log"]), of(["log"]), known)).toEqual(equivalent);
  });
});

describe("comparePolicies() of URLs (FC-POL-0002.R19)", () => {
  const origin = "https://status.example.com";
  const get = (...urls: readonly object[]) => policy("http.get", urls.map((url) => ({ url })));

  it("tells a query, a path and an origin of their own", () => {
    expect(shown(compare(get({ origin, path: "/a" }), get({ origin, path: "/a", query: "any" })))).toEqual([`denied allowed: {"url":"${origin}/a?q=1"}`]);
    expect(shown(compare(get({ origin, path: "/a" }), get({ origin, path: "/a" }, { origin, path: "/b" })))).toEqual([`denied allowed: {"url":"${origin}/b"}`]);
    expect(shown(compare(get({ origin }), get({ origin: "https://status.example.com:8443" })))).toEqual([`allowed denied: {"url":"${origin}/"}`, 'denied allowed: {"url":"https://status.example.com:8443/"}']);
  });

  it("lets a deny rule without an origin's path bite on all of it, and on no other origin", () => {
    const deny = [{ url: { origin, path: "/a/**" } }];
    const allow = [{ url: { origin, path: "/**" } }];
    expect(shown(compare(policy("http.get", allow), policy("http.get", allow, deny)))).toEqual([`allowed denied: {"url":"${origin}/a/"}`]);
    expect(compare(policy("http.get", allow), policy("http.get", allow, [{ url: { origin: "https://other.example" } }]))).toEqual(equivalent);
    expect(compare(policy("http.get", allow, [{ url: { origin } }]), policy("http.get", []))).toEqual(equivalent);
    expect(compare(policy("http.get", allow, [{}]), policy("http.get", []))).toEqual(equivalent);
  });

  it("asks nobody where an address leads", () => {
    const inside = "http://10.0.0.5:8080";
    expect(compare(get({ origin: inside, path: "/a" }), get({ origin: inside, path: "/b" })).calls).toMatchObject([{ facts: [] }, { facts: [] }]);
    expect(compare(get({ origin: inside }), get({ origin: inside, addresses: ["10.0.0.0/8"] }))).toEqual(equivalent);
    expect(compare(get({ origin: "http://[::1]" }), get({ origin: "http://[::1]" }))).toEqual(equivalent);
  });

  it("is undecided about escapes, and about too many kinds of addresses for one name", () => {
    expect(compare(get({ origin, path: "/a" }, { origin, path: "/a%20b" }), get({ origin, path: "/a" })).undecided).toHaveLength(1);
    const kinds = (count: number) => get(...Array.from({ length: count }, (_, index) => ({ origin, path: `/${index}`, addresses: [`10.${index}.0.0/16`, `8.${index}.0.0/16`, "127.0.0.0/8"] })));
    // Public or allowed by all, by one of four each, and by none.
    expect(compare(kinds(4), kinds(4))).toEqual(equivalent);
    expect(compare(kinds(5), kinds(5)).undecided).toHaveLength(1);
  });

  it("needs all addresses of a name to be allowed, and one at least", () => {
    const found = compare(get({ origin, addresses: ["10.0.0.0/8", "127.0.0.0/8"] }), get({ origin, addresses: ["10.0.0.0/8"] }, { origin, addresses: ["127.0.0.0/8"] }));
    expect(found.calls).toMatchObject([{ a: "allowed", b: "denied", facts: [{ kind: "host", host: "status.example.com", addresses: expect.arrayContaining(["10.255.254.253", "127.0.0.53"]) }] }]);
  });
});
