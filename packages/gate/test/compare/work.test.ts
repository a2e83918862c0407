// G10, FC-POL-0002.R19: whoever writes a policy cannot make its comparison go on for ever; what it comes to then is undecided, and counted,
// so that it is the same everywhere.
import { describe, expect, it } from "vitest";
import { compareWithin } from "../../src/compare/compare-policies.ts";
import { lintWithin } from "../../src/compare/lint-policy.ts";
import { newWork } from "../../src/compare/work.ts";
import { comparePolicies, type CompiledPolicy } from "../../src/index.ts";
import { policyWith, registry } from "../support.ts";

const times = <T>(count: number, make: (index: number) => T): readonly T[] => Array.from({ length: count }, (_, index) => make(index));
const policy = (capability: string, allow: readonly object[]): CompiledPolicy => policyWith(capability, { allow: allow.map((it, index) => ({ id: `r${index}`, ...it })) });
const mail = (...where: readonly object[]): CompiledPolicy => policy("mail.send", where.map((it) => ({ where: it })));

const hostile: readonly (readonly [string, CompiledPolicy])[] = [
  ["long patterns", mail(...times(200, (it) => ({ "/subject": { pattern: `(a|b)*${"ab".repeat(20)}(a|b){${it},200}` } })))],
  ["patterns that look at much and read nothing", mail(...times(20, (it) => ({ "/subject": { pattern: `((|||||||||||)x?){300}a{${it}}` } })))],
  ["patterns of many characters", mail(...times(20, (it) => ({ "/subject": { pattern: `[${times(200, (at) => String.fromCodePoint(0x4e00 + it * 400 + at * 2)).join("")}]*` } })))],
  ["lists of many lengths", mail(...times(60, (it) => ({ "/to": { length: { min: it * 8, max: 900 - it } } })))],
  ["numbers beside numbers", mail(...times(100, (it) => ({ "/priority": { oneOf: times(50, (at) => it * 50 + at) } })))],
  ["conditions on many arguments", mail(...times(12, (it) => ({ "/subject": { pattern: `.*${String.fromCodePoint(0x61 + it)}.*` }, "/priority": { int: { min: it } }, "/weight": { number: { min: it } } })))],
  ["values of two arguments", mail(...times(20, (it) => ({ "/priority": { const: it * 2 }, "/weight": { number: { min: it * 2 } } })))],
  ["vectors of many ways", policy("shell", times(30, (it) => ({ bin: "git", argv: [{ many: { oneOf: [`a${it}`, "b", "c"] } }, "b", { many: { oneOf: ["b", "c"] } }, { flags: times(6, (at) => `-${String.fromCodePoint(0x61 + at)}`) }] })))],
  ["places within places", policy("fs.read", times(60, (it) => ({ path: { within: ["notes", `d${it}`], not: [`**/k${it}*`, `**/*.${it}`] } })))],
  ["places among arguments", policy("shell", times(20, (it) => ({ bin: "git", argv: [{ path: { within: `d${it}`, not: [`**/k${it}*`] } }], cwd: `c${it % 3}` })))],
  ["many hosts", policy("http.get", times(100, (it) => ({ url: { origin: `https://h${it}.example`, path: "/**", addresses: [`10.${it}.0.0/16`] } })))],
  ["many ranges", policy("http.get", times(60, (it) => ({ url: { origin: "https://h.example", path: `/${it}/**`, addresses: times(30, (at) => `10.${it}.${at}.0/24`) } })))],
  ["many programs", policy("shell", times(400, (it) => ({ bin: `p${it}`, argv: [] })))],
];

describe("what a comparison may cost (FC-POL-0002.R19)", () => {
  it.each(hostile)("ends in time for %s, undecided", (_what, it) => {
    const work = newWork(20_000);
    expect(compareWithin(work, it, it, registry)).toMatchObject({ equivalent: false, calls: [], undecided: [{}] });
    expect(work.spent()).toBeGreaterThan(20_000);
    // The step in which it ends may be a large one.
    expect(work.spent()).toBeLessThan(400_000);
  });

  it.each(hostile)("ends in time for rules of %s that are looked at one by one", (_what, it) => {
    const work = newWork(20_000);
    const findings = lintWithin(work, it, registry);
    expect(findings.some(({ kind }) => kind === "undecided" || kind === "unreachable")).toBe(true);
    expect(work.spent()).toBeLessThan(1_000_000);
  });

  it("claims nothing of what came after it was spent", () => {
    const two = policyWith("shell", { allow: [{ id: "a", bin: "git", argv: [{ many: { oneOf: ["a", "b"] } }] }] });
    const spent = newWork(0);
    expect(compareWithin(spent, two, two, registry)).toMatchObject({ equivalent: false, undecided: [{ capability: "shell", why: expect.stringContaining("too large") }] });
  });

  it.each([
    ["arguments", mail({ "/subject": { pattern: "[ab]*" }, "/priority": { int: { min: 1, max: 3 } } })],
    ["places", policy("fs.read", [{ path: { within: ["notes", "deep"], not: ["*.key"] } }])],
    ["URLs", policy("http.get", [{ url: { origin: "https://h.example", path: "/v1/**", addresses: ["10.0.0.0/8"] } }])],
    ["programs", policy("shell", [{ bin: "git", argv: ["log", { optional: { path: { within: "notes" } } }] }, { bin: "ls" }])],
  ])("comes to the same count each time for %s, and to an answer only if there is enough", (_what, small) => {
    const counts = times(2, () => {
      const work = newWork(Number.POSITIVE_INFINITY);
      expect(compareWithin(work, small, small, registry).equivalent).toBe(true);
      return work.spent();
    });
    expect(counts[0]).toBe(counts[1]);
    const [enough = 0] = counts;
    expect(compareWithin(newWork(enough), small, small, registry).equivalent).toBe(true);
    // Wherever it runs out, it says so.
    for (const most of times(8, (it) => Math.floor((enough * it) / 8))) expect(compareWithin(newWork(most), small, small, registry).equivalent).toBe(false);
    for (const most of times(5, (it) => enough - 1 - it)) expect(compareWithin(newWork(most), small, small, registry)).toMatchObject({ equivalent: false, undecided: [{}] });
  });

  it("counts what is combined, however little of it differs", () => {
    const spent = (...where: readonly object[]): number => {
      const [work, it] = [newWork(Number.POSITIVE_INFINITY), mail(...where)];
      compareWithin(work, it, it, registry);
      return work.spent();
    };
    const [priority, weight] = [times(20, (it) => ({ "/priority": { const: it * 2 } })), times(20, (it) => ({ "/weight": { const: it * 2 } }))];
    // Two lists are written out.
    expect(spent({ "/to": { length: { max: 900 } } })).toBeGreaterThan(900 + 901);
    // Each of twenty with each of twenty, in forty rules of each of two policies.
    expect(spent(...priority, ...weight)).toBeGreaterThan(2 * (spent(...priority) + spent(...weight)) + 20 * 20 * 80);
  });

  it("decides what people write", () => {
    const hosts = policy("http.get", times(12, (it) => ({ url: { origin: `https://h${it}.example`, path: "/**", addresses: [`10.${it}.0.0/16`] } })));
    const programs = policy("shell", times(20, (it) => ({ bin: `p${it}`, argv: [{ optional: "-v" }] })));
    for (const it of [hosts, programs]) expect(comparePolicies(it, it, registry).equivalent).toBe(true);
  });
});
