// What the rules can say to a URL: its origin, path and query, and the addresses to which its host leads.
import { judgeUrl } from "../judge/url-scope.ts";
import { parseWebUrl } from "../web-url.ts";
import { addressKinds } from "./address-kinds.ts";
import type { Case, Cases, ComparedRule, Said } from "./case.ts";
import { automatonMachine } from "./machine.ts";
import { textClasses } from "./text-classes.ts";
import { urlPaths } from "./universes.ts";
import type { Work } from "./work.ts";

/** Combinations of addresses that one name may lead to are tried all; more kinds than this make too many. */
const mostKinds = 6;

const many: Cases = { undecided: "the conditions on URLs have too many combinations" };

const subsets = (kinds: readonly string[]): readonly (readonly string[])[] =>
  Array.from({ length: 2 ** kinds.length }, (_, mask) => kinds.filter((_kind, index) => (mask & (1 << index)) !== 0));

export const urlCases = (pointer: string, rules: readonly ComparedRule[], work: Work): Cases => {
  const scopes = rules.map(({ rule }) => rule.url);
  const present = scopes.filter((it) => it !== null);
  if (present.some(({ path }) => path?.written.includes("%") === true)) return { undecided: "paths of URLs with escapes are not compared" };
  const found = new Map<string, Case>();
  for (const origin of new Set([...present.map((it) => it.origin), "https://elsewhere.example"])) {
    // Whatever rules about other origins say of paths and addresses, they fail here.
    const about = present.filter((it) => it.origin === origin);
    const paths = textClasses(about.flatMap(({ path }) => (path === null ? [] : [automatonMachine(path.glob)])), urlPaths, work);
    const kinds = addressKinds(about.flatMap(({ addresses }) => (addresses === null ? [] : [addresses])), work);
    if (paths === null || kinds === null || kinds.length > mostKinds) return many;
    for (const { text } of paths) {
      for (const query of ["", "?q=1"]) {
        const written = `${origin}${text}${query}`;
        const url = parseWebUrl(written);
        if (url === null) return { undecided: "a URL that the comparison made is none" };
        for (const addresses of subsets(kinds)) {
          if (!work.spend(rules.length + written.length)) return many;
          const facts = addresses.length === 0 ? [] : [{ kind: "host", host: url.host, addresses } as const];
          const said = scopes.map((it): Said => (it === null ? "holds" : judgeUrl(it, pointer, written, url, facts).result));
          if (!found.has(said.join())) found.set(said.join(), { said, taken: [], args: [[pointer, written]], facts });
        }
      }
    }
  }
  return [...found.values()];
};
