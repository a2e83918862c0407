import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { JsonObject } from "@femtoclaw/protocol";
import { compileArguments, standardClaws } from "../src/host/index.ts";
import { compileSchemaPattern } from "../src/schema-pattern.ts";

const compiled = (pattern: string): ((text: string) => boolean) => {
  const result = compileSchemaPattern(pattern);
  if (!result.ok) throw new Error(`${pattern}: ${result.fault}`);
  return result.value;
};

/** All read alike by the linear engine and by JavaScript's, whose search is the oracle. */
const patterns = [
  "", "a", "^a", "a$", "^a$", "^$", "^a|b$", "a|^b|c$", "^(a|b)$", "^(?:a|b)+$", "(a|b){2,3}", "a.b", "^.$", "^.*$", ".", "\\.", "^[^\\u0000]*$",
  "^\\s$", "^\\S$", "^[\\s]$", "^[^\\s]+$", "^\\d+$", "^\\D$", "^\\w$", "^\\W$", "^[\\w.-]+$", "^[a-c\\-]+$", "^[a\\]]$", "^[[]$", "^\\x61$", "^[\\x2d-\\x30]$",
  "^\\u{1F600}$", "^\\ud83d\\ude00$", "^😀$", "^[\\u{1f600}]+$", "^\\n$", "[\\t\\r\\v\\f]", "^\\/$", "\\$", "\\^a", "^a\\|b$", "^\\\\$", "a\\+?b", "^[^a]$", "^[a^]$", "^[.*+?${}()|]+$",
  "^\\*?$", "^[+]?$", "^\\\\+$",
];
const characters = ["a", "b", "c", "-", ".", "0", "/", "+", "*", "$", "^", "|", "\\", "[", "]", " ", "_", "\n", "\r", "\t", "\u2028", "\u00a0", "\ufeff", "\0", "é", "😀", "\ud83d"];

describe("a schema's pattern", () => {
  test("finds what ECMA-262 finds", () => {
    const text = fc.array(fc.constantFrom(...characters), { maxLength: 5 }).map((it) => it.join(""));
    for (const pattern of patterns) {
      const matches = compiled(pattern);
      const oracle = new RegExp(pattern, "u");
      const texts = ["", ...characters, ...characters.flatMap((it) => [`a${it}`, `${it}a`, `${it}b`, `a${it}b`]), ...fc.sample(text, { numRuns: 200, seed: 1 })];
      for (const it of texts) expect([pattern, it, matches(it)]).toEqual([pattern, it, oracle.test(it)]);
    }
  });

  test("of random parts is read as ECMA-262 reads it, or refused", () => {
    const part = fc.constantFrom("a", "b", ".", "^", "$", "|", "(", ")", "(?:", "[", "]", "[^", "-", "*", "+", "?", "{1,2}", "\\d", "\\s", "\\S", "\\.", "\\n", "\\x41", "\\u0061", "0");
    let accepted = 0;
    fc.assert(
      fc.property(fc.array(part, { maxLength: 7 }), fc.array(fc.constantFrom(...characters, "A", "aa", "ab"), { maxLength: 4 }), (parts, text) => {
        const pattern = parts.join("");
        const result = compileSchemaPattern(pattern);
        if (!result.ok) return;
        accepted += 1;
        for (const it of ["", text.join(""), ...text]) expect([pattern, it, result.value(it)]).toEqual([pattern, it, new RegExp(pattern, "u").test(it)]);
      }),
      { numRuns: 20_000, seed: 7 },
    );
    expect(accepted).toBeGreaterThan(2_000);
  });

  test("that is not regular, not known or not bounded is refused with what is not supported", () => {
    const refused: readonly (readonly [string, RegExp])[] = [
      ["(a)\\1", /no \\1/], ["(?=a)b", /groups of the forms/], ["(?<!a)b", /groups/], ["(?<name>a)", /groups/], ["\\bword", /no \\b/],
      ["\\p{L}", /no \\p/], ["[\\D]", /no \\D between brackets/], ["(^a)", /not inside a group/], ["(a$)", /not inside a group/],
      ["a^", /beginning of an alternative/], ["a$b", /end of an alternative/], ["a*?", /lazy/], ["a{2}?", /lazy/], ["a??", /lazy/], ["[", /ECMA-262/], ["a{3,1}", /ECMA-262/],
      ["[ab]*a([ab]{1000}){3}", /at most 512 steps/], ["a{5000}", /counts that rise/],
    ];
    for (const [pattern, expected] of refused) {
      const result = compileSchemaPattern(pattern);
      expect([pattern, result.ok ? "accepted" : result.fault]).toEqual([pattern, expect.stringMatching(expected)]);
    }
  });
});

