import type { JsonValue } from "@femtoclaw/protocol";
import { describe, expect, it } from "vitest";
import { decide, policyWith } from "../support.ts";

const allowed = (pointer: string, predicate: object, args: object): boolean =>
  decide(policyWith("mail.send", { allow: [{ id: "rule", where: { [pointer]: predicate } }] }), "mail.send", { to: ["a"], ...args }).verdict === "AUTHORIZED";

describe("a predicate", () => {
  it.each<[string, object, JsonValue, boolean]>([
    ["/subject", { const: "a" }, "a", true],
    ["/subject", { const: "a" }, "A", false],
    ["/subject", { const: "1" }, "1", true],
    ["/priority", { const: "1" }, 1, false],
    ["/priority", { const: 1 }, 1, true],
    ["/weight", { const: 0 }, -0, true],
    ["/flags", { const: { a: 1, b: [true, null] } }, { b: [true, null], a: 1 }, true],
    ["/flags", { const: { a: 1 } }, { a: 1, b: 2 }, false],
    ["/flags", { const: {} }, {}, true],
    ["/flags", { const: null }, {}, false],
    ["/subject", { oneOf: ["a", "b"] }, "b", true],
    ["/subject", { oneOf: ["a", 1] }, "1", false],
    ["/priority", { oneOf: ["a", 1] }, 1, true],
    ["/priority", { int: { min: 1, max: 3 } }, 1, true],
    ["/priority", { int: { min: 1, max: 3 } }, 3, true],
    ["/priority", { int: { min: 1, max: 3 } }, 0, false],
    ["/priority", { int: { min: 1, max: 3 } }, 4, false],
    ["/priority", { int: {} }, 9_007_199_254_740_992, false],
    ["/subject", { int: {} }, "1", false],
    ["/weight", { int: {} }, 1.5, false],
    ["/weight", { number: { min: 0.5, max: 1.5 } }, 1.25, true],
    ["/weight", { number: { max: 1.5 } }, 1.6, false],
    ["/subject", { number: {} }, "1", false],
    ["/subject", { pattern: "[a-z]+" }, "abc", true],
    ["/subject", { pattern: "[a-z]+" }, "abc1", false],
    ["/priority", { pattern: "[0-9]+" }, 12, false],
    ["/to", { pattern: ".*" }, ["a"], false],
    ["/subject", { length: { max: 2 } }, "😀😀", true],
    ["/subject", { path: { within: "notes" } }, "notes/a", true],
    ["/subject", { path: { within: "notes" } }, "/srv/space/notes/a", true],
    ["/subject", { path: { within: "notes" } }, "notes/../a", false],
    ["/subject", { path: { within: "." } }, "out/passwd", false],
    ["/subject", { path: { within: "." } }, "dangling", false],
    ["/subject", { path: { within: ".", not: ["**/.git"] } }, "a/.git/config", false],
    ["/subject", { path: { within: "." } }, ".femtoclaw/journal", false],
    ["/priority", { path: { within: "." } }, 1, false],
    ["/subject", { url: { origin: "https://example.com", path: "/v1/*" } }, "https://EXAMPLE.com:443/v1/x", true],
    ["/subject", { url: { origin: "https://example.com", path: "/v1/*" } }, "https://example.com/v1/../x", false],
    ["/subject", { url: { origin: "https://example.com" } }, "https://example.com/?a", false],
    ["/subject", { url: { origin: "https://example.com" } }, "https://example.com.evil/", false],
    ["/subject", { url: { origin: "https://example.com" } }, "example.com", false],
    ["/subject", { cidr: ["10.0.0.0/8", "2001:db8::/32"] }, "10.9.8.7", true],
    ["/subject", { cidr: ["10.0.0.0/8"] }, "::ffff:10.9.8.7", true],
    ["/subject", { cidr: ["10.0.0.0/8"] }, "11.0.0.1", false],
    ["/subject", { cidr: ["10.0.0.0/8"] }, "10.1", false],
    ["/subject", { length: { max: 2 } }, "abc", false],
    ["/to", { length: { max: 2 } }, ["a", "b"], true],
    ["/to", { length: { max: 2 } }, ["a", "b", "c"], false],
    ["/priority", { length: {} }, 1, false],
    ["/flags", { length: {} }, { a: 1 }, false],
  ])("%s %j of %j is %s", (pointer, predicate, value, expected) => {
    expect(allowed(pointer, predicate, { [pointer.slice(1)]: value })).toBe(expected);
  });

  it("reaches into lists and objects by pointer, and nowhere else", () => {
    const args = { attachments: [{ name: "a" }, { name: "b" }], flags: { "x/y": 1, "~": 2 } };
    expect(allowed("/attachments/1/name", { const: "b" }, args)).toBe(true);
    expect(allowed("/attachments/0/name", { const: "b" }, args)).toBe(false);
    expect(allowed("/flags/x~1y", { const: 1 }, args)).toBe(true);
    expect(allowed("/flags/~0", { const: 2 }, args)).toBe(true);
    for (const pointer of ["/flags/toString", "/flags/constructor/name", "/flags/hasOwnProperty/name"]) expect(allowed(pointer, { length: {} }, args)).toBe(false);
  });

  it("never holds of an argument that is absent, and lets a deny rule bite (FC-POL-0002.R5)", () => {
    expect(allowed("/subject", { pattern: ".*" }, {})).toBe(false);
    expect(allowed("/subject", { length: {} }, {})).toBe(false);
    const policy = policyWith("mail.send", { allow: [{ id: "all" }], deny: [{ id: "no-urgent", where: { "/priority": { int: { min: 9 } } } }] });
    expect(decide(policy, "mail.send", { to: ["a"], priority: 1 }).verdict).toBe("AUTHORIZED");
    expect(decide(policy, "mail.send", { to: ["a"], priority: 9 }).verdict).toBe("DENIED_POLICY_VIOLATION");
    expect(decide(policy, "mail.send", { to: ["a"] })).toMatchObject({ verdict: "DENIED_POLICY_VIOLATION", rule: { id: "no-urgent" }, reasons: [{ pointer: "/priority", found: "nothing" }] });
  });

  it("on a path is judged by where the text leads, and the claw is handed the text (FC-POL-0003.R11)", () => {
    const policy = policyWith("mail.send", { allow: [{ id: "rule", where: { "/subject": { path: { within: "./notes" } } } }] });
    const args = { to: ["a"], subject: "inner/x" };
    expect(decide(policy, "mail.send", args)).toMatchObject({ verdict: "AUTHORIZED", grant: { kind: "call", args } });
    // The same text, where it leads elsewhere at another time.
    expect(decide(policy, "mail.send", args, { facts: [{ kind: "path", path: "/srv/space/inner/x", real: "/etc/x" }] }).verdict).toBe("DENIED_POLICY_VIOLATION");
  });

  it("on a URL is no grant of one: the claw is handed the text", () => {
    const policy = policyWith("mail.send", { allow: [{ id: "rule", where: { "/subject": { url: { origin: "https://status.example.com" } } } }] });
    const args = { to: ["a"], subject: "https://status.example.com/" };
    expect(decide(policy, "mail.send", args)).toMatchObject({ verdict: "AUTHORIZED", grant: { kind: "call", args } });
  });

  it("must hold with all others of its rule; one that fails for certain outweighs one in doubt", () => {
    const policy = policyWith("mail.send", { allow: [{ id: "all" }], deny: [{ id: "both", where: { "/priority": { int: { min: 9 } }, "/subject": { const: "x" } } }] });
    expect(decide(policy, "mail.send", { to: ["a"], subject: "y" }).verdict).toBe("AUTHORIZED");
    expect(decide(policy, "mail.send", { to: ["a"], subject: "x" }).verdict).toBe("DENIED_POLICY_VIOLATION");
    expect(decide(policy, "mail.send", { to: ["a"], subject: "x", priority: 1 }).verdict).toBe("AUTHORIZED");
  });

  it("shows what it found in one short line that no terminal acts on", () => {
    const policy = policyWith("mail.send", { allow: [{ id: "rule", where: { "/subject": { const: "x" } } }] });
    const found = (subject: string): string => decide(policy, "mail.send", { to: ["a"], subject }).reasons[0]?.found ?? "";
    expect(found('say "hi"\n')).toBe('"say \\"hi\\"\\n"');
    expect(found("\u001b[2J\u009b2J\u202e\u2028\u200b\u007f")).toBe('"\\u001b[2J\\u009b2J\\u202e\\u2028\\u200b\\u007f"');
    expect(found("😀".repeat(5_000)).length).toBeLessThanOrEqual(120);
    expect(found("\u0000".repeat(100)).length).toBeLessThanOrEqual(120);
    expect(found("a".repeat(119))).toMatch(/…$/);
  });
});

