// FC-POL-0002.R19: an example is told only if it really is one, and what it assumes of the host can be so.
import { describe, expect, it } from "vitest";
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";
import { comparePolicies, compilePolicy, readPolicy, type CallDifference, type CompiledPolicy, type Fact, type PolicyComparison } from "../../src/index.ts";
import { isPlausible } from "../../src/compare/plausible-facts.ts";
import { capabilityOf, factsFor, policyWith, registry, registryOf, sha256 } from "../support.ts";

const shell = (argv: readonly unknown[], deny: readonly (readonly unknown[])[] = [], more: object = {}): CompiledPolicy =>
  policyWith("shell", { allow: [{ id: "a", bin: "git", argv, ...more }], deny: deny.map((it, index) => ({ id: `d${index}`, bin: "git", argv: it })) });
const compare = (a: CompiledPolicy, b: CompiledPolicy): PolicyComparison => comparePolicies(a, b, registry);

/** Of each fact about a path that is said to lead elsewhere. */
const links = (calls: readonly CallDifference[]): readonly string[] => calls.flatMap(({ facts }) => facts.flatMap((it) => (it.kind === "path" && it.path !== it.real ? [`${it.path} ${it.real}`] : [])));

const unshown = { capability: "shell", why: expect.stringContaining("no call could be found") };

describe("examples of comparePolicies() (FC-POL-0002.R19)", () => {
  it.each([
    ["the directory from which the program runs", "."],
    ["one in which that lies", ".."],
    ["the root of all", "/"],
    ["a place that a rule names", "/srv/space/notes"],
  ])("never assumes that %s is a link", (_what, place) => {
    const narrow = { path: { within: "notes/deep" } };
    const found = compare(shell([narrow]), shell([narrow], [[place], [{ path: { within: "notes" } }, "never"]]));
    expect(found).toMatchObject({ equivalent: false, calls: [], undecided: [unshown] });
    const outside = { path: { within: "/etc" } };
    expect(compare(shell([outside]), shell([outside], [[place], [{ path: { within: "notes" } }, "never"]]))).toMatchObject({ calls: [], undecided: [unshown] });
  });

  it("is undecided where only a link that cannot be would show that a rule hands on a place", () => {
    const place = "/";
    const only = (element: unknown): CompiledPolicy => shell([element], [[{ pattern: "[^/]?|[^/].*|.{2,}" }]]);
    expect(compare(only(place), only({ path: { within: "/" } }))).toMatchObject({ equivalent: false, calls: [], undecided: [unshown] });
    expect(compare(only(place), only({ oneOf: [place] })).equivalent).toBe(true);
  });

  it("shows the place itself, where that is an example", () => {
    const inside = { path: { within: "." } };
    const found = compare(shell([inside]), shell([inside], [["."]]));
    expect(found).toMatchObject({ undecided: [], calls: [{ a: "allowed", b: "denied", call: { args: { argv: ["."] } } }] });
    expect(links(found.calls)).toEqual([]);
  });

  it("looks for another example where the first one cannot be", () => {
    const narrow = { path: { within: "notes" } };
    const found = compare(shell([narrow]), shell([narrow], [[{ pattern: "[.b]+" }]]));
    expect(found).toMatchObject({ undecided: [], calls: [{ a: "allowed", b: "denied" }] });
    expect(links(found.calls)).toEqual(["/srv/space/b /srv/space/notes"]);
  });
});

