import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { readJournal, sha256 } from "@femtoclaw/memory/host";
import { digestOf } from "@femtoclaw/protocol";
import { Config, openRuntime, readRuntimeStarted, replayRun, type RuntimeBeginning } from "@femtoclaw/runtime";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { configurationValue } from "../src/configuration-value.ts";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "femtoclaw-recorded-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const canary = "canary-0123456789-abcdef";

const beginningOf = async (config: Partial<Config>, environment: { readonly [name: string]: string } = {}): Promise<{ readonly beginning: RuntimeBeginning | null; readonly bytes: string }> => {
  const journal = join(directory, "journal");
  const runtime = await openRuntime(Config.industrial({ journal, workspace: directory, ...config }), { environment });
  const run = runtime.openRun();
  if (config.brain === undefined) await run.submit("Are you ready?");
  await run.close();
  await runtime.close();
  expect(await replayRun(journal, run.id)).toMatchObject({ identical: true });
  let beginning: RuntimeBeginning | null = null;
  let bytes = "";
  for await (const { record, bytes: text } of readJournal(journal)) {
    beginning = readRuntimeStarted(record) ?? beginning;
    bytes += text;
  }
  return { beginning, bytes };
};

describe("the configuration in the record of a start (FC-UPGRADE-0001.R11)", () => {
  it("is all of it, with its digest, and no replay needs it", async () => {
    const { beginning } = await beginningOf({ memory: { maxEntries: 7, maxTokens: 900 }, secretsFromEnvironment: ["OUR_KEY"] });
    const recorded = beginning?.configuration;
    expect(recorded?.value).toMatchObject({ workspace: directory, policy: null, profile: "industrial", brain: { kind: "simulation" }, memory: { maxEntries: 7, maxTokens: 900 }, limits: { maxReplyBytes: 65_536 }, log: null, secretsFromEnvironment: ["OUR_KEY"] });
    expect(Object.keys(recorded?.value ?? {}).sort()).toEqual(Object.keys(Config.industrial()).sort());
    expect(recorded?.digest).toBe(digestOf(recorded?.value ?? {}, sha256));
  });

  it("holds no secret: neither a known one, nor what an endpoint's address carries", async () => {
    const { beginning, bytes } = await beginningOf(
      {
        brain: { kind: "openai", endpoint: `https://llm.example.com/v1?key=${canary}`, model: `model-${canary}-large`, apiKeyEnv: "OUR_KEY" },
        secretsFromEnvironment: ["OTHER"],
      },
      { OUR_KEY: canary, OTHER: "another-secret-value" },
    );
    expect(beginning?.configuration?.value["brain"]).toMatchObject({ endpoint: "https://llm.example.com/v1", apiKeyEnv: "OUR_KEY" });
    expect(JSON.stringify(beginning?.configuration)).not.toContain(canary);
    expect(bytes).toContain("llm.example.com");
  });

  it("shows nothing of what stands before a host, however often there is an @ in it", () => {
    const endpoint = "https://user:pa@ss@word@llm.example.com/v1";
    const value = configurationValue(Config.industrial({ brain: { kind: "openai", endpoint, model: "m", apiKeyEnv: null } }));
    expect(value["brain"]).toMatchObject({ endpoint: "https://llm.example.com/v1" });
  });
});
