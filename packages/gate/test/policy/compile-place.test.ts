import { describe, expect, it } from "vitest";
import { compilePolicy, readPolicy, type PolicyFacts } from "../../src/index.ts";
import { compile, decide, factsFor, policyWith, registry, sha256 } from "../support.ts";

const text = (capability: string, rule: object, effect = "allow"): string => JSON.stringify({ version: 1, name: "x", capabilities: { [capability]: { [effect]: [{ id: "x", ...rule }] } } });
const defectsOf = (capability: string, rule: object, effect = "allow"): readonly (readonly [string, string | undefined, string])[] =>
  compile(text(capability, rule, effect)).faults.map(({ code, at, found }) => [code, at?.pointer?.replace(`/capabilities/${capability}/${effect}/0/`, ""), found]);

describe("a path of a rule", () => {
  const written = text("fs.read", { path: { within: ["notes", "b"] } });
  const withPaths = (paths: PolicyFacts["paths"]) => {
    const { policy } = readPolicy(written, "policy.yaml");
    if (policy === null) throw new Error("unreadable");
    return compilePolicy(policy, registry, { ...factsFor(written), paths }, { sha256 });
  };

  it("stands for the real place that the host named", () => {
    expect(withPaths({ "/srv/space/notes": "/mnt/notes", "/srv/space/b": "/" }).policy?.capabilities.get("fs.read")?.allow[0]?.path?.roots).toEqual([{ written: "notes", real: "/mnt/notes" }, { written: "b", real: "/" }]);
  });

  it.each<[string, string | null | undefined]>([
    ["nothing", undefined], ["that there is none", null], ["a path that is not plain", "/srv/space/../b"], ["one with a slash at its end", "/srv/b/"], ["a relative one", "srv/b"], ["an empty one", ""], ["one with NUL in it", "/srv/\0b"],
  ])("of which the host says %s is a defect at that path", (_, real) => {
    const paths = { "/srv/space/notes": "/srv/space/notes", ...(real === undefined ? {} : { "/srv/space/b": real }) };
    expect(withPaths(paths)).toMatchObject({ policy: null, faults: [{ code: "FC_POLICY_PATH", found: '"b"', at: { pointer: "/capabilities/fs.read/allow/0/path/within/1" } }] });
  });

  it("is not found among inherited names", () => {
    expect(withPaths(Object.create({ "/srv/space/notes": "/srv/space/notes", "/srv/space/b": "/srv/space/b" })).faults).toHaveLength(2);
  });

  it.each<[object, readonly unknown[]]>([
    [{ within: "nowhere" }, [["FC_POLICY_PATH", "path/within", '"nowhere"']]],
    [{ within: "a\0b" }, [["FC_POLICY_PATH", "path/within", '"a\\u0000b"']]],
    [{ within: ["nowhere"] }, [["FC_POLICY_PATH", "path/within/0", '"nowhere"']]],
    [{ within: [".", "nowhere", "nowhere/b"] }, [["FC_POLICY_PATH", "path/within/1", '"nowhere"'], ["FC_POLICY_PATH", "path/within/2", '"nowhere/b"']]],
    [{ within: ".", not: ["a", "{b}", "c", "../d"] }, [["FC_POLICY_PATTERN", "path/not/1", '"{b}"'], ["FC_POLICY_PATTERN", "path/not/3", '"../d"']]],
    [{ within: ["nowhere", "x".repeat(81)], not: ["/a"] }, [["FC_POLICY_PATH", "path/within/0", '"nowhere"'], ["FC_POLICY_PATTERN", "path/not/0", '"/a"']]],
  ])("%j has each of its defects told", (path, defects) => {
    expect(defectsOf("fs.read", { path })).toEqual(defects);
    expect(defectsOf("fs.read", { path }, "deny")).toEqual(defects);
  });

  it("that is long is told by its beginning", () => {
    const found = (within: string): string | undefined => defectsOf("fs.read", { path: { within } })[0]?.[2];
    expect(found("nowhere".padEnd(80, "x"))).toBe(`"${"nowhere".padEnd(80, "x")}"`);
    expect(found("nowhere".padEnd(81, "x"))).toBe(`"${"nowhere".padEnd(80, "x")}…"`);
  });
});