describe("a predicate about a place, in a deny rule", () => {
  /** Denied by the rule, and not by a failure. */
  const passes = (predicate: object, subject: string): boolean => {
    const { verdict, rule } = decide(policyWith("mail.send", { allow: [{ id: "all" }], deny: [{ id: "no", where: { "/subject": predicate } }] }), "mail.send", { to: ["a"], subject });
    expect(rule?.id).toBe(verdict === "AUTHORIZED" ? "all" : "no");
    return verdict === "AUTHORIZED";
  };

  it.each<[object, string, boolean]>([
    [{ path: { within: "notes" } }, "notes/a", false], [{ path: { within: "notes" } }, "inner/a", false], [{ path: { within: "notes" } }, "dangling", false], [{ path: { within: "notes" } }, "other", true],
    [{ url: { origin: "https://example.com" } }, "https://example.com/x?y", false], [{ url: { origin: "https://example.com" } }, "https:example.com", false], [{ url: { origin: "https://example.com" } }, "https://example.org/", true],
    [{ cidr: ["10.0.0.0/8"] }, "::ffff:a00:1", false], [{ cidr: ["10.0.0.0/8"] }, "012.0.0.1", false], [{ cidr: ["10.0.0.0/8"] }, "11.0.0.1", true],
  ])("%j over %j: what cannot be read is not let through", (predicate, subject, expected) => {
    expect(passes(predicate, subject)).toBe(expected);
  });
});