describe("what comparePolicies() tries (FC-POL-0002.R19)", () => {
  const args = { type: "object", properties: { x: { type: "integer" }, y: { type: "integer" } }, additionalProperties: false } as const;
  const make = (validateArgs: (args: JsonObject) => boolean) => {
    const known = registryOf({ ...capabilityOf({ name: "probe", description: "probe", args, effects: [], resource: { kind: "none" }, retry: "never" }), validateArgs: (it) => (validateArgs(it) ? [] : [{ pointer: "", expected: "others", found: "these" }]) });
    const of = (allow: readonly object[], deny: readonly object[] = []): CompiledPolicy => {
      const rules = (name: string, all: readonly object[]) => all.map((where, index) => ({ id: `${name}${index}`, where }));
      const text = JSON.stringify({ version: 1, name: "x", capabilities: { probe: { allow: rules("a", allow), deny: rules("d", deny) } } });
      const { policy: written } = readPolicy(text, "policy.yaml");
      const { policy } = written === null ? { policy: null } : compilePolicy(written, known, factsFor(text), { sha256 });
      if (policy === null) throw new Error("a policy with defects");
      return policy;
    };
    return { known, of };
  };
  const isWhole = (value: JsonValue | undefined): boolean => value === undefined || Number.isInteger(value);
  const grid = Array.from({ length: 11 }, (_, it) => [{ "/x": { const: it * 2 }, "/y": { int: {} } }, { "/y": { const: it * 2 }, "/x": { int: {} } }]).flat();

  it("is a hundred examples of one difference, and then it is undecided", () => {
    let both = 0;
    const { known, of } = make(({ x, y }) => {
      // What goes together only the validator knows: no example will be one.
      if (x !== undefined && y !== undefined) both += 1;
      return isWhole(x) && isWhole(y) && (x === undefined || y === undefined);
    });
    expect(comparePolicies(of(grid), of([]), known)).toMatchObject({ equivalent: false, calls: [], undecided: [{ why: expect.stringContaining("no call could be found") }] });
    // Each is decided by both policies.
    expect(both).toBe(200);
  });

  it("goes on to the first that is one", () => {
    const { known, of } = make(({ x, y }) => isWhole(x) && isWhole(y) && (x === undefined || y === undefined || (x === 4 && y === 2)));
    expect(comparePolicies(of(grid), of([]), known)).toMatchObject({ undecided: [], calls: [{ a: "allowed", b: "denied", call: { args: { x: 4, y: 2 } } }] });
  });

  it("is the first way of saying what other ways say too", () => {
    const { known, of } = make(({ x, y }) => isWhole(x) && isWhole(y));
    expect(comparePolicies(of([{ "/x": { const: 1 } }], [{ "/y": { const: 5 } }]), of([]), known).calls.map(({ call }) => call.args)).toEqual([{ x: 1, y: 4 }]);
  });
});

describe("isPlausible()", () => {
  const fact = (path: string, real: string | null): Fact => ({ kind: "path", path, real });
  it.each([
    [[fact("/a", "/b")], true],
    [[fact("/a", "/a"), fact("/c", null)], true],
    [[{ kind: "host", host: "x.example", addresses: [] } as const], true],
    // A real place, and every directory above it, leads to itself.
    [[fact("/real", "/b")], false],
    [[fact("/", "/b")], false],
    [[fact("/real/place", null)], false],
    [[fact("/real/place", "/real/place")], true],
    [[fact("/real/place/under", "/b")], true],
    [[fact("/realm", "/b")], true],
    // What one fact says is real, no other may say is a link.
    [[fact("/x", "/b/c"), fact("/b", "/d")], false],
    [[fact("/x", "/b"), fact("/b/c", "/d")], true],
    // One place leads to one place, and nothing lies under what leads nowhere.
    [[fact("/x", "/b"), fact("/x", "/c")], false],
    [[fact("/x", null), fact("/x/y", "/c")], false],
    [[fact("/x", null), fact("/x/y", null)], true],
  ])("of %j is %s", (facts: readonly Fact[], is) => {
    expect(isPlausible(facts, ["/real/place"])).toBe(is);
  });
});

describe("comparePolicies() of policies that only observe", () => {
  const policy = (profile: "observe" | "industrial", argv: string, more: object = {}) => policyWith("shell", { allow: [{ id: "a", bin: "git", argv: [argv], ...more }] }, profile);

  it("compares what their records would say, and says so (FC-POL-0001.R19, FC-POL-0002.R19)", () => {
    const observing = policy("observe", "log");
    expect(compare(observing, policy("observe", "log"))).toEqual({ equivalent: true, observed: true, calls: [], undecided: [], others: [] });
    expect(compare(observing, policy("observe", "show"))).toMatchObject({ equivalent: false, observed: true, calls: [{ a: "allowed", b: "denied" }, { a: "denied", b: "allowed" }] });
    expect(compare(observing, policy("observe", "log", { pin: true }))).toMatchObject({ equivalent: false, observed: true, calls: [{ grants: [{ part: "executableDigest" }] }] });
    expect(compare(observing, policy("observe", "log", { require: "approval" }))).toMatchObject({ calls: [{ a: "allowed", b: "asked" }] });
  });

  it("shows what one executes where the other only observes", () => {
    expect(compare(policy("observe", "log"), policy("industrial", "log"))).toMatchObject({ equivalent: false, observed: false, calls: [{ a: "denied", b: "allowed" }], others: [{ where: "profile" }] });
    expect(compare(policy("observe", "log"), policyWith("shell", { allow: [] }))).toMatchObject({ equivalent: false, calls: [], others: [{ where: "profile" }] });
  });
});
