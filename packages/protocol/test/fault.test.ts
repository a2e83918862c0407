import { describe, expect, it } from "vitest";
import { catalogue, describeFault, describePosition, fault, FemtoClawError } from "../src/index.ts";

describe("a fault", () => {
  const it1 = fault("FC_PROTO_WRONG_TYPE", "a string", "a number", { file: "p.json", line: 3, column: 7, pointer: "/a" });

  it("is described with place, code, what was expected, what came and what to do", () => {
    expect(describeFault(it1)).toBe(`p.json:3:7: FC_PROTO_WRONG_TYPE: expected a string, found a number. ${catalogue.FC_PROTO_WRONG_TYPE.next}`);
    expect(describeFault(fault("FC_PROTO_EMPTY", "a", "b"))).toMatch(/^FC_PROTO_EMPTY: /);
  });

  it("is plain data, recognised by its code after a journey as JSON", () => {
    expect(JSON.parse(JSON.stringify(it1))).toEqual(it1);
  });

  it("has no member for a place that it does not know, since undefined has no canonical form", () => {
    expect(fault("FC_PROTO_EMPTY", "a", "b")).toStrictEqual({ code: "FC_PROTO_EMPTY", expected: "a", found: "b" });
  });

  it("names the best place it knows", () => {
    expect(describePosition({ line: 1, column: 2, offset: 1 })).toBe("1:2");
    expect(describePosition({ offset: 5 })).toBe("byte 5");
    expect(describePosition({ pointer: "/x" })).toBe("/x");
    expect(describePosition(undefined)).toBe("");
  });

  it("travels in the one exception with its code", () => {
    const error = new FemtoClawError(it1);
    expect([error.code, error.name, error.message]).toEqual(["FC_PROTO_WRONG_TYPE", "FemtoClawError", describeFault(it1)]);
  });
});