describe("a predicate in a deny rule", () => {
  it.each([{ pattern: ".*" }, { int: {} }, { length: {} }, { path: { within: "/" } }, { url: { origin: "https://example.com" } }, { cidr: ["0.0.0.0/0"] }])("%j does not hold of a value of another type, nor fail over it", (predicate) => {
    const judge = (pointer: string, args: object) => decide(policyWith("mail.send", { allow: [{ id: "all" }], deny: [{ id: "no", where: { [pointer]: predicate } }] }), "mail.send", { to: ["a"], ...args }).rule?.id;
    expect(judge("/flags", { flags: {} })).toBe("all");
    expect(judge("/weight", { weight: 1.5 })).toBe("all");
    expect(judge("/flags/on", { flags: { on: true } })).toBe("all");
    expect(judge("/flags/on", { flags: { on: null } })).toBe("all");
  });
});

describe("the reason of a predicate that does not hold", () => {
  const because = (predicate: object, value: JsonValue | undefined): unknown =>
    decide(policyWith("mail.send", { allow: [{ id: "rule", where: { "/subject": predicate } }] }), "mail.send", { to: ["a"], ...(value === undefined ? {} : { subject: value }) }).reasons;

  it.each<[object, JsonValue | undefined, string, string]>([
    [{ const: "a" }, "b", '"a"', '"b"'],
    [{ const: "a" }, undefined, '"a"', "nothing"],
    [{ length: { min: 1, max: 2 } }, "abc", "a string or list with a length from 1 to 2", '"abc"'],
    [{ length: { min: 4 } }, "abc", "a string or list with a length of at least 4", '"abc"'],
    [{ length: { max: 2 } }, "abc", "a string or list with a length of at most 2", '"abc"'],
    [{ int: {} }, "abc", "an integer of any size", '"abc"'],
    [{ path: { within: ["notes", "/tmp"] } }, "a", "a path within notes or /tmp", '"a"'],
    [{ path: { within: "notes" } }, "dangling", "a path within notes", '"dangling", which cannot be resolved'],
    [{ path: { within: ".", not: ["x", "**/y"] } }, "a/y", "a path within . but not **/y", '"a/y"'],
    [{ url: { origin: "https://example.com" } }, "ftp://example.com", "a URL", '"ftp://example.com"'],
    [{ cidr: ["10.0.0.0/8"] }, "10.1", "an address", '"10.1"'],
    [{ cidr: ["10.0.0.0/8"] }, "11.0.0.1", "an address", '"11.0.0.1"'],
  ])("%j of %j says what it wanted and what it found", (predicate, value, expected, found) => {
    expect(because(predicate, value)).toEqual([{ rule: "rule", pointer: "/subject", expected: expect.stringContaining(expected), found }]);
  });
});
