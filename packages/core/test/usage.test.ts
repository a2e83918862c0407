import { noUsage } from "@femtoclaw/gate";
import { describe, expect, it } from "vitest";
import { countExecution } from "../src/usage.ts";

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
});
