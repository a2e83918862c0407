import { describe, expect, it } from "vitest";
import { refuse } from "../src/power.ts";
import { assembledTarget, brokenTargets } from "../src/targets/index.ts";
import { brokenNamed, loaded, vectors } from "./support.ts";

describe("the suite", () => {
  it.each(brokenTargets.map((it) => [it.name, it] as const))("refuses the runtime that %s, by every vector that says so, for what it breaks", { timeout: 60_000 }, async (_name, target) => {
    const refusal = await refuse(target, { loaded, vectors });
    expect(refusal.complaints).toEqual([]);
    expect(refusal.refused).toBe(true);
    expect(refusal.requirements).not.toEqual([]);
  });

  it("does not count a refusal for a requirement that the runtime keeps", async () => {
    const refusal = await refuse({ ...brokenNamed("echoes-input"), violates: ["FC-MEM-0001.R3"] }, { loaded, vectors });
    expect(refusal.refused).toBe(false);
    expect(refusal.complaints[0]).toMatch(/which it does not break/);
  });

  it("does not count a whole runtime as refused", async () => {
    const whole = { ...assembledTarget, name: "echoes-input", fault: "none", violates: [] };
    const refusal = await refuse(whole, { loaded, vectors });
    expect(refusal.refused).toBe(false);
    expect(refusal.complaints).toHaveLength(refusal.vectors);
  });
});
