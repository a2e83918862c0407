// FC-EXEC-0001: what has been used, as the policy's limits count it.
import type { Usage } from "@femtoclaw/gate";

const windowMs = 60_000;

/** Counts one more authorised effect. Times older than the rate window are dropped, so the list stays bounded. */
export const countExecution = (usage: Usage, capability: string, atMs: number): Usage => {
  const recent = (usage.recentByCapability[capability] ?? []).filter((time) => time > atMs - windowMs);
  return {
    executions: usage.executions + 1,
    byCapability: { ...usage.byCapability, [capability]: (usage.byCapability[capability] ?? 0) + 1 },
    recentByCapability: { ...usage.recentByCapability, [capability]: [...recent, atMs] },
  };
};
