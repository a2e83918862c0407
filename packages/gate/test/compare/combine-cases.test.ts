import { expect, it } from "vitest";
import type { Case, Said } from "../../src/compare/case.ts";
import { combineCases } from "../../src/compare/combine-cases.ts";
import { newWork } from "../../src/compare/work.ts";

const plenty = () => newWork(Number.POSITIVE_INFINITY);
const one = (said: readonly Said[], name: string, taken: readonly number[] = []): Case => ({ said, taken, args: [[`/${name}`, name]], facts: [{ kind: "host", host: name, addresses: [] }] });

it("combineCases() says of both together what holds of both, with the arguments and facts of both", () => {
  expect(combineCases([one(["holds", "unknown"], "a", [1])], [one(["unknown", "fails"], "b", [2])], plenty())).toEqual([
    { said: ["unknown", "fails"], taken: [1], args: [["/a", "a"], ["/b", "b"]], facts: [{ kind: "host", host: "a", addresses: [] }, { kind: "host", host: "b", addresses: [] }] },
  ]);
});

it("combineCases() keeps the first way of saying something, and tells apart how the resource is taken", () => {
  const found = combineCases([one(["fails"], "a", [1]), one(["holds"], "b", [1]), one(["holds"], "c", [2])], [one(["fails"], "x"), one(["holds"], "y"), one(["holds"], "z")], plenty()) ?? [];
  expect(found.map(({ said, taken, args }) => [...said, ...taken, ...args.map(([, value]) => value)])).toEqual([["fails", 1, "a", "x"], ["holds", 1, "b", "y"], ["fails", 2, "c", "x"], ["holds", 2, "c", "y"]]);
});

it("combineCases() keeps to 50000 cases (G10)", () => {
  const times = (count: number) => Array.from({ length: count }, (_, index) => one(["holds"], "a", [index]));
  expect(combineCases(times(50_000), [one(["holds"], "x"), one(["holds"], "y")], plenty())).toHaveLength(50_000);
  expect(combineCases(times(50_001), [one(["holds"], "x")], plenty())).toBeNull();
});

it("combineCases() counts each rule of each pair, whether it says something new or not (G10)", () => {
  const [all, more] = [[one(["holds", "holds"], "a"), one(["holds", "fails"], "b")], ["x", "y", "z"].map((it) => one(["holds", "holds"], it))];
  const work = plenty();
  combineCases(all, more, work);
  expect(work.spent()).toBe(2 * 3 * 2);
  expect(combineCases(all, more, newWork(12))).toHaveLength(2);
  expect(combineCases(all, more, newWork(11))).toBeNull();
});
