import { describe, expect, it } from "vitest";
import { isSaid } from "../../src/flow/is-said.ts";

const said = (text: string) => [{ source: "input", text }];

describe("isSaid() (FC-POL-0005.R4)", () => {
  it.each([
    ["ann@example.org", "Mail ann@example.org."],
    ["ann@example.org", "ann@example.org"],
    ["ann@example.org", "To: <ann@example.org>, please"],
    ["ann@example.org", "first Ann@example.org, then ann@example.org"],
    ["ops", "Tell ops: all is well"],
    ["https://example.org/a", "Look at https://example.org/a?"],
    ["12.5", "It costs 12.5."],
    ["Straße 1", "Send it to Straße 1!"],
  ])("hears %j in %j", (word, text) => {
    expect(isSaid(word, said(text))).toBe(true);
  });

  it.each([
    ["eve@example.org", "steve@example.org"],
    ["ann@example.org", "joann@example.org"],
    ["ann@example.org", "x.ann@example.org"],
    ["ann@example.org", "ann@example.org.evil.example"],
    ["ann@example.org", "ann@example.orgs"],
    ["example.org", "ann@example.org"],
    ["https://example.org/a", "https://example.org/ab"],
    ["https://example.org/a", "https://example.org/a/b"],
    ["https://example.org/a", "https://example.org/a?x=1"],
    ["12", "312"],
    ["12", "12.5"],
    ["5", "12.5"],
    ["1", "Straße 1é"],
    ["", "anything"],
    [" ", "any thing"],
    ["a", ""],
    ["ANN", "ann"],
  ])("does not hear %j in %j", (word, text) => {
    expect(isSaid(word, said(text))).toBe(false);
  });

  it("wants every part of a value, and hears nobody say true, false, null or an empty list", () => {
    expect(isSaid(["a", { to: "b", count: 3 }], said("a b 3"))).toBe(true);
    expect(isSaid(["a", { to: "c", count: 3 }], said("a b 3"))).toBe(false);
    expect(isSaid(4, said("a b 3"))).toBe(false);
    for (const value of [true, false, null, [], {}, [[]], [true]]) expect(isSaid(value, said("true false null"))).toBe(false);
  });

  it("hears each of several people, and joins none of their words", () => {
    const two = [{ source: "input", text: "ann@" }, { source: "book", text: "example.org" }];
    expect(isSaid("example.org", two)).toBe(true);
    expect(isSaid("ann@\nexample.org", two)).toBe(false);
  });

  it("gives up on a text made to be slow, and then it was not said", () => {
    expect(isSaid("aa", said("a".repeat(300_000)))).toBe(false);
  });
});
