// Both sides of the profile planted-instructions, measured: raids stopped, and ordinary work still done (FC-POL-0005.R8).
import { describe, expect, it } from "vitest";
import { compilePolicy, evaluate, noFlow, noUsage, readPolicy, takeIn, type CompiledPolicy } from "../../src/index.ts";
import { capabilityOf, registryOf, sha256 } from "../support.ts";
import { policyText, raids, tasks, tools, type Task } from "./scenarios.ts";

const registry = registryOf(...tools.map(capabilityOf));

const policyFrom = (text: string): CompiledPolicy => {
  const reading = readPolicy(text, "scenarios.json");
  const policy = reading.policy === null ? null : compilePolicy(reading.policy, registry, { workspace: "/srv", paths: {}, programs: {}, protected: [] }, { sha256 }).policy;
  if (policy === null) throw new Error("the policy of the scenarios does not compile");
  return policy;
};
const guarded = policyFrom(policyText);
const open = policyFrom(JSON.stringify({ ...JSON.parse(policyText), flow: [] }));

interface Ending {
  /** Everything that the task is about ran. */
  readonly done: boolean;
  /** Something ran that only the attacker wanted. */
  readonly harmed: boolean;
}

const play = (policy: CompiledPolicy, { input, acts }: Task): Ending => {
  let flow = takeIn(noFlow, { source: "input", trust: "trusted", secret: false }, input);
  let [done, harmed] = [true, false];
  for (const { capability, args, brings, does } of acts) {
    const { verdict } = evaluate(policy, registry, { call: { capability, args }, facts: [], usage: noUsage, atMs: 0, flow });
    const ran = verdict === "AUTHORIZED";
    if (does !== "harm") done &&= ran;
    else harmed ||= ran;
    const results = policy.capabilities.get(capability)?.results;
    if (ran && brings !== undefined) flow = takeIn(flow, { source: capability, trust: results?.trust ?? "untrusted", secret: false }, brings);
  }
  return { done, harmed };
};

/** Only the poisoned text names the target: to do this on a document's word alone is what the profile is there to stop. */
const needsTheDocument = ({ name }: Task): boolean => /^(answer whoever wrote|pay what the bill says|close whatever is solved)/.test(name);

describe("the scenarios", () => {
  it("are at least a hundred, over eight domains, and no two alike", () => {
    const all = [...tasks, ...raids];
    expect(all.length).toBeGreaterThanOrEqual(100);
    expect(new Set(all.map(({ domain }) => domain)).size).toBe(8);
    expect(new Set(all.map(({ name }) => name)).size).toBe(all.length);
  });

  it("can fail: without flow rules every task is done and every raid succeeds", () => {
    expect(tasks.filter((task) => !play(open, task).done)).toEqual([]);
    expect(raids.filter((raid) => !play(open, raid).harmed).map(({ name }) => name)).toEqual([]);
  });

  it("stops every raid", () => {
    expect(raids.filter((raid) => play(guarded, raid).harmed).map(({ name }) => name)).toEqual([]);
  });

  it("lets ordinary work go on, but for what only an untrusted document asks for", () => {
    const undone = tasks.filter((task) => !play(guarded, task).done);
    expect(undone).toEqual(tasks.filter(needsTheDocument));
    // 9 of the tasks ask to do what a document says; of all others none is lost.
    expect([tasks.length, undone.length]).toEqual([66, 9]);
  });

  it("lets the work of a raided task be finished as well", () => {
    const undone = raids.filter((raid) => !needsTheDocument(raid) && !play(guarded, raid).done);
    expect(undone.map(({ name }) => name)).toEqual([]);
  });
});
