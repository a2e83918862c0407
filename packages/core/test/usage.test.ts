import { noUsage } from "@femtoclaw/gate";
import { describe, expect, it } from "vitest";
import { countExecution, keptBy } from "../src/usage.ts";
import { definition } from "./support/definition.ts";

describe("countExecution()", () => {
  it("counts in all and for each capability", () => {
    const usage = countExecution(countExecution(countExecution(noUsage, "a", 1), "b", 2), "a", 3);
    expect(usage).toEqual({ executions: 3, byCapability: { a: 2, b: 1 }, recentByCapability: { a: [1, 3], b: [2] } });
    expect(noUsage.executions).toBe(0);
  });

  it("forgets what is a minute old, and only for the rate", () => {
    const usage = countExecution(countExecution(countExecution(noUsage, "a", 0), "a", 1), "a", 60_000);
    expect(usage.recentByCapability["a"]).toEqual([1, 60_000]);
    expect(usage.byCapability["a"]).toBe(3);
  });

  it("keeps times as far back as the policy's window looks, and no more of them than it counts (FC-POL-0002.R16)", () => {
    const block = definition.policy.capabilities.get("echo");
    if (block === undefined) throw new Error("no block");
    const times = (limits: Partial<typeof block>, ...at: readonly number[]): readonly number[] | undefined => {
      const kept = keptBy({ ...definition.policy, capabilities: new Map([["echo", { ...block, ...limits }]]) }, "echo");
      return at.reduce((usage, time) => countExecution(usage, "echo", time, kept), noUsage).recentByCapability["echo"];
    };
    const hour = 3_600_000;
    expect(times({ window: { count: 3, windowMs: hour } }, 0, 1, hour)).toEqual([1, hour]);
    expect(times({ window: { count: 2, windowMs: hour } }, 1, 2, 3)).toEqual([2, 3]);
    expect(times({ perMinute: 3, window: { count: 2, windowMs: 10 } }, 1, 2, 3, 4)).toEqual([2, 3, 4]);
    expect(times({ perMinute: 3, window: { count: 2, windowMs: 10 } }, 1, 60_001)).toEqual([60_001]);
    expect(times({ perMinute: 1 }, 1, 2, 60_001)).toEqual([2, 60_001]);
    expect(keptBy(definition.policy, "nothing")).toEqual(keptBy(definition.policy, "echo"));
  });
});
