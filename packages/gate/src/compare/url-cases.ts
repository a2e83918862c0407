// What the rules can say to a URL: its origin, path and query, and the addresses to which its host leads.
import { addressWithin, formatAddress, isPrivateAddress, parseAddress, specialRanges, type Address, type Range } from "../address.ts";
import { judgeUrl } from "../judge/url-scope.ts";
import { parseWebUrl } from "../web-url.ts";
import type { Case, Cases, ComparedRule, Said } from "./case.ts";
import { automatonMachine } from "./machine.ts";
import { textClasses } from "./text-classes.ts";
import { urlPaths } from "./universes.ts";
import type { Work } from "./work.ts";

/** Combinations of addresses that one name may lead to are tried all; more kinds than this make too many. */
const mostKinds = 6;

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

const endsOf = (range: Range): readonly Address[] => {
  const [first, last] = [firstOf(range), lastOf(range)];
  return [first, last, neighbour(first, -1), neighbour(last, 1)];
};

/** Private addresses of all kinds that there are without a rule. Those that people know stand first: else one at the end of a range stands for its kind. */
const specialEnds = (): readonly Address[] => [...["10.255.254.253", "127.0.0.53", "fd00::53"].flatMap((it) => parseAddress(it) ?? []), ...specialRanges().flatMap(endsOf)].filter(isPrivateAddress);

/** One address of each kind that the scopes tell apart. Between two ends of ranges all addresses are of one kind, and all that are public. */
const kindsOf = (scopes: readonly (readonly Range[])[], special: readonly Address[], work: Work): readonly string[] | null => {
  const own = scopes.flat();
  const found = new Map([[scopes.map(() => true).join(), "93.184.216.34"]]);
  for (const it of [...special, ...own.flatMap(endsOf).filter(isPrivateAddress)]) {
    if (!work.spend(scopes.length + own.length)) return null;
    const name = scopes.map((ranges) => ranges.some((range) => addressWithin(it, range))).join();
    if (!found.has(name)) found.set(name, formatAddress(it));
  }
  return [...found.values()];
};

const many: Cases = { undecided: "the conditions on URLs have too many combinations" };

const subsets = (kinds: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: 2 ** kinds.length }, (_, mask) => kinds.filter((_kind, index) => (mask & (1 << index)) !== 0));

export const urlCases = (pointer: string, rules: readonly ComparedRule[], work: Work): Cases => {
  const scopes = rules.map(({ rule }) => rule.url);
  const present = scopes.filter((it) => it !== null);
  if (present.some(({ path }) => path?.written.includes("%") === true)) return { undecided: "paths of URLs with escapes are not compared" };
  const special = specialEnds();
  const found = new Map<string, Case>();
  for (const origin of new Set([...present.map((it) => it.origin), "https://elsewhere.example"])) {
    // Whatever rules about other origins say of paths and addresses, they fail here.
    const about = present.filter((it) => it.origin === origin);
    const paths = textClasses(about.flatMap(({ path }) => (path === null ? [] : [automatonMachine(path.glob)])), urlPaths, work);
    const kinds = kindsOf(about.flatMap(({ addresses }) => (addresses === null ? [] : [addresses])), special, work);
    if (paths === null || kinds === null || kinds.length > mostKinds) return many;
    for (const { text } of paths) {
      for (const query of ["", "?q=1"]) {
        const written = `${origin}${text}${query}`;
        const url = parseWebUrl(written);
        if (url === null) return { undecided: "a URL that the comparison made is none" };
        for (const addresses of parseAddress(url.host) === null ? subsets(kinds) : [[]]) {
          if (!work.spend(rules.length + written.length)) return many;
          const facts = addresses.length === 0 ? [] : [{ kind: "host", host: url.host, addresses } as const];
          const said = scopes.map((it): Said => (it === null ? "holds" : judgeUrl(it, pointer, written, url, facts).result));
          if (!found.has(said.join())) found.set(said.join(), { said, taken: rules.map(() => 0), args: [[pointer, written]], facts });
        }
      }
    }
  }
  return [...found.values()];
};
