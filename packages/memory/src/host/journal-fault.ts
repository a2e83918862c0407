// What the operating system said, as a code of the catalogue. Recognised by error number, never by text.
import { fault, FemtoClawError, type FaultCode } from "@femtoclaw/protocol";
import type { JournalDamage } from "../verify.ts";

export type FileOperation = "open" | "read" | "write" | "sync";

/** What failed of a write that is to be on disk, with the error number as the system names it. */
export interface DiskFault {
  readonly operation: "write" | "sync";
  readonly code: string;
}

export const wroteNothing: DiskFault = { operation: "write", code: "a write of no bytes" };

const fullDisk: ReadonlySet<string> = new Set(["ENOSPC", "EDQUOT"]);
const readOnly: ReadonlySet<string> = new Set(["EROFS", "EACCES", "EPERM"]);

const wanted: { readonly [operation in FileOperation]: readonly [FaultCode, string] } = {
  open: ["FC_JOURNAL_OPEN_FAILED", "a directory for the journal"],
  read: ["FC_JOURNAL_READ_FAILED", "a readable journal"],
  write: ["FC_JOURNAL_WRITE_FAILED", "a successful write"],
  sync: ["FC_JOURNAL_SYNC_FAILED", "a successful flush"],
};

export const errnoOf = (error: unknown): string =>
  typeof error === "object" && error !== null && "code" in error && typeof error.code === "string" ? error.code : "an unknown error";

export const fileError = (operation: FileOperation, error: unknown, file: string): FemtoClawError => {
  if (error instanceof FemtoClawError) return error;
  const errno = errnoOf(error);
  const [code, expected] = wanted[operation];
  if (operation !== "read" && fullDisk.has(errno)) return new FemtoClawError(fault("FC_JOURNAL_FULL", "free space", errno, { file }));
  if (operation === "open" && readOnly.has(errno)) {
    return new FemtoClawError(fault("FC_JOURNAL_READ_ONLY", "a directory that can be written to", errno, { file }));
  }
  return new FemtoClawError(fault(code, expected, errno, { file }));
};

export const damageError = ({ seq, file, offset, cause }: JournalDamage): FemtoClawError =>
  new FemtoClawError(fault("FC_JOURNAL_DAMAGED", `record ${seq}, whole and linked`, `${cause} (byte ${offset})`, { file, offset }));
