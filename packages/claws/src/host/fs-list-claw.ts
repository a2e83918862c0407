import type { Dirent, Stats } from "node:fs";
import { lstat, opendir } from "node:fs/promises";
import type { Claw } from "@femtoclaw/core";
import type { JsonObject } from "@femtoclaw/protocol";
import { utf8Length } from "@femtoclaw/protocol";
import { defineClaw } from "../define-claw.ts";
import { fsList } from "../fs-list.ts";
import { fsListArguments } from "../generated/validators.js";
import type { ConfinedPlace } from "./confined-place.ts";
import { strongestConfinement, type Confinement } from "./directory-walk.ts";
import type { Deadline } from "./deadline.ts";
import { openGranted } from "./granted-file.ts";
import { pathEffect } from "./path-effect.ts";
import { attempt } from "./system-call.ts";

const MAX_ENTRIES = 10_000;
/** The JSON around a name: `{"name":"","size":9007199254740991,"type":"directory"},`. */
const ENTRY_OVERHEAD_BYTES = 60;

/**
 * FC-CLAW-0003: the entries of one directory, sorted by code unit. Output: `{ entries: [{ name, type, size }], truncated }`;
 * `type` is `file`, `directory`, `symlink` or `other`, and `size` is null for all but files. Links are named and not followed.
 * Of a directory with more than 10,000 entries, those that the system names first are listed.
 */
export const fsListClaw = (confinement: Confinement = strongestConfinement): Claw =>
  defineClaw({
    descriptor: fsList,
    validateArgs: fsListArguments,
    execute: (grant, context) =>
      pathEffect(grant, "list", context, confinement, async ({ place, deadline }) => {
        const directory = await openGranted(place, "directory");
        if (!directory.ok) return { error: directory.fault };
        try {
          const path = pathOf(place, directory.value.fd);
          const read = await attempt(() => readEntries(path, deadline));
          if (!read.ok) return { error: read.fault };
          const { entries, more } = read.value;
          const kept = entriesWithin(entries.toSorted(byName), grant.limits.maxOutputBytes);
          const listed: JsonObject[] = [];
          for (const entry of kept) {
            if (deadline.ending() !== null) break;
            listed.push(await describe(entry, path));
          }
          const truncated = more || kept.length < entries.length;
          return { output: { entries: listed, truncated }, measures: { entries: entries.length, truncated } };
        } finally {
          await directory.value.close();
        }
      }),
  });

const pathOf = (place: ConfinedPlace, fd: number): string =>
  place.confinement === "handles" ? `/proc/self/fd/${fd}` : place.entry(place.name);

const readEntries = async (path: string, deadline: Deadline): Promise<{ entries: Dirent[]; more: boolean }> => {
  const entries: Dirent[] = [];
  for await (const entry of await opendir(path, { bufferSize: 256 })) {
    if (entries.length === MAX_ENTRIES || deadline.ending() !== null) return { entries, more: true };
    entries.push(entry);
  }
  return { entries, more: false };
};

const byName = (a: Dirent, b: Dirent): number => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0);

const entriesWithin = (entries: readonly Dirent[], maxBytes: number): readonly Dirent[] => {
  let left = maxBytes;
  const end = entries.findIndex((it) => (left -= utf8Length(it.name) + ENTRY_OVERHEAD_BYTES) < 0);
  return end === -1 ? entries : entries.slice(0, end);
};

const describe = async (entry: Dirent, directory: string): Promise<JsonObject> => {
  const stat = await attempt(() => lstat(`${directory}/${entry.name}`));
  // An entry can go between the two calls; then its name and type are all that was ever seen of it.
  const it: Dirent | Stats = stat.ok ? stat.value : entry;
  const type = it.isFile() ? "file" : it.isDirectory() ? "directory" : it.isSymbolicLink() ? "symlink" : "other";
  return { name: entry.name, type, size: stat.ok && type === "file" ? stat.value.size : null };
};