describe("the origin of a rule", () => {
  it.each([
    "https://u@example.com", "https://example.com/", "https://example.com?", "https://example.com#", "https://example.com/a", "https://example.com?a", "https://example.com#a", "https://example.com/a://b", "ftp://example.com", "example.com", "https://", "https://example.com:0", "//example.com", "https://exa mple.com",
  ])("is refused as %s", (origin) => {
    expect(defectsOf("http.get", { url: { origin } })).toEqual([["FC_POLICY_URL", "url/origin", JSON.stringify(origin)]]);
    expect(defectsOf("mail.send", { where: { "/subject": { url: { origin } } } })).toEqual([["FC_POLICY_URL", "where/~1subject/url/origin", JSON.stringify(origin)]]);
  });

  it.each([["https://EXAMPLE.com:443", "https://example.com"], ["http://example.com:80", "http://example.com"], ["http://example.com:443", "http://example.com:443"], ["http://[0:0::1]:8080", "http://[::1]:8080"]])("%s is %s", (origin, normal) => {
    expect(policyWith("http.get", { allow: [{ id: "x", url: { origin } }] }).capabilities.get("http.get")?.allow[0]?.url?.origin).toBe(normal);
  });

  it.each([
    ["https://example.com/v1?q", "did you mean https://example.com?"], ["http://example.com:8080/", "did you mean http://example.com:8080?"], ["example.com", "did you mean https://example.com?"], ["EXAMPLE.com/a", "did you mean https://example.com?"], ["10.0.0.1", "did you mean https://10.0.0.1?"],
    ["ftp://example.com", "an origin such as https://example.com or"], ["https://u@example.com", "an origin such as https://example.com or"],
  ])("that is %s is told what was meant where that can be known: %s", (origin, expected) => {
    expect(compile(text("http.get", { url: { origin } })).faults[0]?.expected).toContain(expected);
  });
});

describe("the path of a URL in a rule", () => {
  const at = (path: string) => defectsOf("http.get", { url: { origin: "https://example.com", path } });

  it.each(["v1", "*", "/a/../b", "/a/./b", "/..", "/%7Ea", "/%2fa", "/%zz", "/a b", "/ä", "/a#b"])("is refused as %s, which no call could be", (path) => {
    expect(at(path)).toEqual([["FC_POLICY_URL", "url/path", JSON.stringify(path)]]);
  });

  it.each(["/a**", "/a/b**/c", "/[a]"])("is refused as %s, which is no glob", (path) => {
    expect(at(path)).toEqual([["FC_POLICY_PATTERN", "url/path", JSON.stringify(path)]]);
  });

  it.each(["/", "/a/", "/*", "/**", "/a/**/b", "/a?", "/a/?/b??", "/%20a", "/a:b@c"])("may be %s", (path) => {
    expect(at(path)).toEqual([]);
  });

  it("takes a question mark for one character", () => {
    const policy = policyWith("http.get", { allow: [{ id: "x", url: { origin: "https://status.example.com", path: "/a?/b" } }] });
    const verdict = (path: string) => decide(policy, "http.get", { url: `https://status.example.com${path}` }).verdict === "AUTHORIZED";
    expect(["/ab/b", "/a?/b", "/a/b", "/abc/b", "/ax/b"].map(verdict)).toEqual([true, false, false, false, true]);
  });
});

describe("what a rule about a URL does not say", () => {
  const scope = (effect: "allow" | "deny", more: object = {}) => policyWith("http.get", { [effect]: [{ id: "x", url: { origin: "https://status.example.com", ...more } }] }).capabilities.get("http.get")?.[effect][0]?.url;

  it("is narrow where it allows, and wide where it denies", () => {
    expect(scope("allow")).toMatchObject({ path: { written: "/" }, query: false, addresses: [] });
    expect(scope("deny")).toMatchObject({ path: null, query: true, addresses: null });
  });

  it("is what it says, once it says it", () => {
    expect(scope("allow", { path: "/a/*", query: "any" })).toMatchObject({ path: { written: "/a/*" }, query: true });
    expect(scope("deny", { path: "/a/*", query: "none" })).toMatchObject({ path: { written: "/a/*" }, query: false });
    expect(scope("allow", { query: "none" })?.query).toBe(false);
    expect(scope("deny", { query: "any" })?.query).toBe(true);
  });
});

describe("the addresses of a rule", () => {
  const addresses = (origin: string, more: object = {}): unknown => policyWith("http.get", { allow: [{ id: "x", url: { origin, ...more } }] }).capabilities.get("http.get")?.allow[0]?.url?.addresses;

  it("are those that it lists, and the one that its origin is", () => {
    expect(addresses("https://status.example.com", { addresses: ["10.0.0.0/8", "192.0.2.1"] })).toMatchObject([{ family: 4, bits: 8 }, { family: 4, bytes: [192, 0, 2, 1], bits: 32 }]);
    expect(addresses("http://10.0.0.1")).toMatchObject([{ family: 4, bytes: [10, 0, 0, 1], bits: 32 }]);
    expect(addresses("http://[fd00::1]", { addresses: ["fd00::/8"] })).toMatchObject([{ family: 6, bits: 8 }, { family: 6, bits: 128 }]);
  });

  it("that are none are refused, each at its place", () => {
    expect(defectsOf("http.get", { url: { origin: "https://example.com", addresses: ["10.0.0.0/8", "ten", "10.0.0.0/33"] } })).toEqual([["FC_POLICY_URL", "url/addresses/1", '"ten"'], ["FC_POLICY_URL", "url/addresses/2", '"10.0.0.0/33"']]);
  });

  it("are refused in a deny rule, which bites wherever the name leads", () => {
    expect(defectsOf("http.get", { url: { origin: "https://example.com", addresses: [] } }, "deny")).toEqual([["FC_POLICY_CONDITION", "url/addresses", "addresses"]]);
  });
});
