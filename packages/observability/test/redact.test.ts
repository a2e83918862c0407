import * as fc from "fast-check";
import { expect, test } from "vitest";
import type { JsonValue } from "@femtoclaw/protocol";
import { createRedactor, redactionMark } from "../src/redact.ts";
import { defaultSecretKeys } from "../src/secret-keys.ts";

const secret = 'sk-live/4f+9a 7c"ü1e';
const redact = createRedactor({ secretValues: [secret, "abc"], secretKeys: ["Deploy-Ticket"] });
const base64 = (text: string) => Buffer.from(text).toString("base64");

test("the value of a secret key is replaced at every depth, whatever its kind", () => {
  const value = { a: [{ Password: "x", b: { "X-Api-Key": { deep: 1 }, apiKey: ["x"], "deploy ticket": 7 } }], token: 5, cookie: false };
  expect(redact(value)).toEqual({
    a: [{ Password: redactionMark, b: { "X-Api-Key": redactionMark, apiKey: redactionMark, "deploy ticket": redactionMark } }],
    token: redactionMark,
    cookie: redactionMark,
  });
});

test("keys are compared whole, so their neighbours keep their values", () => {
  const value = { tokens: 1, inputTokens: 2, secretary: "s", authority: "a", keyboard: "k", monkey: "m", passwordless: true, cookies: 3 };
  expect(redact(value)).toEqual(value);
});

test("null under a secret key stays null: it says that there is none", () => {
  expect(redact({ token: null })).toEqual({ token: null });
});

test("every built-in key is found in each of its usual spellings", () => {
  for (const key of defaultSecretKeys) {
    for (const spelling of [key, key.replaceAll("_", "-"), key.replaceAll("_", ""), key.toUpperCase(), key.replaceAll(/_(.)/g, (_, letter: string) => letter.toUpperCase())]) {
      expect(redact({ [spelling]: "x" }), spelling).toEqual({ [spelling]: redactionMark });
    }
  }
});

test("a known secret is replaced wherever it stands in a text, in a key too", () => {
  expect(redact(`Authorization: Bearer ${secret}, again ${secret}.`)).toBe(`Authorization: Bearer ${redactionMark}, again ${redactionMark}.`);
  expect(redact({ [`key ${secret}`]: [secret] })).toEqual({ [`key ${redactionMark}`]: [redactionMark] });
});

test("a secret is found in the forms that it takes on its way", () => {
  const percent = encodeURIComponent(secret);
  const forms: readonly string[] = [
    JSON.stringify({ inner: secret }),
    `https://x/?key=${percent}&y=1`,
    `https://x/?key=${percent.toLowerCase()}`,
    `key=${percent.replaceAll("%20", "+")}`,
    ...["", "u", "us", "user:"].flatMap((before) => ["", ":x", "yz"].map((after) => `Basic ${base64(`${before}${secret}${after}`)}`)),
    `x.${Buffer.from(`${secret}!`).toString("base64url")}.y`,
  ];
  for (const form of forms) {
    const shown = redact(form);
    expect(shown, form).toContain(redactionMark);
    // Eight characters of the encoded secret would be six bytes of it.
    for (let at = 0; at + 8 <= secret.length; at += 1) expect(shown).not.toContain(secret.slice(at, at + 8));
  }
});

test("secrets that overlap or contain one another leave nothing of either", () => {
  const both = createRedactor({ secretValues: ["abcdefgh1234", "gh123456789", "abcdefgh12345678 and more"] });
  expect(both("<abcdefgh123456789>")).toBe(`<${redactionMark}>`);
  expect(both("abcdefgh12345678 and more")).toBe(redactionMark);
});

test("a short secret counts only as a whole value, and an empty one not at all", () => {
  expect(redact({ a: "abc", b: "abcd abc" })).toEqual({ a: redactionMark, b: "abcd abc" });
  expect(createRedactor({ secretValues: [""] })("")).toBe("");
});

test("a secret of digits is found as a number too", () => {
  const pin = createRedactor({ secretValues: ["12345678", "4711"] });
  expect(pin([12345678, 4711, 47112])).toEqual([redactionMark, redactionMark, 47112]);
});

test("two keys that were both secret stay two members", () => {
  const twins = createRedactor({ secretValues: ["first-secret", "second-secret"] });
  expect(twins({ "first-secret": 1, "second-secret": 2 })).toEqual({ [redactionMark]: 1, [`${redactionMark} 2`]: 2 });
});

test("a key called __proto__ stays data", () => {
  const value = redact(JSON.parse('{"__proto__":{"token":"x"}}') as JsonValue);
  expect(JSON.stringify(value)).toBe(`{"__proto__":{"token":"${redactionMark}"}}`);
});

const planted = "planted-secret-0123456789";
const valuesOf = (text: fc.Arbitrary<string>): fc.Arbitrary<JsonValue> =>
  fc.letrec<{ any: JsonValue }>((tie) => ({
    any: fc.oneof({ maxDepth: 4 }, text, fc.integer(), fc.constant(null), fc.array(tie("any")), fc.dictionary(text, tie("any"))),
  })).any;

test("no value that holds a secret comes out with it", () => {
  const redactPlanted = createRedactor({ secretValues: [planted] });
  const around = fc.tuple(fc.string(), fc.string());
  const text = fc.oneof(fc.string(), around.map(([a, b]) => `${a}${planted}${b}`), around.map(([a, b]) => base64(`${a}${planted}${b}`)));
  const inner = ["", "x", "xx"].map((before) => base64(`${before}${planted}`).slice(4, -4));
  fc.assert(
    fc.property(valuesOf(text), (it) => {
      const shown = JSON.stringify(redactPlanted(it));
      for (const form of [planted, ...inner]) expect(shown).not.toContain(form);
    }),
    { numRuns: 500, seed: 5 },
  );
});

test("a value without a secret comes out as it was", () => {
  const redactPlanted = createRedactor({ secretValues: [planted] });
  const text = fc.string().map((it) => `_${it}`);
  fc.assert(
    fc.property(valuesOf(text), (it) => {
      expect(JSON.stringify(redactPlanted(it))).toBe(JSON.stringify(it));
    }),
    { numRuns: 500, seed: 5 },
  );
});

test("redaction takes time in proportion to the text", () => {
  const long = "sk-live/4f+9a 7c".repeat(60_000);
  const startMs = performance.now();
  expect(redact(long)).toBe(long);
  expect(performance.now() - startMs).toBeLessThan(2_000);
});
