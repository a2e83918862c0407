import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Config, loadConfig, openRuntime, readConfig } from "@femtoclaw/runtime";
import { describe, expect, it } from "vitest";

const faultsOf = (text: string): readonly string[] => {
  const result = readConfig(text, "femtoclaw.yaml");
  return result.ok ? [] : result.fault.map((it) => `${it.at?.line}:${it.at?.column} ${it.code} ${it.at?.pointer ?? ""}`);
};

describe("readConfig()", () => {
  it("fills in every default", () => {
    expect(readConfig("version: 1\n", "x")).toEqual({ ok: true, value: Config.industrial({ profile: null }) });
  });

  it("reports every defect at once, each with its place", () => {
    const text = "version: 2\nworkspace: 7\nbrain:\n  kind: oracle\nlimits:\n  inferenceTimeoutMs: -1\nnope: 1\n";
    expect(faultsOf(text).toSorted()).toEqual([
      "1:1 FC_CONFIG_SCHEMA /version",
      "2:1 FC_CONFIG_SCHEMA /workspace",
      "4:3 FC_CONFIG_SCHEMA /brain/kind",
      "6:3 FC_CONFIG_SCHEMA /limits/inferenceTimeoutMs",
      "7:1 FC_CONFIG_SCHEMA /nope",
    ]);
  });

  it.each(["endpoint", "model"])("wants the %s of an openai brain", (key) => {
    const all = { endpoint: "http://127.0.0.1:1/v1", model: "m" };
    const rest = Object.entries(all).filter(([name]) => name !== key);
    const text = `version: 1\nbrain: ${JSON.stringify({ kind: "openai", ...Object.fromEntries(rest) })}\n`;
    expect(faultsOf(text)).toEqual(["2:1 FC_CONFIG_SCHEMA /brain"]);
  });

  it("takes a key for checkpoints and the bounds beside it, and none without a key (FC-CRYPTO-0001.R10)", () => {
    expect(readConfig("version: 1\ncheckpoint: {key: k, everyRecords: 7}\n", "x")).toMatchObject({ ok: true, value: { checkpoint: { key: "k", everyRecords: 7, everyMs: 300_000, keep: 1_000 } } });
    expect(faultsOf("version: 1\ncheckpoint: {everyRecords: 7}\n")).toEqual(["2:1 FC_CONFIG_SCHEMA /checkpoint/key"]);
    expect(faultsOf("version: 1\ncheckpoint: {key: k, everyRecords: 0, everyMs: 1, keep: 0}\n")).toHaveLength(3);
  });

  it("archives nothing unless it says so, and then keeps thirty days (FC-UPGRADE-0001.R12)", () => {
    expect(Config.industrial().retention).toEqual({ archive: false, keepDays: 30 });
    expect(readConfig("version: 1\nretention: {archive: true}\n", "x")).toMatchObject({ ok: true, value: { retention: { archive: true, keepDays: 30 } } });
    expect(readConfig("version: 1\nretention: {keepDays: 0}\n", "x")).toMatchObject({ ok: true, value: { retention: { archive: false, keepDays: 0 } } });
    expect(faultsOf("version: 1\nretention: {archive: yes please, keepDays: -1}\n")).toHaveLength(2);
  });

  it("refuses what is not YAML", () => {
    expect(faultsOf("version: [1\n").length).toBeGreaterThan(0);
  });
});

describe("loadConfig()", () => {
  it("sees paths from the file's directory", async () => {
    const directory = mkdtempSync(join(tmpdir(), "femtoclaw-config-"));
    writeFileSync(join(directory, "femtoclaw.yaml"), "version: 1\njournal: j\npolicy: p.yaml\nbrain: {kind: simulation, scenario: s.yaml}\n");
    const config = await loadConfig(join(directory, "femtoclaw.yaml"));
    expect(config).toMatchObject({
      ok: true,
      value: { workspace: directory, journal: join(directory, "j"), policy: join(directory, "p.yaml"), brain: { scenario: join(directory, "s.yaml") } },
    });
    rmSync(directory, { recursive: true });
  });

  it("names a file that is not there", async () => {
    expect(await loadConfig("/nowhere/femtoclaw.yaml")).toMatchObject({ ok: false, fault: [{ code: "FC_CONFIG_FILE", found: "ENOENT" }] });
  });

  it("names a policy that is not there before it touches the journal", async () => {
    const journal = join(tmpdir(), `femtoclaw-untouched-${process.pid}`);
    const config = Config.industrial({ policy: "/nowhere/policy.yaml", journal });
    await expect(openRuntime(config, { environment: {} })).rejects.toMatchObject({ code: "FC_CONFIG_FILE" });
    expect((await loadConfig(journal)).ok).toBe(false);
  });

  it("wants the brain's key where the configuration says it is", async () => {
    const brain = { kind: "openai", endpoint: "http://127.0.0.1:1/v1", model: "m", apiKeyEnv: "FEMTOCLAW_NO_SUCH_KEY" } as const;
    await expect(openRuntime(Config.industrial({ brain }), { environment: {} })).rejects.toMatchObject({ code: "FC_CONFIG_KEY" });
  });
});
