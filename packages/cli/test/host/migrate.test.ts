import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { captured, documentOf, femtoclaw, message, place, scenario, usualPolicy } from "../support.ts";

const recorded = async (): Promise<string> => {
  const directory = place({
    "policy.yaml": usualPolicy,
    "femtoclaw.yaml": "version: 1\npolicy: policy.yaml\nbrain: {kind: simulation, scenario: scenario.yaml}\n",
    "scenario.yaml": scenario(message("Done.")),
  });
  expect((await femtoclaw(directory, ["run", "x"])).code).toBe(0);
  return directory;
};
const files = (directory: string): Readonly<Record<string, string>> =>
  Object.fromEntries(readdirSync(directory, { recursive: true, withFileTypes: true }).flatMap((it) => (it.isFile() ? [[join(it.parentPath, it.name), readFileSync(join(it.parentPath, it.name), "base64")]] : [])));

describe("femtoclaw migrate", () => {
  it("says on a dry run that there is nothing to do and what it checked, and writes not one byte (FC-UPGRADE-0001.R10)", { timeout: 30_000 }, async () => {
    const directory = await recorded();
    const before = files(directory);
    const { code, stdout } = await captured(["migrate", "--dry-run"], directory);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^nothing to migrate {2}everything is in the form of this version {2}dry run: nothing was written\n {2}journal +\.femtoclaw\/journal {2}format 1, \d+ records whole and linked, .*\n {2}configuration +femtoclaw\.yaml {2}version 1/);
    expect(documentOf(await captured(["migrate", "--dry-run", "--json"], directory))).toMatchObject({ dryRun: true, needed: false, journal: { format: 1, current: 1 }, configuration: { from: 1, to: 1 } });
    expect(files(directory)).toEqual(before);
    expect(documentOf(await captured(["migrate", "--json"], directory))).toMatchObject({ settled: "none", migrated: null });
  });

  it("says so before there is a journal, and needs no configuration", async () => {
    const { code, stdout } = await captured(["migrate", "--dry-run"], place());
    expect(code).toBe(0);
    expect(stdout).toContain("none yet");
  });

  it("finds damage, and a configuration that nobody can bring forward", { timeout: 30_000 }, async () => {
    const directory = await recorded();
    const segment = join(directory, ".femtoclaw/journal/0000000000000001.segment");
    const bytes = readFileSync(segment);
    bytes[200] = (bytes[200] ?? 0) ^ 1;
    writeFileSync(segment, bytes);
    expect(await captured(["migrate", "--dry-run"], directory)).toMatchObject({ code: 9, stderr: expect.stringContaining("FC_JOURNAL_DAMAGED") });
    writeFileSync(join(directory, "femtoclaw.yaml"), "version: 2\n");
    expect(await captured(["migrate", "--dry-run"], directory)).toMatchObject({ code: 3, stderr: expect.stringContaining("version 1, or one that leads to it") });
  });

  it("settles what was cut short, until which no run begins (FC-UPGRADE-0001.R7)", { timeout: 60_000 }, async () => {
    const directory = await recorded();
    const journal = join(directory, ".femtoclaw/journal");
    mkdirSync(`${journal}.migrating`);
    writeFileSync(`${journal}.migration`, JSON.stringify({ version: 1, phase: "preparing", lock: [journal], remove: [`${journal}.migrating`] }));
    expect(await femtoclaw(directory, ["run", "x"])).toMatchObject({ code: 10, stderr: expect.stringContaining("FC_MIGRATION_UNFINISHED") });
    expect(await captured(["migrate", "--dry-run"], directory)).toMatchObject({ code: 10, stderr: expect.stringContaining("Run `femtoclaw migrate`") });
    expect((await captured(["migrate"], directory)).stdout).toMatch(/^cut short {2}a migration that had been cut short was taken back\nnothing to migrate/);
    expect(readdirSync(join(directory, ".femtoclaw"))).toEqual(["journal"]);
    expect((await femtoclaw(directory, ["run", "x"])).code).toBe(0);
  });

  it("goes back from nothing where nothing was migrated, and understands no two words at once", { timeout: 30_000 }, async () => {
    const directory = await recorded();
    expect(await captured(["migrate", "--back"], directory)).toMatchObject({ code: 2, stderr: expect.stringContaining("FC_MIGRATION_NONE") });
    expect((await captured(["migrate", "--back", "--dry-run"], directory)).code).toBe(2);
    expect((await captured(["migrate", "--accept-loss"], directory)).code).toBe(2);
    rmSync(join(directory, "femtoclaw.yaml"));
    expect((await captured(["migrate", "--why", "x".repeat(2_000)], directory)).code).toBe(2);
  });
});

describe("femtoclaw audit config (FC-UPGRADE-0001.R11)", () => {
  it("lists what governed, in order, and what changed from one start to the next", { timeout: 60_000 }, async () => {
    const directory = await recorded();
    await femtoclaw(directory, ["run", "x"]);
    await femtoclaw(directory, ["run", "x", "--profile", "strict"]);
    const { code, stdout } = await captured(["audit", "config"], directory);
    expect(code).toBe(0);
    expect(stdout).toMatch(/#1 .*version .*2 starts\n +policy policy\.yaml {2}industrial {2}sha256:\w+…\n +configuration {2}sha256:\w+…\n {3}#\d+ .*1 start\n/);
    expect(stdout).toContain("/configuration/profile  null → strict");
    const { history, hidden } = documentOf(await captured(["audit", "config", "--limit", "1", "--json"], directory));
    expect(hidden).toBe(1);
    expect(history).toMatchObject([{ kind: "started", starts: 1, policy: { profile: "strict" }, configuration: { value: { profile: "strict" } }, changes: expect.arrayContaining([{ pointer: "/configuration/profile", before: null, after: "strict" }]) }]);
    expect(documentOf(await captured(["status", "--json"], directory)).configuration).toBe(history[0].configuration.digest);
  });
});
