// FC-POL-0002.R19: flow rules spare what the allowing rule itself pins, so it counts which rule that is.
import { describe, expect, it } from "vitest";
import { pinnedBy, pinsCountFor } from "../../src/compare/pinned-by-rule.ts";
import { fsRead, httpGet, mailSend, policyOf, policyWith } from "../support.ts";

describe("pinsCountFor()", () => {
  const count = (...targets: readonly object[]): boolean => {
    const { flow } = policyOf(JSON.stringify({ version: 1, name: "x", flow: [{ id: "f", when: { secret: true }, deny: targets }] }));
    return pinsCountFor("mail.send", flow);
  };
  // Spares whatever says where, to whom or how much, unless pointers are named.
  const planted = policyOf(JSON.stringify({ version: 1, name: "x", flow: [{ id: "f", profile: "planted-instructions" }] })).flow;

  it("is so where some rule spares what says where, to whom or how much", () => {
    expect(pinsCountFor("mail.send", planted)).toBe(true);
    expect(pinsCountFor("mail.send", [])).toBe(false);
    expect(count({ capability: "mail.send" })).toBe(false);
    expect(count({ capability: "mail.send", unlessFromInput: ["/to"] })).toBe(false);
  });

  it("is so by one target of many, and only where that concerns the capability", () => {
    const [rule] = planted;
    const [target] = rule?.targets ?? [];
    if (rule === undefined || target === undefined) throw new Error("a rule with a target");
    const among = (...capabilities: readonly (string | null)[]): boolean =>
      pinsCountFor("mail.send", [{ ...rule, targets: [{ ...target, capability: "http.get", unless: null }, ...capabilities.map((capability) => ({ ...target, capability }))] }]);
    expect([among("mail.send"), among("mail.*"), among(null), among("http.get", "mail.send")]).toEqual([true, true, true, true]);
    expect([among(), among("http.get"), among("http.*", "mail.read")]).toEqual([false, false, false]);
  });
});

describe("pinnedBy()", () => {
  const pinned = (descriptor: typeof mailSend, rule: object): string => {
    const [first] = policyWith(descriptor.name, { allow: [{ id: "a", ...rule }] }).capabilities.get(descriptor.name)?.allow ?? [];
    if (first === undefined) throw new Error("a rule");
    return pinnedBy(first, descriptor);
  };

  it.each<[string, object, string]>([
    ["nothing", {}, ""],
    ["a text, a list and an object", { where: { "/subject": { const: "a" }, "/to": { const: ["a"] }, "/flags": { const: { x: 1 } } } }, "/flags\n/subject\n/to"],
    ["a choice", { where: { "/subject": { oneOf: ["a", "b"] } } }, "/subject"],
    ["what is only bounded", { where: { "/subject": { pattern: "a" }, "/to": { length: { max: 1 } }, "/priority": { int: { min: 1, max: 1 } } } }, ""],
  ])("is of %s the arguments with their one value or choice", (_what, rule, pointers) => {
    expect(pinned(mailSend, rule)).toBe(pointers);
  });

  it("is of a rule about a URL that URL, if it is one", () => {
    const origin = "https://x.example";
    expect([{ origin, path: "/a" }, { origin }, { origin, path: "/*" }, { origin, path: "/a", query: "any" }].map((url) => pinned(httpGet, { url }))).toEqual(["/url", "/url", "", ""]);
    expect(pinned(fsRead, { path: { within: "." }, where: { "/mode": { const: "create" } } })).toBe("/mode");
  });
});
