// Whether a URL, and every address that its host leads to, lies where a scope allows (FC-CLAW-0004).
import { addressWithin, isPrivateAddress, parseAddress } from "../address.ts";
import { factAboutHost, type Fact } from "../fact.ts";
import { matchesWhole } from "../pattern/automaton.ts";
import type { CompiledUrlScope } from "../policy/compiled-policy.ts";
import { formatWebUrl, originOf, parseWebUrl } from "../web-url.ts";
import { fails, shown, unknown, type Objection } from "./judgement.ts";

export type UrlJudgement =
  | { readonly result: "holds"; readonly url: string; readonly host: string; readonly addresses: readonly string[] }
  | Objection;

export const judgeUrl = (scope: CompiledUrlScope, pointer: string, text: string, facts: readonly Fact[]): UrlJudgement => {
  const url = parseWebUrl(text);
  if (url === null) return fails(pointer, "a plain absolute http or https URL", shown(text));
  if (originOf(url) !== scope.origin) return fails(pointer, `the origin ${scope.origin}`, shown(originOf(url)));
  if (!matchesWhole(scope.path.glob, url.path)) return fails(pointer, `a path matching ${scope.path.written}`, shown(url.path));
  if (url.query !== null && !scope.query) return fails(pointer, "no query", "a query");
  const addresses = parseAddress(url.host) === null ? factAboutHost(facts, url.host) : [url.host];
  if (addresses.length === 0) return unknown(pointer, "a host that resolves", url.host);
  for (const it of addresses) {
    // One private answer among public ones is how a name is made to lead inside: all must be allowed.
    const address = parseAddress(it);
    const named = address !== null && scope.addresses.some((range) => addressWithin(address, range));
    if (address === null || (!named && isPrivateAddress(address))) {
      return fails(pointer, "public addresses, or ranges that the rule names", `${url.host} at ${it}`);
    }
  }
  return { result: "holds", url: formatWebUrl(url), host: url.host, addresses };
};
