// The classes of real paths, against what `judgePath` says of each example.
import { describe, expect, it } from "vitest";
import { pathClasses, type PathClass, type UsedScope } from "../../src/compare/path-cases.ts";
import { automatonMachine, underRoot, withinRoot } from "../../src/compare/machine.ts";
import { textClasses } from "../../src/compare/text-classes.ts";
import { realPaths } from "../../src/compare/universes.ts";
import type { Automaton } from "../../src/pattern/automaton.ts";
import { compileExceptionGlob } from "../../src/glob.ts";
import { judgePath } from "../../src/judge/path-scope.ts";
import { newWork } from "../../src/compare/work.ts";

const globOf = (written: string): Automaton => {
  const glob = compileExceptionGlob(written);
  if (!glob.ok) throw new Error(glob.fault);
  return glob.value;
};
const used = (within: string | readonly string[], not: readonly string[] = [], barred: readonly string[] = []): UsedScope => ({
  scope: {
    roots: [within].flat().map((real) => ({ written: real, real })),
    not: not.map((written) => ({ written, glob: globOf(written) })),
  },
  barred,
});

const classes = (...scopes: readonly UsedScope[]): readonly PathClass[] => pathClasses(scopes, newWork(10_000_000)) ?? [];
const said = (...scopes: readonly UsedScope[]): readonly string[] => classes(...scopes).map((it) => it.said.join(" "));

describe("pathClasses()", () => {
  it("begins with the path that leads nowhere, of which no scope can tell, and then has each combination once", () => {
    expect(classes(used("/a"), used("/b"))[0]).toEqual({ said: ["unknown", "unknown"], roots: [null, null], real: null });
    expect(said(used("/a"), used("/b")).toSorted()).toEqual(["fails fails", "fails holds", "holds fails", "unknown unknown"]);
    expect(said(used("/a"), used("/a/b")).toSorted()).toEqual(["fails fails", "holds fails", "holds holds", "unknown unknown"]);
    expect(said(used("/")).toSorted()).toEqual(["holds", "unknown"]);
  });

  it("shows each combination by a shortest path", () => {
    expect(classes(used("/a", ["b", "c"]))).toEqual([
      { said: ["unknown"], roots: [null], real: null },
      { said: ["fails"], roots: [null], real: "/" },
      { said: ["holds"], roots: ["/a"], real: "/a" },
    ]);
  });

  it("knows what each scope leaves out, and which rule is barred from where", () => {
    expect(said(used("/a"), used("/a", ["b"])).toSorted()).toEqual(["fails fails", "holds fails", "holds holds", "unknown unknown"]);
    expect(said(used("/a"), used("/a", [], ["/a/b", "/c"])).toSorted()).toEqual(["fails fails", "holds fails", "holds holds", "unknown unknown"]);
    expect(said(used("/a", [], ["/"])).toSorted()).toEqual(["fails", "unknown"]);
    expect(said(used("/a", ["**"])).toSorted()).toEqual(["fails", "unknown"]);
    expect(said(used(["/a", "/"], ["a/b"]), used("/")).toSorted()).toEqual(["fails holds", "holds holds", "holds holds", "unknown unknown"]);
  });

  it("tells apart under which root a scope finds the path", () => {
    const found = classes(used(["/a", "/"]), used("/"));
    expect(found.map(({ roots, real }) => [real, ...roots])).toEqual([[null, null, null], ["/", "/", "/"], ["/a", "/a", "/"]]);
  });

  it.each<[string, readonly UsedScope[]]>([
    ["several directories", [used(["/a", "/b/c"]), used(["/b", "/a/x"])]],
    ["an exception under each of several directories", [used(["/a", "/a/b"], ["c"]), used("/a", ["b/c"]), used("/a/b")]],
    ["several exceptions", [used("/a", ["b", "*.key"]), used("/a", ["*.key"]), used("/a", ["b"])]],
    ["what is barred to some", [used("/a", ["x"], ["/a/b"]), used("/a"), used("/a/b")]],
  ])("says of %s what the gate says of the example", (_, scopes) => {
    for (const { said: told, real } of classes(...scopes)) {
      if (real === null) continue;
      expect(scopes.map(({ scope, barred }) => judgePath(scope, "", real, real, { facts: [{ kind: "path", path: real, real }], barred }).result), real).toEqual(told);
    }
  });

  it("counts what each scope and each of its parts says of each place (G10)", () => {
    const scopes = [used(["/a", "/b"], ["c"], ["/d"]), used("/b")];
    const spent = (all: readonly UsedScope[], most = Number.POSITIVE_INFINITY): { readonly classes: number | null; readonly steps: number } => {
      const work = newWork(most);
      return { classes: pathClasses(all, work)?.length ?? null, steps: work.spent() };
    };
    const { classes: count, steps } = spent(scopes);
    expect(spent(scopes, steps)).toEqual({ classes: count, steps });
    expect(spent(scopes, steps - 1).classes).toBeNull();
    expect(spent([], 0).classes).toBeNull();
    // `/`, `/a`, `/a/c`, `/b`, `/b/c` and `/d` are told apart by two scopes with two directories and an exception in each, what is barred, and one directory.
    const search = newWork(Number.POSITIVE_INFINITY);
    textClasses([withinRoot("/d"), ...["/a", "/b"].flatMap((root) => [withinRoot(root), underRoot(root, automatonMachine(globOf("c")))]), withinRoot("/b")], realPaths, search);
    expect(steps - search.spent()).toBe(6 * (2 + 6));
  });

  it("tells nothing where the combinations are too many", () => {
    expect(pathClasses([used("/a".repeat(10_000))], newWork(10_000_000))).toBeNull();
  });
});
