// Whether a URL, and every address that its host leads to, lies where a scope says (FC-CLAW-0004).
import { addressWithin, isPrivateAddress, parseAddress, type Range } from "../address.ts";
import { factAboutHost, type Fact } from "../fact.ts";
import { matchesWhole } from "../pattern/automaton.ts";
import type { CompiledUrlScope } from "../policy/compiled-policy.ts";
import { formatWebUrl, originOf, type WebUrl } from "../web-url.ts";
import { fails, unknown, type Objection } from "./objection.ts";
import { shown } from "./wording.ts";

export type UrlJudgement =
  | { readonly result: "holds"; readonly resolved: { readonly kind: "url"; readonly url: string; readonly host: string; readonly addresses: readonly string[] } }
  | Objection;

/** `url` is what the text says, or null where that is no URL. */
export const judgeUrl = (scope: CompiledUrlScope, pointer: string, text: string, url: WebUrl | null, facts: readonly Fact[]): UrlJudgement => {
  const no = (expected: string, found: string): Objection => fails(() => ({ pointer, expected, found: shown(found) }));
  if (url === null) return no("a plain absolute http or https URL", text);
  const origin = originOf(url);
  if (origin !== scope.origin) return no(`the origin ${scope.origin}`, origin);
  if (scope.path !== null && !matchesWhole(scope.path.glob, url.path)) return no(`a path matching ${scope.path.written}`, url.path);
  if (url.query !== null && !scope.query) return no("no query", `?${url.query}`);
  const addresses = parseAddress(url.host) === null ? factAboutHost(facts, url.host) : [url.host];
  const objection = scope.addresses === null ? null : addressObjection(scope.addresses, pointer, url, addresses);
  return objection ?? { result: "holds", resolved: { kind: "url", url: formatWebUrl(url), host: url.host, addresses } };
};

/** One private answer among public ones is how a name is made to lead inside: all must be allowed, and there must be one. */
const addressObjection = (ranges: readonly Range[], pointer: string, url: WebUrl, addresses: readonly string[]): Objection | null => {
  if (addresses.length === 0) return unknown(() => ({ pointer, expected: "a host that resolves", found: shown(url.host) }));
  const bad = addresses.find((it) => !isAllowed(ranges, it));
  if (bad === undefined) return null;
  return fails(() => ({ pointer, expected: "public addresses, or ranges that the rule names", found: `${shown(url.host)} at ${shown(bad)}` }));
};

const isAllowed = (ranges: readonly Range[], text: string): boolean => {
  const address = parseAddress(text);
  return address !== null && (!isPrivateAddress(address) || ranges.some((range) => addressWithin(address, range)));
};
