// FC-CRYPTO-0001.R10: what the configuration says of checkpoints, as the journal takes it. A key that cannot be used stops the start:
// whoever asked for signatures is not left without them unawares.
import type { Telemetry } from "@femtoclaw/core";
import { loadSigningKey, type CheckpointOptions } from "@femtoclaw/memory/host";
import { fault, FemtoClawError } from "@femtoclaw/protocol";
import type { Config } from "../config.ts";
import { systemClock } from "./system-clock.ts";

/** Null where there are to be none. Throws FC_KEY_FILE, FC_KEY_EXPOSED and FC_KEY_MALFORMED. */
export const checkpointOptions = async (config: Config["checkpoint"], telemetry: Telemetry): Promise<CheckpointOptions | null> => {
  if (config === null) return null;
  const { key, everyRecords, everyMs, keep } = config;
  const signer = await loadSigningKey(key);
  if (signer.role !== "journal") throw new FemtoClawError(fault("FC_KEY_MALFORMED", "a key that signs checkpoints", "a witness's key", { file: key }));
  return {
    signer,
    everyRecords,
    everyMs,
    keep,
    onCheckpoint: ({ size, checkpoint, fault: found }) => telemetry.checkpoint?.({ timeMs: systemClock.nowMs(), size, root: checkpoint?.root ?? null, fault: found }),
  };
};
