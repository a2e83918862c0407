// FC-POL-0003: the host's answers to what the gate asks before it decides. A wrong answer here is a wrong grant, so whatever
// cannot be told for certain is answered with null or an empty list, and that denies (G3).
import { lookup as lookupName } from "node:dns/promises";
import { lstat, realpath } from "node:fs/promises";
import { isIP } from "node:net";
import { basename, dirname, join } from "node:path";
import type { Resolver } from "@femtoclaw/core";
import type { Fact, Lookup } from "@femtoclaw/gate";

const DEFAULT_TIMEOUT_MS = 5_000;
const MAX_PATH_LENGTH = 4_096;
const MAX_NAME_LENGTH = 253;

export interface HostResolverOptions {
  /** For all lookups of one question together. */
  readonly timeoutMs?: number;
}

/** Never throws and never takes longer than `timeoutMs` (5 s unless said). */
export const createHostResolver = (options: HostResolverOptions = {}): Resolver => ({
  resolve: async (lookups) => {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<null>((giveUp) => {
      timer = setTimeout(giveUp, options.timeoutMs ?? DEFAULT_TIMEOUT_MS, null);
    });
    try {
      return await Promise.all(lookups.map((it) => answer(it, late)));
    } finally {
      clearTimeout(timer);
    }
  },
});

const answer = async (it: Lookup, late: Promise<null>): Promise<Fact> => {
  if (it.kind === "path") return { kind: "path", path: it.path, real: await Promise.race([canonicalPath(it.path), late]) };
  return { kind: "host", host: it.host, addresses: (await Promise.race([addressesOf(it.host), late])) ?? [] };
};

/**
 * The canonical path of the deepest existing ancestor, followed by what does not exist yet. Null for a dangling link, since what
 * would come to exist lies elsewhere, and for ".." below something missing, since nobody knows yet where that leads.
 */
const canonicalPath = async (path: string): Promise<string | null> => {
  if (!path.startsWith("/") || path.includes("\0") || path.length > MAX_PATH_LENGTH) return null;
  const missing: string[] = [];
  for (let here = path; ; here = dirname(here)) {
    const real = await realpath(here).catch(errnoOf);
    if (real.startsWith("/")) return join(real, ...missing);
    if (real !== "ENOENT" || here === "/") return null;
    if ((await lstat(here).catch(() => null)) !== null) return null;
    const name = basename(here);
    if (name === "" || name === "." || name === "..") return null;
    missing.unshift(name);
  }
};

const errnoOf = (thrown: unknown): string =>
  thrown instanceof Error && "code" in thrown && typeof thrown.code === "string" ? thrown.code : "UNKNOWN";

/** In the order of the resolver. A literal stands for itself, so that no name service is asked about it. */
const addressesOf = async (host: string): Promise<readonly string[]> => {
  const bare = host.startsWith("[") && host.endsWith("]") ? host.slice(1, -1) : host;
  if (isIP(bare) !== 0) return [bare];
  if (bare === "" || bare.length > MAX_NAME_LENGTH || bare.includes("\0")) return [];
  const found = await lookupName(bare, { all: true, order: "verbatim" }).catch(() => []);
  return [...new Set(found.map((it) => it.address))];
};
