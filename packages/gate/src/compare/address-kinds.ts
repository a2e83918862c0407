// One address of each kind that the scopes of rules tell apart, of the millions that a name may lead to.
import { addressWithin, formatAddress, isPrivateAddress, parseAddress, specialRanges, type Address, type Range } from "../address.ts";
import type { Work } from "./work.ts";

const neighbour = ({ family, bytes }: Address, step: 1 | -1): Address => {
  const next = [...bytes];
  for (let at = next.length - 1; at >= 0; at -= 1) {
    const value = (next[at] ?? 0) + step;
    next[at] = (value + 256) % 256;
    if (value >= 0 && value <= 255) break;
  }
  return { family, bytes: next };
};

const lastOf = ({ family, bytes, bits }: Range): Address => ({ family, bytes: bytes.map((byte, index) => byte | (255 >> Math.min(8, Math.max(0, bits - index * 8)))) });

const firstOf = ({ family, bytes, bits }: Range): Address => ({ family, bytes: bytes.map((byte, index) => byte & ~(255 >> Math.min(8, Math.max(0, bits - index * 8)))) });

/** The first and the last, and the one before and the one after: between two ends of ranges all addresses are of one kind. */
export const endsOf = (range: Range): readonly Address[] => {
  const [first, last] = [firstOf(range), lastOf(range)];
  return [first, last, neighbour(first, -1), neighbour(last, 1)];
};

/** What people know an address by; else one at the end of a range stands for its kind. */
const familiar = ["10.255.254.253", "127.0.0.53", "fd00::53"];

/** Scopes are the private ranges that each allows. What is public is of one kind: each allows it. Null where there is too much to do. */
export const addressKinds = (scopes: readonly (readonly Range[])[], work: Work): readonly string[] | null => {
  const own = scopes.flat();
  const found = new Map([[scopes.map(() => true).join(), "93.184.216.34"]]);
  for (const it of [...familiar.flatMap((text) => parseAddress(text) ?? []), ...[...specialRanges(), ...own].flatMap(endsOf)]) {
    if (!work.spend(1 + scopes.length + own.length)) return null;
    if (!isPrivateAddress(it)) continue;
    const name = scopes.map((ranges) => ranges.some((range) => addressWithin(it, range))).join();
    if (!found.has(name)) found.set(name, formatAddress(it));
  }
  return [...found.values()];
};
