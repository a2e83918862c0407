// FC-UPGRADE-0001.R6: names that are free, and files made under them. What is there already is somebody's.
import { constants } from "node:fs";
import { access, open } from "node:fs/promises";
import { dirname } from "node:path";
import { fault, FemtoClawError } from "@femtoclaw/protocol";
import { fileError } from "./journal-fault.ts";
import { syncDirectory } from "./sync-directory.ts";

export const refusePlace = (file: string): FemtoClawError => new FemtoClawError(fault("FC_MIGRATION_PLACE", "a name that is free", "one that is taken", { file }));

export const exists = (file: string): Promise<boolean> => access(file, constants.F_OK).then(() => true, () => false);

/** Throws FC_MIGRATION_PLACE: a migration writes over nothing. */
export const requireFree = async (names: readonly string[]): Promise<void> => {
  for (const name of names) if (await exists(name)) throw refusePlace(name);
};

export const writeNew = async (file: string, text: string): Promise<void> => {
  try {
    const handle = await open(file, "wx", 0o600);
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await syncDirectory(dirname(file));
  } catch (error) {
    throw fileError("write", error, file);
  }
};
