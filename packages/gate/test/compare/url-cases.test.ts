// What rules say of URLs, against what `judgeUrl` says of each example.
import { describe, expect, it } from "vitest";
import { addressKinds } from "../../src/compare/address-kinds.ts";
import { isUndecided, rulesOf, type Case, type ComparedRule } from "../../src/compare/case.ts";
import { automatonMachine } from "../../src/compare/machine.ts";
import { textClasses } from "../../src/compare/text-classes.ts";
import { urlPaths } from "../../src/compare/universes.ts";
import { urlCases } from "../../src/compare/url-cases.ts";
import { newWork, type Work } from "../../src/compare/work.ts";
import { judgeUrl } from "../../src/judge/url-scope.ts";
import { parseWebUrl } from "../../src/web-url.ts";
import { policyWith } from "../support.ts";

const plenty = (): Work => newWork(Number.POSITIVE_INFINITY);
const rulesFor = (allow: readonly object[], deny: readonly object[] = []): readonly ComparedRule[] =>
  rulesOf(policyWith("http.get", { allow: allow.map((url, index) => ({ id: `a${index}`, url })), deny: deny.map((it, index) => ({ id: `d${index}`, ...it })) }).capabilities.get("http.get"), "a");
const casesOf = (rules: readonly ComparedRule[], work = plenty()): readonly Case[] => {
  const found = urlCases("/url", rules, work);
  if (isUndecided(found)) throw new Error(found.undecided);
  return found;
};

const [one, other] = ["https://one.example", "https://other.example"];
const many = { undecided: "the conditions on URLs have too many combinations" };

const sets: readonly (readonly [string, readonly ComparedRule[]])[] = [
  ["paths and queries", rulesFor([{ origin: one, path: "/a/**" }, { origin: one, path: "/*/b", query: "any" }, { origin: one, path: "/a/b" }])],
  ["several origins", rulesFor([{ origin: one, path: "/a" }, { origin: other, path: "/a" }, { origin: `${one}:8443`, path: "/**" }])],
  ["addresses", rulesFor([{ origin: one, addresses: ["10.0.0.0/8"] }, { origin: one, addresses: ["10.1.0.0/16", "127.0.0.0/8"] }, { origin: one }])],
  ["an address instead of a name", rulesFor([{ origin: "http://10.0.0.5", path: "/a", addresses: ["10.0.0.0/8"] }, { origin: "http://[::1]", path: "/b" }])],
  ["what is denied, of all URLs or of some", rulesFor([{ origin: one, path: "/**" }], [{}, { url: { origin: one } }, { url: { origin: other, path: "/a" } }])],
];

describe("urlCases()", () => {
  it.each(sets)("says of %s what the gate says of the example, each combination once", (_what, rules) => {
    const found = casesOf(rules);
    expect(new Set(found.map(({ said }) => said.join())).size).toBe(found.length);
    for (const { said, taken, args, facts } of found) {
      const [[pointer, value] = []] = args;
      const url = typeof value === "string" ? parseWebUrl(value) : null;
      if (typeof value !== "string" || url === null) throw new Error("a URL");
      expect(rules.map(({ rule }) => (rule.url === null ? "holds" : judgeUrl(rule.url, "/url", value, url, facts).result)), value).toEqual(said);
      expect([pointer, taken]).toEqual(["/url", []]);
    }
  });

  it.each(sets)("has a case for all that the gate says of URLs of %s", (_what, rules) => {
    const known = new Set(casesOf(rules).map(({ said }) => said.join()));
    const origins = [one, other, `${one}:8443`, "http://10.0.0.5", "http://[::1]", "https://third.example"];
    const missed = origins.flatMap((origin) =>
      ["/", "/a", "/a/", "/a/b", "/a/b/c", "/c", "/c/b"].flatMap((path) =>
        ["", "?x"].flatMap((query) =>
          [[], ["93.184.216.34"], ["10.0.0.1"], ["10.1.0.1"], ["10.1.0.1", "127.0.0.1"], ["10.0.0.1", "127.0.0.1"], ["10.0.0.1", "8.8.8.8"], ["192.168.0.1"]].flatMap((addresses) => {
            const written = `${origin}${path}${query}`;
            const url = parseWebUrl(written);
            if (url === null) throw new Error("a URL");
            const said = rules.map(({ rule }) => (rule.url === null ? "holds" : judgeUrl(rule.url, "/url", written, url, addresses.length === 0 ? [] : [{ kind: "host", host: url.host, addresses }]).result)).join();
            return known.has(said) ? [] : [`${written} ${addresses.join()}: ${said}`];
          }),
        ),
      ),
    );
    expect(missed).toEqual([]);
  });

  it("counts each URL that it tries, with each rule (G10)", () => {
    const rules = rulesFor([{ origin: one, path: "/a" }, { origin: one, path: "/**", addresses: ["10.0.0.0/8"] }]);
    const globs = rules.flatMap(({ rule }) => (rule.url?.path === undefined || rule.url.path === null ? [] : [automatonMachine(rule.url.path.glob)]));
    const parts = plenty();
    // Of the one origin, and of one of which nothing is said.
    expect(textClasses(globs, urlPaths, parts)?.map(({ text }) => text)).toEqual(["/", "/a"]);
    expect(addressKinds(rules.map(({ rule }) => rule.url?.addresses ?? []), parts)).toHaveLength(3);
    textClasses([], urlPaths, parts);
    expect(addressKinds([], parts)).toHaveLength(1);
    // With and without a query; each set of three kinds of addresses, and of one.
    const urls = (origin: string, paths: readonly string[], sets: number): number => paths.flatMap((path) => ["", "?q=1"].map((query) => sets * (rules.length + `${origin}${path}${query}`.length))).reduce((sum, it) => sum + it, 0);
    const steps = parts.spent() + urls(one, ["/", "/a"], 2 ** 3) + urls("https://elsewhere.example", ["/"], 2);
    const work = plenty();
    const { length } = casesOf(rules, work);
    expect(work.spent()).toBe(steps);
    expect(urlCases("/url", rules, newWork(steps))).toHaveLength(length);
    expect(urlCases("/url", rules, newWork(steps - 1))).toEqual(many);
    expect(urlCases("/url", rules, newWork(0))).toEqual(many);
  });

  it("claims nothing where paths could not be told apart, though addresses could (G10)", () => {
    let asked = 0;
    const work: Work = { spend: () => (asked += 1) > 1, spent: () => 0 };
    expect(urlCases("/url", rulesFor([{ origin: one, path: "/a" }]), work)).toEqual(many);
  });

  it("claims nothing where rules meet in a path that no URL can have", () => {
    // To some servers, `/.;x` is the directory itself.
    const meeting = rulesFor([{ origin: one, path: "/.?x" }, { origin: one, path: "/?;x" }]);
    expect(parseWebUrl(`${one}/.;x`)).toBeNull();
    expect(urlCases("/url", meeting, plenty())).toEqual({ undecided: "a URL that the comparison made is none" });
    expect(new Set(casesOf(meeting.slice(1)).map(({ said }) => said.join()))).toEqual(new Set(["fails", "holds", "unknown"]));
  });

  it("tries no more than six kinds of addresses of one name (G10)", () => {
    const kinds = (count: number) => rulesFor([...Array.from({ length: count }, (_, index) => ({ origin: one, addresses: [`10.${index}.0.0/16`] })), { origin: other, addresses: ["127.0.0.0/8"] }]);
    expect(casesOf(kinds(4)).length).toBeGreaterThan(4);
    expect(urlCases("/url", kinds(5), plenty())).toEqual(many);
  });
});
