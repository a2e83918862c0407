import { describe, expect, it } from "vitest";
import { policyQuestions, type PolicyQuestions } from "../../src/index.ts";
import type { PolicyDocument, Rule } from "../../src/policy/policy-document.ts";

const asked = (capabilities: PolicyDocument["capabilities"]): PolicyQuestions => policyQuestions({ version: 1, name: "x", ...(capabilities === undefined ? {} : { capabilities }) }, "/srv");
const ofRule = (rule: Omit<Rule, "id">): PolicyQuestions => asked({ any: { allow: [{ id: "a", ...rule }] } });

describe("policyQuestions()", () => {
  it.each<[string, Omit<Rule, "id">, readonly string[]]>([
    ["the directory of a program", { bin: "git", cwd: "w" }, ["/srv/w"]],
    ["a path scope", { path: { within: "a" } }, ["/srv/a"]],
    ["each directory of a path scope", { path: { within: ["a", "/b"] } }, ["/b", "/srv/a"]],
    ["a path among the arguments", { argv: ["show", { path: { within: "a" } }] }, ["/srv/a"]],
    ["a path that is the value of a flag", { argv: [{ flag: "-C", path: { within: "a" } }] }, ["/srv/a"]],
    ["an optional path", { argv: [{ optional: { path: { within: "a" } } }] }, ["/srv/a"]],
    ["many paths", { argv: [{ many: { path: { within: "a" } } }] }, ["/srv/a"]],
    ["paths of flags in any order", { argv: [{ flags: ["-v", { flag: "-i", path: { within: "a" } }, { flag: "-o", path: { within: "b" } }] }] }, ["/srv/a", "/srv/b"]],
    ["a path under where", { where: { "/a": { path: { within: "a" } }, "/b": { const: 1 } } }, ["/srv/a"]],
    ["a path outside of the workspace, in its normal form", { path: { within: "../x/./y//" } }, ["/x/y"]],
  ])("asks about %s", (_, rule, paths) => {
    expect(ofRule(rule).paths).toEqual(paths);
  });

  it("asks nothing where nothing is to be known of the host", () => {
    expect(asked(undefined)).toEqual({ paths: [], programs: [] });
    expect(ofRule({ argv: ["log", { rest: true }], where: { "/a": { const: 1 } } })).toEqual({ paths: [], programs: [] });
    expect(ofRule({ path: { within: "a\0b" } }).paths).toEqual([]);
  });

  it("asks for allow and deny rules of all capabilities, each thing once and in order, whatever the order of the rules", () => {
    const [one, other] = [{ id: "a", bin: "git", path: { within: "b" } }, { id: "b", bin: "cat", path: { within: ["a", "b"] } }];
    const expected = { paths: ["/srv/a", "/srv/b"], programs: ["cat", "git"] };
    expect(asked({ x: { allow: [one], deny: [other] } })).toEqual(expected);
    expect(asked({ x: { deny: [one] }, y: { allow: [other, one] } })).toEqual(expected);
  });
});