describe("compileArguments() and a hostile argument", () => {
  const schemaOf = (text: JsonObject): JsonObject => ({ type: "object", additionalProperties: false, properties: { text: { type: "string", ...text } } });
  const timed = <T>(run: () => T): readonly [T, number] => {
    const started = performance.now();
    const value = run();
    return [value, performance.now() - started];
  };

  test("a pattern on which JavaScript's engine would go on for ages is answered at once", async () => {
    const validate = await compileArguments(schemaOf({ pattern: "^([a-z0-9]+-?)+$" }));
    const [defects, milliseconds] = timed(() => validate({ text: `${"a".repeat(60_000)}!` }));
    expect(defects.map((it) => it.pointer)).toEqual(["/text"]);
    expect(milliseconds).toBeLessThan(500);
    expect(validate({ text: "a-b-c" })).toEqual([]);
  });

  test("the slowest pattern that is taken, on the longest text of a document, is bounded", async () => {
    const validate = await compileArguments(schemaOf({ pattern: "a[ab]{500}c" }));
    const [, milliseconds] = timed(() => validate({ text: "a".repeat(65_000) }));
    expect(milliseconds).toBeLessThan(5_000);
  });

  test("each pattern of a schema is its own, also those of property names", async () => {
    const validate = await compileArguments({
      type: "object",
      properties: { a: { type: "string", pattern: "^x$" }, b: { type: "string", pattern: "^y$" } },
      patternProperties: { "^([a-z]+)+$": { type: "string" } },
      additionalProperties: false,
    });
    expect(validate({ a: "x", b: "y", other: "z" })).toEqual([]);
    expect(validate({ a: "y", b: "x" }).map((it) => it.pointer)).toEqual(["/a", "/b"]);
    const [defects, milliseconds] = timed(() => validate({ [`${"a".repeat(50_000)}!`]: "z" }));
    expect(defects).toHaveLength(1);
    expect(milliseconds).toBeLessThan(500);
  });

  test("a schema is compiled in linear time, too: its own names are not run through JavaScript's engine", async () => {
    const name = `${"a".repeat(60)}!`;
    const compiling = compileArguments({ type: "object", properties: { [name]: { type: "string" } }, patternProperties: { "^([a-z]+)+$": { type: "string" } } });
    expect((await compiling)({ [name]: "x" })).toEqual([]);
  }, 5_000);

  test("a pattern or format that cannot be checked in linear time is refused with a coded error", async () => {
    const refused = [{ pattern: "(a)\\1" }, { pattern: "(?!a)" }, ...["email", "uri", "hostname", "regex", "url", "uri-reference", "ipv6"].map((format) => ({ format }))];
    for (const it of refused) {
      await expect(compileArguments(schemaOf(it))).rejects.toMatchObject({ fault: { code: "FC_CLAW_DEFINITION_INVALID" } });
    }
    await expect(compileArguments(schemaOf({ pattern: "(a)\\1" }))).rejects.toMatchObject({ fault: { expected: "in a pattern, no \\1", found: "(a)\\1" } });
  });

  test("the formats that are known answer at once, whatever the text", async () => {
    for (const format of ["date", "time", "date-time", "uuid", "ipv4"]) {
      const validate = await compileArguments(schemaOf({ format }));
      for (const unit of ["1", "a", "t", "1.", "-", ":", "00:00:00.1", "2026-11-21T00:00:00.", "+"]) {
        const [defects, milliseconds] = timed(() => validate({ text: `${unit.repeat(60_000 / unit.length)}!` }));
        expect(defects).toHaveLength(1);
        expect(milliseconds).toBeLessThan(200);
      }
    }
  });
});

test("every pattern of the built-in claws, which are compiled with JavaScript's engine, is one class repeated between anchors", () => {
  const found: string[] = [];
  const collect = (value: unknown): void => {
    if (typeof value !== "object" || value === null) return;
    for (const [key, it] of Object.entries(value)) {
      expect(["patternProperties", "format", "propertyNames"]).not.toContain(key);
      if (key === "pattern" && typeof it === "string") found.push(it);
      else collect(it);
    }
  };
  for (const { descriptor } of standardClaws()) collect(descriptor.args);
  expect([...new Set(found)]).toEqual(["^[^\\u0000]*$"]);
});
