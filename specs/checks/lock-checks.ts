import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { defect, type Defect } from "../defect.ts";
import type { SpecificationSuite } from "../read-specifications.ts";
import { formatLock, lockFile, lockOf } from "../requirements-lock.ts";

/** The id and the text of each line of a lock file. The file is generated, so a line that differs at all is a drift. */
const entryLines = (text: string): ReadonlyMap<string, { readonly line: number; readonly text: string }> => {
  const entries = new Map<string, { readonly line: number; readonly text: string }>();
  text.split("\n").forEach((line, at) => {
    const id = /^ {4}\{"id":"([^"]+)"/.exec(line)?.[1];
    if (id !== undefined) entries.set(id, { line: at + 1, text: line.replace(/,$/, "") });
  });
  return entries;
};

const revisionOf = (text: string): number => Number(/"revision":(\d+)/.exec(text)?.[1] ?? 0);
const withoutOwner = (text: string): string => text.replace(/"revision":\d+,/, "").replace(/,"packages":.*$/, "");

/** The ids whose sentence or level changed while their revision did not. */
export const silentChanges = (suite: SpecificationSuite): readonly string[] => {
  const path = join(suite.root, lockFile);
  if (!existsSync(path)) return [];
  const locked = entryLines(readFileSync(path, "utf8"));
  return [...entryLines(formatLock(lockOf(suite)))].flatMap(([id, now]) => {
    const before = locked.get(id);
    if (before === undefined || withoutOwner(before.text) === withoutOwner(now.text)) return [];
    return revisionOf(now.text) > revisionOf(before.text) ? [] : [id];
  });
};

export const checkLock = (suite: SpecificationSuite): readonly Defect[] => {
  const path = join(suite.root, lockFile);
  if (!existsSync(path)) return [defect(lockFile, 1, "does not exist; run `node specs/check.ts --write`")];
  const text = readFileSync(path, "utf8");
  const wanted = formatLock(lockOf(suite));
  if (text === wanted) return [];

  const places = new Map(suite.requirements.map((it) => [it.id, it]));
  const locked = entryLines(text);
  const current = entryLines(wanted);
  const found: Defect[] = [];
  for (const [id, now] of current) {
    const before = locked.get(id);
    const place = places.get(id);
    if (place === undefined || before?.text === now.text) continue;
    const what = before === undefined ? `${id} is not in the lock` : `${id} differs from the lock`;
    found.push(defect(place.file, place.line, `${what}; raise its revision if the meaning changed, then run \`node specs/check.ts --write\``));
  }
  for (const [id, before] of locked) {
    if (!current.has(id)) found.push(defect(lockFile, before.line, `${id} is in the lock and in no document`));
  }
  return found.length > 0 ? found : [defect(lockFile, 1, "is not what the documents give; run `node specs/check.ts --write`")];
};
