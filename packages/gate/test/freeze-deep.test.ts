import { describe, expect, it } from "vitest";
import { freezeDeep } from "../src/freeze-deep.ts";

describe("freezeDeep()", () => {
  it("makes every part immutable, in objects and in lists", () => {
    const tree = { list: [{ a: 1 }, [{ b: 2 }], null], object: { inner: { c: 3 } }, text: "x", nothing: null };
    expect(freezeDeep(tree)).toBe(tree);
    for (const part of [tree, tree.list, tree.list[0], tree.list[1], tree.object, tree.object.inner]) expect(Object.isFrozen(part)).toBe(true);
    expect(Object.isFrozen(Array.isArray(tree.list[1]) && tree.list[1][0])).toBe(true);
  });

  it("enters what is frozen on its outside already", () => {
    const inner = { a: 1 };
    freezeDeep(Object.freeze([Object.freeze({ inner })]));
    expect(Object.isFrozen(inner)).toBe(true);
  });

  it("gives back what cannot change anyway", () => {
    expect([null, undefined, 1, "a", true].map((it) => freezeDeep(it))).toEqual([null, undefined, 1, "a", true]);
  });

  it("throws on a cycle, which JSON has none of", () => {
    const object: { [key: string]: unknown } = {};
    object["self"] = object;
    const list: unknown[] = [];
    list.push(list);
    expect(() => freezeDeep(object)).toThrow(RangeError);
    expect(() => freezeDeep(list)).toThrow(RangeError);
  });
});
