import { entry } from "./entry.ts";

/** The journal and what is read back from it (FC-MEM-0001, FC-STORAGE-0001). */
export const journalFaults = {
} as const;
