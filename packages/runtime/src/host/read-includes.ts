// FC-POL-0002: the files that a policy includes. What cannot be read is left out: the gate then says that it was not, with its place.
import { readFile, stat } from "node:fs/promises";
import type { IncludedTexts } from "@femtoclaw/gate";

/** Bytes of all files together (G10), so that the record which keeps them stays within what a journal takes. How many files, the policy's shape bounds. */
const mostBytes = 4_194_304;

/** `paths` has the path of each file by the name under which the policy includes it. */
export const readIncludes = async (paths: ReadonlyMap<string, string>): Promise<IncludedTexts> => {
  const texts: [string, string][] = [];
  let left = mostBytes;
  for (const [file, path] of paths) {
    try {
      const found = await stat(path);
      if (!found.isFile() || found.size > left) continue;
      left -= found.size;
      texts.push([file, await readFile(path, "utf8")]);
    } catch {
      // Not there, or not ours to read.
    }
  }
  return Object.fromEntries(texts);
};
