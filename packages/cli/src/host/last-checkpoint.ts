import { stat } from "node:fs/promises";
import { readLastCheckpoint } from "@femtoclaw/memory/host";
import { fault, FemtoClawError } from "@femtoclaw/protocol";
import type { LastCheckpoint } from "../checkpoint-text.ts";

/** Null where none is stored. Throws FC_JOURNAL_DAMAGED for one that was changed. */
export const findLastCheckpoint = async (journal: string): Promise<LastCheckpoint | null> => {
  const read = await readLastCheckpoint(journal);
  if (!read.ok) throw new FemtoClawError(fault("FC_JOURNAL_DAMAGED", "a stored checkpoint as it was signed", read.fault.cause, { file: read.fault.file }));
  if (read.value === null) return null;
  const { file, checkpoint } = read.value;
  // Removed in this very moment, as the oldest are, it is no less the last one that was read.
  const storedMs = await stat(file).then(({ mtimeMs }) => Math.floor(mtimeMs), () => 0);
  return { ...checkpoint, file, storedMs };
};
