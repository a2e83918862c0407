import { expect, it } from "vitest";
import { noFlow, takeIn, type FlowContext, type Label } from "../../src/index.ts";

const input: Label = { source: "input", trust: "trusted", secret: false };
const web: Label = { source: "http.get", trust: "untrusted", secret: false };

it("takeIn() keeps each label once, in the order of its coming, and never lets one go (FC-POL-0005.R1)", () => {
  const labels = [input, web, input, { ...web, secret: true }, web].reduce((flow: FlowContext, label) => takeIn(flow, label, "x"), noFlow).labels;
  expect(labels).toEqual([input, web, { ...web, secret: true }]);
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
});
