// FC-POL-0002.R19: an example is told only if it really is one, and what it assumes of the host can be so.
import { describe, expect, it } from "vitest";
import { comparePolicies, type CallDifference, type CompiledPolicy, type Fact, type PolicyComparison } from "../../src/index.ts";
import { isPlausible } from "../../src/compare/plausible-facts.ts";
import { policyWith, registry } from "../support.ts";

const shell = (argv: readonly unknown[], deny: readonly (readonly unknown[])[] = [], more: object = {}): CompiledPolicy =>
  policyWith("shell", { allow: [{ id: "a", bin: "git", argv, ...more }], deny: deny.map((it, index) => ({ id: `d${index}`, bin: "git", argv: it })) });
const compare = (a: CompiledPolicy, b: CompiledPolicy): PolicyComparison => comparePolicies(a, b, registry);

/** Of each fact about a path that is said to lead elsewhere. */
const links = (calls: readonly CallDifference[]): readonly string[] => calls.flatMap(({ facts }) => facts.flatMap((it) => (it.kind === "path" && it.path !== it.real ? [`${it.path} ${it.real}`] : [])));

describe("examples of comparePolicies() (FC-POL-0002.R19)", () => {
  it.each([
    ["the directory from which the program runs", "."],
    ["one in which that lies", ".."],
    ["the root of all", "/"],
    ["a place that a rule names", "/srv/space/notes"],
  ])("never assumes that %s is a link", (_what, place) => {
    const narrow = { path: { within: "notes/deep" } };
    const found = compare(shell([narrow]), shell([narrow], [[place], [{ path: { within: "notes" } }, "never"]]));
    expect(found).toMatchObject({ equivalent: false, calls: [], undecided: [{ capability: "shell" }] });
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
