// Who writes a journal now, without touching its lock. The system's list of locks tells for certain; where it cannot be read, the
// name that the writer left tells as long as that process lives (FC-MEM-0001.R7).
import { readFile, stat } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { isJsonObject } from "@femtoclaw/gate";
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";

export type JournalWriter =
  | { readonly state: "none"; /** The last one left without closing the journal. */ readonly left: boolean }
  | { readonly state: "active"; readonly pid: number; readonly host: string; readonly since: string | null }
  /** Another machine's name stands there; whether it still writes cannot be told from here. */
  | { readonly state: "elsewhere"; readonly pid: number; readonly host: string; readonly since: string | null };

interface Owner {
  readonly pid: number;
  readonly host: string;
  readonly since: string | null;
}

const readOwner = async (journal: string): Promise<Owner | null> => {
  try {
    const value: JsonValue = JSON.parse(await readFile(join(journal, "owner.json"), "utf8"));
    if (!isJsonObject(value)) return null;
    const { pid, host, since } = value;
    return typeof pid === "number" && typeof host === "string" ? { pid, host, since: typeof since === "string" ? since : null } : null;
  } catch {
    return null;
  }
};

/** The process that holds a lock on the file; null for nobody; undefined where the system does not say. */
const lockHolder = async (file: string): Promise<number | null | undefined> => {
  try {
    const [{ ino }, locks] = await Promise.all([stat(file), readFile("/proc/locks", "utf8")]);
    for (const line of locks.split("\n")) {
      // 1: POSIX  ADVISORY  WRITE 1234 08:01:131074 0 EOF
      const fields = line.trim().split(/\s+/);
      const inode = fields.findIndex((it) => /^[0-9a-f]+:[0-9a-f]+:\d+$/.test(it));
      if (inode > 0 && fields[inode]?.split(":")[2] === String(ino)) return Number(fields[inode - 1]);
    }
    return null;
  } catch {
    return undefined;
  }
};

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
};

export const findJournalWriter = async (journal: string): Promise<JournalWriter> => {
  const [owner, holder] = await Promise.all([readOwner(journal), lockHolder(join(journal, "index", "LOCK"))]);
  const host = hostname();
  if (typeof holder === "number") {
    const same = owner?.pid === holder ? owner : null;
    return { state: "active", pid: holder, host: same?.host ?? host, since: same?.since ?? null };
  }
  if (owner === null) return { state: "none", left: false };
  if (owner.host !== host) return { state: "elsewhere", ...owner };
  if (holder === undefined && isAlive(owner.pid)) return { state: "active", ...owner };
  return { state: "none", left: true };
};

export const writerDocument = (writer: JournalWriter): JsonObject => ({ ...writer });
