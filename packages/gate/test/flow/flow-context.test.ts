import { expect, it } from "vitest";
import { noFlow, takeIn, type FlowContext, type Label } from "../../src/index.ts";
import { unknownFlow } from "../../src/flow/flow-context.ts";

const input: Label = { source: "input", trust: "trusted", secret: false };
const web: Label = { source: "http.get", trust: "untrusted", secret: false };

it("takeIn() keeps each label once, in the order of its coming, and never lets one go (FC-POL-0005.R1)", () => {
  const labels = [input, web, input, { ...web, secret: true }, web].reduce((flow: FlowContext, label) => takeIn(flow, label, "x"), noFlow).labels;
  expect(labels).toEqual([input, web, { ...web, secret: true }]);
  const others: readonly Label[] = [web, { ...web, source: "http.post" }, { ...web, trust: "trusted" }];
  expect(others.reduce((flow: FlowContext, label) => takeIn(flow, label, "x"), noFlow).labels).toEqual(others);
});

it("the two contexts that everybody shares cannot be changed, and the unknown one is the worst (FC-POL-0005.R7)", () => {
  for (const shared of [noFlow, noFlow.labels, noFlow.said, unknownFlow, unknownFlow.labels, unknownFlow.said, ...unknownFlow.labels]) expect(Object.isFrozen(shared)).toBe(true);
  expect(noFlow).toEqual({ labels: [], said: [] });
  expect(unknownFlow).toEqual({ labels: [{ source: "unknown", trust: "untrusted", secret: true }], said: [] });
});

it("takeIn() keeps the words of the trusted alone, keys left out (FC-POL-0005.R4)", () => {
  const flow = takeIn(takeIn(noFlow, web, "planted"), { ...input, source: "book" }, { name: ["ann", 3, true, null, { deep: "x" }] });
  expect(flow.said).toEqual([{ source: "book", text: "ann\u00003\u0000x" }]);
});

it("takeIn() keeps no more words than its bound: what is not kept was not said", () => {
  const full = takeIn(noFlow, input, "x".repeat(262_144));
  expect(full.said).toHaveLength(1);
  expect(takeIn(full, input, "more").said).toHaveLength(1);
  // The same words again take no room from what comes later.
  expect(takeIn(takeIn(noFlow, input, "a"), input, "a").said).toHaveLength(1);
  expect(takeIn(full, web, "more").labels).toHaveLength(2);
  const half = takeIn(noFlow, input, "x".repeat(131_072));
  expect(takeIn(half, input, "y".repeat(131_072)).said).toHaveLength(2);
  expect(takeIn(half, input, "y".repeat(131_073)).said).toHaveLength(1);
});

it("takeIn() keeps what two people said twice, and nothing of what says no word", () => {
  const both = takeIn(takeIn(noFlow, input, "a"), { ...input, source: "book" }, "a");
  expect(both.said).toEqual([{ source: "input", text: "a" }, { source: "book", text: "a" }]);
  expect(takeIn(takeIn(noFlow, input, "a"), input, "b").said).toHaveLength(2);
  for (const silent of ["", true, null, [], {}, { key: false }]) expect(takeIn(noFlow, input, silent)).toEqual({ labels: [input], said: [] });
});
