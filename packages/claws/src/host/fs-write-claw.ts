import { createHash, randomBytes } from "node:crypto";
import { constants, lstat, open, unlink } from "node:fs/promises";
import type { Claw } from "@femtoclaw/core";
import { fail, fault, ok, type Fault, type Result } from "@femtoclaw/protocol";
import { defineClaw } from "../define-claw.ts";
import { fsWrite } from "../fs-write.ts";
import { fsWriteArguments } from "../generated/validators.js";
import type { ConfinedPlace } from "./confined-place.ts";
import { strongestConfinement, type Confinement } from "./directory-walk.ts";
import { endingFault } from "./deadline.ts";
import { pathEffect } from "./path-effect.ts";
import { putUnderName } from "./put-under-name.ts";
import { attempt, escapes } from "./system-call.ts";

const { O_CREAT, O_EXCL, O_NOFOLLOW, O_WRONLY } = constants;
const NEW_FILE_MODE = 0o644;

/**
 * FC-CLAW-0003: writes one whole file. The content goes into a new file in the same directory, to the disk, and under its name
 * in one step: by `link`, which refuses an existing name, or by `rename`, which takes its place. So a reader or a crash finds the
 * old or the new and never a part, and a link put under the name is refused or replaced and never written through.
 * Output: `{ bytes, created, sha256 }`.
 */
export const fsWriteClaw = (confinement: Confinement = strongestConfinement): Claw =>
  defineClaw({
    descriptor: fsWrite,
    validateArgs: fsWriteArguments,
    execute: (grant, context) =>
      pathEffect(grant, "write", context, confinement, async ({ place, deadline, commit }) => {
        const content = grant.args["content"];
        if (typeof content !== "string" || grant.maxBytes === null) {
          return { error: fault("FC_CLAW_GRANT_MISMATCH", "content and a limit of bytes", "a grant without") };
        }
        const bytes = Buffer.from(content, "utf8");
        if (bytes.length > grant.maxBytes) {
          return { error: fault("FC_CLAW_WRITE_TOO_LARGE", `at most ${grant.maxBytes} bytes`, `${bytes.length} bytes`) };
        }
        const mode = grant.args["mode"] === "replace" ? "replace" : "create";
        const before = await look(place, mode);
        if (!before.ok) return { error: before.fault };
        const temporary = place.entry(`.femtoclaw-${randomBytes(8).toString("hex")}.tmp`);
        const written = await attempt(() => writeNew(temporary, bytes, before.value?.mode));
        const ending = deadline.ending();
        if (!written.ok || ending !== null) {
          await attempt(() => unlink(temporary));
          if (!written.ok) return { error: written.fault };
          if (ending !== null) return { error: endingFault(ending, grant.limits.timeoutMs) };
        }
        commit();
        const named = await putUnderName(place, temporary, mode);
        if (!named.ok) return { error: named.fault };
        const sha256 = createHash("sha256").update(bytes).digest("hex");
        const created = before.value === null;
        return {
          output: { bytes: bytes.length, created, sha256 },
          measures: { bytes: bytes.length, created, replacedBytes: before.value?.size ?? null, ...named.value },
        };
      }),
  });

/** What stands under the name: null for nothing. Only a regular file may be replaced. */
const look = async (place: ConfinedPlace, mode: "create" | "replace"): Promise<Result<{ mode: number; size: number } | null, Fault>> => {
  const stat = await attempt(() => lstat(place.entry(place.name)));
  if (!stat.ok) return stat.fault.code === "FC_CLAW_PATH_MISSING" ? ok(null) : stat;
  if (stat.value.isSymbolicLink()) return fail(escapes());
  if (!stat.value.isFile()) return fail(fault("FC_CLAW_PATH_KIND", "a regular file or nothing", "something else"));
  if (mode === "create") return fail(fault("FC_CLAW_PATH_EXISTS", "no file of that name", "a file"));
  return ok({ mode: stat.value.mode & 0o777, size: stat.value.size });
};

const writeNew = async (path: string, bytes: Buffer, keptMode: number | undefined): Promise<void> => {
  const file = await open(path, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW, keptMode ?? NEW_FILE_MODE);
  try {
    // The mask of the process is for new files; a replaced one keeps what it had.
    if (keptMode !== undefined) await file.chmod(keptMode);
    await file.writeFile(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
};
