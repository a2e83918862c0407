// FC-EXEC-0001: what has been used, as the policy's limits count it.
import type { CompiledPolicy, Usage } from "@femtoclaw/gate";

/** How far back, and how many, times of a capability's executions are kept. */
export interface Kept {
  readonly ms: number;
  readonly times: number;
}

/** What perMinute looks back on. A policy says how many at most, and the run's budgets in all. */
const aMinute: Kept = { ms: 60_000, times: Number.MAX_SAFE_INTEGER };

/** As much as the policy's limits on this capability can ask for: of so many, the newest tell whether one more is too many. */
export const keptBy = (policy: CompiledPolicy, capability: string): Kept => {
  const block = policy.capabilities.get(capability);
  if (block === undefined || block.window === null) return aMinute;
  return { ms: Math.max(aMinute.ms, block.window.windowMs), times: Math.max(block.window.count, block.perMinute ?? 0) };
};

/** Counts one more authorised effect. Times that no limit asks for are dropped, so the list stays bounded. */
export const countExecution = (usage: Usage, capability: string, atMs: number, kept: Kept = aMinute): Usage => {
  const recent = [...(usage.recentByCapability[capability] ?? []).filter((time) => time > atMs - kept.ms), atMs];
  return {
    executions: usage.executions + 1,
    byCapability: { ...usage.byCapability, [capability]: (usage.byCapability[capability] ?? 0) + 1 },
    recentByCapability: { ...usage.recentByCapability, [capability]: recent.length > kept.times ? recent.slice(recent.length - kept.times) : recent },
  };
};
