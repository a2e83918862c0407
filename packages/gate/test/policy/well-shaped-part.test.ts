import type { JsonObject } from "@femtoclaw/protocol";
import { describe, expect, it } from "vitest";
import { wellShapedPart } from "../../src/policy/well-shaped-part.ts";

const policy = { version: 1, name: "x", capabilities: { shell: { allow: [{ id: "a", bin: "ls", argv: ["-l", { flag: "-x", itn: {} }] }, { id: "b", bin: 1 }], enabled: true } } };
const allow = policy.capabilities.shell.allow;

describe("wellShapedPart() (FC-POL-0001.R13)", () => {
  it("leaves all as it is where nothing is wrong, and does not touch what it was given", () => {
    const frozen = structuredClone(policy);
    expect(wellShapedPart(policy, [])).toEqual(policy);
    wellShapedPart(policy, ["/name", "/capabilities/shell/allow/1/bin"]);
    expect(policy).toEqual(frozen);
  });

  it("leaves out the wrong member alone", () => {
    expect(wellShapedPart(policy, ["/capabilities/shell/allow/1/bin", "/capabilities/shell/enabled"])).toEqual({ ...policy, capabilities: { shell: { allow: [allow[0], { id: "b" }] } } });
  });

  it("leaves out the list around a wrong item, so that no other item moves", () => {
    expect(wellShapedPart({ a: { list: ["x", 1, "y"], b: 1 } }, ["/a/list/1"])).toEqual({ a: { b: 1 } });
    expect(wellShapedPart({ a: { list: [["x", 1]], b: 1 } }, ["/a/list/0/1"])).toEqual({ a: { b: 1 } });
  });

  it("leaves out what misses a member, not another member", () => {
    expect(wellShapedPart({ a: { path: { not: [] }, b: 1 } }, ["/a/path/within"])).toEqual({ a: { b: 1 } });
    expect(wellShapedPart({ a: { list: [{ x: 1 }], b: 1 } }, ["/a/list/0/y"])).toEqual({ a: { b: 1 } });
  });

  it("follows names with a slash or a tilde in them", () => {
    expect(wellShapedPart({ "a/b": { "c~d": 1, e: 2 } }, ["/a~1b/c~0d"])).toEqual({ "a/b": { e: 2 } });
  });

  it("puts something in place of the name and the version, wrong or missing, and of the id of a rule, so that the rest can be checked", () => {
    expect(wellShapedPart({}, ["/version", "/name"])).toEqual({ version: 1, name: "unnamed.1" });
    expect(wellShapedPart({ version: "1", name: 2, flow: [{ x: 1 }] }, ["/version", "/name", "/flow/0/id"])).toEqual({ version: 1, name: "unnamed.1", flow: [{ x: 1, id: "unnamed.2" }] });
    for (const list of ["allow", "deny"]) {
      const rules = Array.from({ length: 11 }, (_, index) => ({ id: index === 10 ? 10 : `r${index}` }));
      expect(wellShapedPart({ capabilities: { "a/b": { [list]: rules } } }, [`/capabilities/a~1b/${list}/10/id`])).toEqual({ capabilities: { "a/b": { [list]: [...rules.slice(0, 10), { id: "unnamed.0" }] } } });
    }
  });

  it("gives no two rules without id the same one", () => {
    expect(wellShapedPart({ flow: [{}, {}] }, ["/flow/0/id", "/flow/1/id"])).toEqual({ flow: [{ id: "unnamed.0" }, { id: "unnamed.1" }] });
  });

  it.each<[JsonObject, string, JsonObject]>([
    [{ other: { flow: [{ id: 1 }] } }, "/other/flow/0/id", { other: { flow: [{}] } }],
    [{ flow: [{ id: { id: 1 } }] }, "/flow/0/id/id", { flow: [{ id: {} }] }],
    [{ flow: [{ idle: 1 }] }, "/flow/0/idle", { flow: [{}] }],
    [{ flow: { x: { id: 1 } } }, "/flow/x/id", { flow: { x: {} } }],
    [{ a: { name: 1, version: 2 } }, "/a/name", { a: { version: 2 } }],
  ])("in %j makes up nothing at %s", (value, pointer, expected) => {
    expect(wellShapedPart(value, [pointer])).toEqual(expected);
  });

  it("leaves the whole as it is where nothing can be left out", () => {
    expect(wellShapedPart({ a: 1 }, ["", "/missing"])).toEqual({ a: 1 });
  });
});
