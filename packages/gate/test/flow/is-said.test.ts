import { describe, expect, it } from "vitest";
import { noFlow, takeIn } from "../../src/index.ts";
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
    ["100", "Pay $100."],
    ["100", "Give 100%, please"],
    ["5", "Close #5"],
    ["1", "1 2 and 3".replace(" 2", " of 2")],
    ["ann@x.org", "(ann@x.org)"],
    ["ann@x.org", "\u201cann@x.org\u201d, they said\u2026"],
    ["12.5", "It costs 12.5."],
    ["Straße 1", "Send it to Straße 1!"],
    ["-5", "Set it to -5\u20ac."],
    ["+5", "Set it to \u20ac+5"],
    ["12,5", "It costs $12,5"],
    ["\u0663", "Give \u0663%"],
    ["a", "a 1"],
    ["1", "1. 000 more"],
    ["a@x.org", "\ud83d\ude00 a@x.org \ud83d\ude00"],
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
    ["2001:db8", "2001:db8::1"],
    ["main", "main..dev"],
    ["vector", "std::vector"],
    ["https://x.org/a", "https://x.org/a??q=1"],
    ["https://x.org/a", "https://x.org/a;v=1"],
    ["https://x.org/Foo_", "https://x.org/Foo_(bar)"],
    ["bar", "Foo_(bar)"],
    ["eve@x.org", "bob|eve@x.org"],
    ["ssh", "look into .ssh"],
    ["5", "pay .5 BTC"],
    ["1", "pay 1 000"],
    ["1", "pay 1\u00a0000"],
    ["000", "pay 1\u202f000"],
    ["1", "pay 1\u2019000"],
    ["5", "pay \u22125"],
    ["5", "pay 3\u20135"],
    ["Brien", "O\u2019Brien"],
    ["ple.org", "exam\u00adple.org"],
    ["ple.org", "exam\u200bple.org"],
    ["ann@x.org", "ann@x.org\u200d.evil"],
    ["ann", "ann\uff20x.org"],
    ["x.org", "x.org\uff0eevil"],
    ["a", "a\u00b7b"],
    ["a", "a\u203fb"],
    ["\ud83d", "\ud83d\ude00"],
    ["12", "312"],
    ["12", "12.5"],
    ["5", "12.5"],
    ["1", "Straße 1é"],
    ["", "anything"],
    [" ", "any thing"],
    ["a", ""],
    ["ANN", "ann"],
    // A sign of money or number belongs to a number alone.
    ["a1", "$a1"],
    ["1a", "1a%"],
    ["a-5", "a-5$"],
    // Digits of other scripts, one of them beyond the basic plane, make one number across a space as well.
    ["000", "pay \ud835\udfcf 000"],
    ["000", "pay \ud835\udfff 000"],
    ["1", "pay 1 \ud835\udfce"],
    ["ann", "x\uff0cann"],
    ["ann", "(\uff0eann"],
    ["ann", "\udc00ann"],
    ["ann", "ann\ud83d"],
    ["ann", "see \ud83d\ude00ann"],
    ["", "a  b"],
    [" ", "a   b"],
  ])("does not hear %j in %j", (word, text) => {
    expect(isSaid(word, said(text))).toBe(false);
  });

  it("wants every part of a value, and hears nobody say true, false, null or an empty list", () => {
    const schema = { items: { properties: { to: {}, count: {} } } };
    expect(isSaid(["a", { to: "b", count: 3 }], said("a b 3"), schema)).toBe(true);
    expect(isSaid(["a", { to: "c", count: 3 }], said("a b 3"), schema)).toBe(false);
    expect(isSaid(4, said("a b 3"))).toBe(false);
    for (const value of [true, false, null, [], {}, [[]], [true]]) expect(isSaid(value, said("true false null"))).toBe(false);
  });

  it("hears each of several people, and joins none of their words", () => {
    const two = [{ source: "input", text: "ann@" }, { source: "book", text: "example.org" }];
    expect(isSaid("example.org", two)).toBe(true);
    expect(isSaid("ann@\nexample.org", two)).toBe(false);
    const book = takeIn(noFlow, { source: "book", trust: "trusted", secret: false }, [{ mail: "a@x.org" }, { mail: "b@y.org" }]).said;
    expect([isSaid("a@x.org", book), isSaid("a@x.org\nb@y.org", book), isSaid("a@x.org\u0000b@y.org", book)]).toEqual([true, false, false]);
  });

  it("wants a key to be said that the schema does not list", () => {
    const fields = { "bcc:eve@evil.example": "Ann" };
    expect(isSaid(fields, said("Ann"))).toBe(false);
    expect(isSaid(fields, said("Ann"), { properties: { "bcc:eve@evil.example": {} } })).toBe(true);
    expect(isSaid({ note: "Ann" }, said("note Ann"))).toBe(true);
    // Schemas that list nothing: true, and properties or items that are no schemas.
    for (const schema of [true, null, [], { properties: true }, { properties: {} }, { items: {} }]) expect(isSaid({ note: "Ann" }, said("Ann"), schema)).toBe(false);
    expect(isSaid({ toString: "Ann" }, said("Ann"), { properties: {} })).toBe(false);
  });

  it("follows the schema into what it lists, and nowhere else", () => {
    const schema = { properties: { a: { properties: { b: {} } }, list: { items: { properties: { b: {} } } } } };
    expect(isSaid({ a: { b: "x" }, list: [{ b: "y" }] }, said("x y"), schema)).toBe(true);
    expect(isSaid({ a: { c: "x" } }, said("x"), schema)).toBe(false);
    expect(isSaid({ list: [{ b: "y", c: "x" }] }, said("x y"), schema)).toBe(false);
    // Under a key that is not listed, none is.
    expect(isSaid({ other: { b: "x" } }, said("other x"), schema)).toBe(false);
    expect(isSaid([{ b: "x" }], said("x"), true)).toBe(false);
  });

  it("looks for so many words and no more, and for none that is very long", () => {
    expect(isSaid(Array.from({ length: 64 }, () => "a"), said("a"))).toBe(true);
    expect(isSaid(Array.from({ length: 65 }, () => "a"), said("a"))).toBe(false);
    expect(isSaid("a".repeat(1_024), said("a".repeat(1_024)))).toBe(true);
    expect(isSaid("a".repeat(1_025), said("a".repeat(1_025)))).toBe(false);
  });

  it("looks at two thousand places where a word might stand, and at no more", () => {
    const text = (before: number): string => `${"xa ".repeat(before)}a`;
    expect(isSaid("a", said(text(1_999)))).toBe(true);
    expect(isSaid("a", said(text(2_000)))).toBe(false);
  });

  it("gives up on a text made to be slow, and then it was not said", () => {
    expect(isSaid("aa", said("a".repeat(300_000)))).toBe(false);
  });
});
