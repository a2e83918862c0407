import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readJournal, verifyJournal } from "@femtoclaw/memory/host";
import { FemtoClawError, ok, type RunId } from "@femtoclaw/protocol";
import {
  Agent, Config, migrate, migrateBack, planConfiguration, planMigration, Policy, readRuntimeMigrated, replayRun,
  type ConfigurationPlan, type ConfigurationStep, type MigrationOrder, type RecordedMigration,
} from "@femtoclaw/runtime";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { ageJournal, formatZero } from "../../memory/test/host/format-zero.ts";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "femtoclaw-migrate-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const old = "# ours\nversion: 0\nhistory: records\n";
const current = "# ours\nversion: 1\njournal: records\n";
const rename: ConfigurationStep = { from: 0, to: 1, what: "history is called journal", apply: (text) => ok(text.replace("version: 0", "version: 1").replace("history:", "journal:")) };

const at = (name: string): string => join(directory, name);
const plan = (steps: readonly ConfigurationStep[] = [rename]): Promise<ConfigurationPlan> => {
  const planned = planConfiguration(readFileSync(at("femtoclaw.yaml"), "utf8"), at("femtoclaw.yaml"), steps);
  if (!planned.ok) throw new Error(JSON.stringify(planned.fault));
  return Promise.resolve(planned.value);
};
const order = (more: Partial<MigrationOrder> = {}): MigrationOrder => ({
  journal: at("records"), file: at("femtoclaw.yaml"), configuration: () => plan(), who: "ann", why: "the new release", formats: [formatZero], ...more,
});
const codeOf = (act: Promise<unknown>): Promise<string> => act.then(() => "no rejection", (error: unknown) => (error instanceof FemtoClawError ? error.code : String(error)));

const work = async (): Promise<RunId> => {
  const { run } = await new Agent(Config.industrial({ journal: at("records"), workspace: directory })).enforcePolicy(Policy.Strict).run("Report whether you are ready.");
  return run;
};
const lastMigration = async (): Promise<RecordedMigration | null> => {
  let last: RecordedMigration | null = null;
  for await (const { record } of readJournal(at("records"))) last = readRuntimeMigrated(record) ?? last;
  return last;
};
const files = (): Readonly<Record<string, string>> =>
  Object.fromEntries(readdirSync(directory, { recursive: true, withFileTypes: true }).flatMap((it) => {
    const file = join(it.parentPath, it.name);
    return it.isFile() && !file.includes("/index/") ? [[file.slice(directory.length + 1), readFileSync(file, "base64")]] : [];
  }));

