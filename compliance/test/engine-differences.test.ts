import { expect, it } from "vitest";
import { differences } from "../engines/differences.ts";

const answer = (name: string, detail = "d", identical = true) => ({ name, identical, detail });

it("differences() finds a run that was not replayed, one with another state, one that is missing, and an engine that did nothing", () => {
  const first = [answer("a"), answer("b")];
  expect(differences(first, [answer("a"), answer("b")])).toEqual([]);
  expect(differences(first, [answer("a"), answer("b", "/body", false)])).toEqual(["b: not as recorded: /body"]);
  expect(differences(first, [answer("a"), answer("b", "e")])).toHaveLength(1);
  expect(differences(first, [answer("a"), answer("c")])).toHaveLength(1);
  expect(differences(first, [answer("a")])).toHaveLength(1);
  expect(differences([], [])).toHaveLength(1);
  expect(differences([answer("a", "d", false)], [answer("a", "d", false)])).toHaveLength(1);
});
