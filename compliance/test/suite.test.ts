import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { checks } from "../src/checks/index.ts";
import { loadSuite, type LoadedSuite } from "../src/load-vectors.ts";
import { specificationsDirectory, vectorsDirectory } from "../src/own-suite.ts";
import { exitCodes, suite, type SuiteOptions } from "../src/suite.ts";
import { assembledTarget } from "../src/targets/index.ts";
import { brokenNamed, loaded, vectors } from "./support.ts";

const base: SuiteOptions = { loaded, vectors };
const place = mkdtempSync(join(tmpdir(), "femtoclaw-suite-"));
afterAll(() => rmSync(place, { recursive: true, force: true }));

const vectorFile = (change: object = {}): string =>
  JSON.stringify({
    about: "for a test",
    notes: { Flag: { bugClass: "a class", effect: "an effect of it" } },
    vectors: [{ id: "one", title: "A vector with nothing special.", req: ["FC-PROTO-0001.R2"], kind: "positive", flags: ["Flag"], assembly: { policy: null, brain: [{ message: "x" }] }, expect: { thoughts: 1 }, ...change }],
  });

let made = 0;
const suiteWith = (files: { readonly [path: string]: string }): LoadedSuite => {
  made += 1;
  const directory = join(place, `${made}`);
  mkdirSync(directory);
  cpSync(join(vectorsDirectory, "capabilities.json"), join(directory, "capabilities.json"));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(directory, path, ".."), { recursive: true });
    writeFileSync(join(directory, path), text);
  }
  return loadSuite({ directory, requirements: join(specificationsDirectory, "requirements.lock.json"), broken: [] });
};

describe("suite() concludes", () => {
  it("conformant when every check passed", async () => {
    const report = await suite(assembledTarget).run({ ...base, only: ["protocol/message"] });
    expect(report).toMatchObject({ conclusion: "conformant", failed: 0, notMeasured: 0 });
    expect(report.checks).toBeGreaterThan(5);
    expect(exitCodes[report.conclusion]).toBe(0);
  });

  it("nonconformant when one check failed", async () => {
    const report = await suite(brokenNamed("echoes-input")).run({ ...base, only: ["protocol/message", "protocol/empty"] });
    expect(exitCodes[report.conclusion]).toBe(1);
    expect(report.results.find(({ vector }) => vector.name === "protocol/message")?.failures.map(({ check }) => check)).toContain("answers");
  });

  it("not measured when there are no vectors", async () => {
    const report = await suite(assembledTarget).run({ ...base, loaded: { ...loaded, vectors: [] } });
    expect(exitCodes[report.conclusion]).toBe(3);
  });

  it("not measured when the target supports nothing that the vectors need", async () => {
    const report = await suite({ ...assembledTarget, supports: [] }).run({ ...base, only: ["journal/in-doubt", "journal/edit"] });
    expect(exitCodes[report.conclusion]).toBe(3);
    expect(report.results.map(({ notMeasured }) => notMeasured)).toEqual(["assembled does not support journal-format-1", "assembled does not support crash"]);
  });

  it("not measured when every check is turned off", async () => {
    const withoutChecks = checks.map(({ name }) => name);
    const report = await suite(assembledTarget).run({ ...base, only: ["protocol/message"], withoutChecks });
    expect(report).toMatchObject({ conclusion: "notMeasured", checks: 0 });
  });

  it("stale when a vector that is expected to fail passes", async () => {
    const report = await suite(assembledTarget).run({ ...base, only: ["protocol/message"], expectedFailures: [{ vector: "protocol/message", why: "long repaired" }] });
    expect(exitCodes[report.conclusion]).toBe(2);
    expect(report.stale).toEqual([{ file: "protocol/message", what: "passes, and is expected to fail (long repaired)" }]);
  });

  it("stale when a vector that is expected to fail does not exist", async () => {
    const report = await suite(assembledTarget).run({ ...base, only: ["protocol/message"], expectedFailures: [{ vector: "protocol/gone", why: "removed" }] });
    expect(exitCodes[report.conclusion]).toBe(2);
  });

  it("conformant, with the failure counted, when what was expected to fail fails", async () => {
    const report = await suite(brokenNamed("echoes-input")).run({ ...base, only: ["protocol/message"], expectedFailures: [{ vector: "protocol/message", why: "it echoes" }] });
    expect(report).toMatchObject({ conclusion: "conformant", failed: 1, excused: 1 });
  });

  it("the same from the same seed, in the same order", async () => {
    const order = async (seed: string): Promise<readonly string[]> => {
      const names: string[] = [];
      const only = loaded.vectors.filter(({ file }) => file === "protocol/accepted.json").slice(0, 6).map(({ name }) => name);
      await suite(assembledTarget).run({ ...base, only, seed, jobs: 1, onResult: ({ vector }) => names.push(vector.name) });
      return names;
    };
    const [first, again, other] = [await order("a"), await order("a"), await order("b")];
    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it("in bounded time, whatever the target does", async () => {
    const never = new Promise<never>(() => {});
    const stuck = { ...assembledTarget, name: "stuck", createRuntime: () => never };
    const only = ["machine/brain-hangs"];
    const report = await suite(stuck).run({ ...base, only });
    expect(report.results[0]?.failures.map(({ check }) => check)).toContain("in-time");
    expect(report.durationMs).toBeLessThan(10_000);
  });
});

describe("a suite that is not in order measures nothing:", () => {
  // Put together here, so that the check of citations does not find it.
  const absent = `FC-PROTO-0001.${"R99"}`;
  const bad: readonly (readonly [what: string, files: { readonly [path: string]: string }, complaint: RegExp])[] = [
    ["an unknown folder", { "weather/one.json": vectorFile() }, /is not a domain/],
    ["a file outside every folder", { "one.json": vectorFile() }, /does not belong here/],
    ["a requirement that does not exist", { "protocol/one.json": vectorFile({ req: [absent] }) }, /R99, which is no requirement/],
    ["a broken runtime that does not exist", { "protocol/one.json": vectorFile({ kills: ["nobody"] }) }, /no such broken runtime/],
    ["a flag without a note", { "protocol/one.json": vectorFile({ flags: ["Other"] }) }, /which no note explains/],
    ["a vector that expects nothing", { "protocol/one.json": vectorFile({ expect: {} }) }, /expects nothing/],
    ["an unknown capability", { "protocol/one.json": vectorFile({ assembly: { capabilities: [{ use: "mail.nowhere" }] } }) }, /does not describe/],
    ["two vectors of one id", { "protocol/one.json": vectorFile(), "protocol/two.json": vectorFile() }, /stands twice/],
    ["a text that is not JSON", { "protocol/one.json": "{" }, /is not JSON/],
  ];

  it.each(bad)("%s", async (_what, files, complaint) => {
    const broken = suiteWith({ "machine/fine.json": vectorFile({ id: "fine" }), ...files });
    expect(broken.defects.map(({ what }) => what).join("\n")).toMatch(complaint);
    const report = await suite(assembledTarget).run({ ...base, loaded: broken });
    expect(exitCodes[report.conclusion]).toBe(2);
    expect(report.results).toEqual([]);
  });

  it("and the same without the defect is measured", async () => {
    const whole = suiteWith({ "machine/fine.json": vectorFile({ id: "fine" }), "protocol/one.json": vectorFile() });
    expect(whole.defects).toEqual([]);
    expect(await suite(assembledTarget).run({ ...base, loaded: whole })).toMatchObject({ conclusion: "conformant" });
  });
});