describe("migrate()", () => {
  it("brings journal and configuration forward together, records it with who and why, and every run still replays (FC-UPGRADE-0001.R9)", async () => {
    const run = await work();
    const replayed = await replayRun(at("records"), run);
    const records = (await verifyJournal(at("records"))).records;
    await ageJournal(at("records"));
    writeFileSync(at("femtoclaw.yaml"), old);
    const before = files();

    expect(await planMigration(order())).toMatchObject({ journal: { format: 0, current: 1, records, tornBytes: 0 }, configuration: { from: 0, to: 1, what: ["history is called journal"] } });
    expect(files()).toEqual(before);

    expect(await migrate(order())).toMatchObject({ settled: "none", done: { who: "ann", why: "the new release", back: false, journal: { from: 0, to: 1, records, backup: "records.format-0" } } });
    expect(readFileSync(at("femtoclaw.yaml"), "utf8")).toBe(current);
    expect(readFileSync(at("femtoclaw.yaml.version-0"), "utf8")).toBe(old);
    expect(await lastMigration()).toMatchObject({
      version: "0.1.0", who: "ann", back: false,
      journal: { from: 0, to: 1, records, backup: "records.format-0" },
      configuration: { file: "femtoclaw.yaml", from: 0, to: 1, backup: "femtoclaw.yaml.version-0" },
    });
    expect(await replayRun(at("records"), run)).toEqual(replayed);
    expect(await migrate(order())).toMatchObject({ settled: "none", done: null });

    // It goes on, and then there is something to lose.
    await work();
    expect(await codeOf(migrateBack({ ...order(), acceptLoss: false }))).toBe("FC_MIGRATION_LOSS");
    const undone = await migrateBack({ ...order(), acceptLoss: true });
    expect(undone).toMatchObject({ undone: { who: "ann" }, lost: expect.any(Number) });
    expect(undone.lost).toBeGreaterThan(5);
    expect(Object.fromEntries(Object.entries(files()).filter(([name]) => name in before))).toEqual(before);
    expect((await verifyJournal(undone.aside[0] ?? "")).ok).toBe(true);
  });

  it("records the way back where the journal stays, and goes back from nothing twice (FC-UPGRADE-0001.R8, FC-UPGRADE-0001.R9)", async () => {
    await work();
    writeFileSync(at("femtoclaw.yaml"), old);
    expect(await migrate(order())).toMatchObject({ done: { journal: null, configuration: { from: 0, to: 1 } } });
    expect(await codeOf(migrateBack({ ...order({ file: at("other.yaml") }), acceptLoss: false }))).toBe("FC_MIGRATION_NONE");
    await work();
    expect(await migrateBack({ ...order({ who: "bob", why: "too soon" }), acceptLoss: false })).toMatchObject({ lost: 0, undone: { who: "ann" } });
    expect(readFileSync(at("femtoclaw.yaml"), "utf8")).toBe(old);
    expect(await lastMigration()).toMatchObject({ who: "bob", why: "too soon", back: true, journal: null });
    expect(await codeOf(migrateBack({ ...order(), acceptLoss: true }))).toBe("FC_MIGRATION_NONE");
  });

  it.each(["", " ", "x".repeat(1_001), "\ud800"])("wants a word on who and why", async (why) => {
    await work();
    writeFileSync(at("femtoclaw.yaml"), old);
    const before = files();
    expect(await codeOf(migrate(order({ why })))).toBe("FC_USAGE");
    expect(files()).toEqual(before);
  });
});

describe("planConfiguration()", () => {
  const faultOf = (text: string, ...steps: readonly ConfigurationStep[]) => {
    const planned = planConfiguration(text, "femtoclaw.yaml", steps);
    return planned.ok ? null : planned.fault[0];
  };

  it("takes each step in turn and keeps what a person wrote beside the values", () => {
    const first: ConfigurationStep = { from: -1, to: 0, what: "a version is a number", apply: (text) => ok(text.replace("version: -1", "version: 0")) };
    expect(planConfiguration(old.replace("version: 0", "version: -1"), "femtoclaw.yaml", [rename, first])).toMatchObject({ ok: true, value: { from: -1, to: 1, after: current, what: ["a version is a number", "history is called journal"] } });
    expect(planConfiguration(current, "femtoclaw.yaml")).toMatchObject({ ok: true, value: { from: 1, to: 1, what: [], before: current, after: current } });
  });

  const wrong: readonly (readonly [what: string, text: string, steps: readonly ConfigurationStep[], found: string])[] = [
    ["a later version", "version: 2\n", [], "version 2"],
    ["an earlier one without a step", "version: 0\n", [], "version 0"],
    ["no version", "journal: x\n", [], "none"],
    ["a version that is no number", "version: one\n", [], "string"],
    ["a step that does not lead where it says", old, [{ ...rename, apply: ok }], "version 0"],
    ["a step backwards", old, [{ ...rename, to: 0 }], "version 0"],
    ["a step to a shape that is none", old, [{ ...rename, apply: (text) => ok(text.replace("version: 0", "version: 1")) }], "an unknown key"],
  ];
  it.each(wrong)("refuses %s", (_what, text, steps, found) => {
    expect(faultOf(text, ...steps)).toMatchObject({ code: "FC_CONFIG_SCHEMA", found: expect.stringContaining(found) });
  });
});
