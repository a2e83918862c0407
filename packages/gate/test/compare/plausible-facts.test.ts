// FC-POL-0002.R19: an example is told only where a host can be as it assumes.
import { describe, expect, it } from "vitest";
import type { Fact } from "../../src/index.ts";
import { isPlausible, realPathsOf } from "../../src/compare/plausible-facts.ts";
import { policyWith } from "../support.ts";

const path = (at: string, real: string | null): Fact => ({ kind: "path", path: at, real });
const host = (name: string, ...addresses: readonly string[]): Fact => ({ kind: "host", host: name, addresses });

describe("isPlausible()", () => {
  it.each<[string, readonly Fact[], readonly string[]]>([
    ["nothing assumed", [], ["/w"]],
    ["a path that is what it says", [path("/w/a", "/w/a")], ["/w", "/w/a"]],
    ["a link", [path("/a", "/b")], ["/w"]],
    ["a link to nowhere", [path("/a", null)], ["/w"]],
    ["a link beside a real path that begins alike", [path("/w", "/b")], ["/wide"]],
    ["the same told twice", [path("/a", "/b"), path("/a", "/b")], []],
    ["a link under a link", [path("/a", "/b"), path("/a/c", "/d")], []],
    ["what lies nowhere under what leads nowhere", [path("/a", null), path("/a/c", null)], []],
    ["names of hosts beside what leads nowhere", [host("x", "10.0.0.1"), path("/a", null), host("y")], []],
    ["the root leading nowhere, with nothing known of any real path", [path("/", null)], []],
  ])("a host can be so: %s", (_what, facts, realPaths) => {
    expect(isPlausible(facts, realPaths)).toBe(true);
  });

  it.each<[string, readonly Fact[], readonly string[]]>([
    ["a real path that leads elsewhere", [path("/w", "/b")], ["/w"]],
    ["a real path that leads nowhere", [path("/w", null)], ["/w"]],
    ["a directory of a real path that leads elsewhere", [path("/w", "/b")], ["/w/a"]],
    ["a link over what another one really is", [path("/a", "/b"), path("/c", "/a")], []],
    ["one path that leads to two", [path("/a", "/b"), path("/a", "/c")], []],
    ["one path that leads somewhere and nowhere", [path("/a", null), path("/a", "/c")], []],
    ["something under what leads nowhere", [path("/a", null), path("/a/c", "/d")], []],
  ])("no host can be so: %s", (_what, facts, realPaths) => {
    expect(isPlausible(facts, realPaths)).toBe(false);
  });
});

it("realPathsOf() has the workspace, what is the runtime's own, and all to which paths and directories of the rules led", () => {
  const known = (capability: string, rule: object): readonly string[] => {
    const policy = policyWith(capability, { allow: [{ id: "a", ...rule }] });
    return realPathsOf(policy, policy.capabilities.get(capability)?.allow ?? []);
  };
  const always = ["/srv/space", "/srv/space/.femtoclaw", "/srv/space/policy.yaml"];
  expect(known("mail.send", {})).toEqual(always);
  expect(known("fs.read", { path: { within: ["notes", "inner"] } })).toEqual([...always, "/srv/space/notes", "/srv/space/notes/deep"]);
  expect(known("shell", { bin: "git", cwd: "docs" })).toEqual([...always, "/srv/space/docs"]);
  expect(known("shell", { bin: "git", argv: ["add", { path: { within: "notes" } }, { optional: { path: { within: "/etc" } } }] })).toEqual([...always, "/srv/space", "/srv/space/notes", "/etc"]);
});
