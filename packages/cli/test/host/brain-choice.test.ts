import { describe, expect, it } from "vitest";
import { chooseBrain, type BrainFlags } from "../../src/host/brain-choice.ts";

const none: BrainFlags = { brain: null, scenario: null, seed: null, endpoint: null, model: null, apiKeyEnv: null, replayRun: null };
const simulation = { kind: "simulation", scenario: "/s.yaml", seed: 7 } as const;
const openai = { kind: "openai", endpoint: "http://127.0.0.1:1/v1", model: "m", apiKeyEnv: "KEY" } as const;

describe("the brain of a command", () => {
  it("is the configured one without flags", () => {
    expect(chooseBrain(none, openai)).toEqual({ ok: true, value: openai });
  });
  it("keeps what the flags leave out, where the kind is the same", () => {
    expect(chooseBrain({ ...none, model: "other" }, openai)).toEqual({ ok: true, value: { ...openai, model: "other" } });
    expect(chooseBrain({ ...none, seed: 1 }, simulation)).toEqual({ ok: true, value: { ...simulation, seed: 1 } });
  });
  it("is the kind that a flag belongs to", () => {
    expect(chooseBrain({ ...none, endpoint: "http://x/v1", model: "m" }, simulation)).toMatchObject({ ok: true, value: { kind: "openai", apiKeyEnv: null } });
    expect(chooseBrain({ ...none, replayRun: "last" }, openai)).toEqual({ ok: true, value: { kind: "replay", run: "last" } });
  });
  it.each([
    ["two kinds of flags", { ...none, scenario: "s", model: "m" }, "FC_USAGE"],
    ["flags of another kind than named", { ...none, brain: "simulation", endpoint: "http://x/v1" }, "FC_USAGE"],
    ["an unknown kind", { ...none, brain: "oracle" }, "FC_CONFIG_BRAIN"],
    ["no endpoint", { ...none, brain: "openai" }, "FC_CONFIG_MISSING"],
    ["no model", { ...none, endpoint: "http://x/v1" }, "FC_CONFIG_MISSING"],
    ["no run", { ...none, brain: "replay" }, "FC_CONFIG_MISSING"],
  ] as const)("is refused for %s", (_what, flags, code) => {
    expect(chooseBrain(flags, simulation)).toMatchObject({ ok: false, fault: { code } });
  });
});
