// The conditions of a rule about a URL. What is not said is narrow where the rule allows, and wide where it denies.
import { parseAddress, parseRange, type Range } from "../address.ts";
import { compileGlob } from "../glob.ts";
import { originOf, parseWebUrl, type WebUrl } from "../web-url.ts";
import type { CompiledUrlScope } from "./compiled-policy.ts";
import type { UrlScope } from "./policy-document.ts";
import { complain, quoted, type RuleEffect, type Workshop } from "./workshop.ts";

const compileUrlPath = (shop: Workshop, written: string, origin: string, pointer: string): CompiledUrlScope["path"] => {
  // The path of a call is compared in its normal form: a glob that is not in it would match nothing.
  const sample = written.replaceAll("?", "x");
  if (!written.startsWith("/") || parseWebUrl(`${origin}${sample}`)?.path !== sample) {
    return complain(shop, "FC_POLICY_URL", pointer, "a glob that begins with /, written as in a URL, without dot segments", quoted(written));
  }
  const glob = compileGlob(written);
  return glob.ok ? { written, glob: glob.value } : complain(shop, "FC_POLICY_PATTERN", pointer, glob.fault, quoted(written));
};

const compileAddresses = (shop: Workshop, scope: UrlScope, url: WebUrl, pointer: string): readonly Range[] => {
  const ranges = (scope.addresses ?? []).flatMap((text, index) => {
    const range = parseRange(text);
    if (range === null) complain(shop, "FC_POLICY_URL", `${pointer}/${index}`, "an address or a range such as 10.0.0.0/8", quoted(text));
    return range ?? [];
  });
  // An origin that is an address names that address.
  const literal = parseAddress(url.host);
  return literal === null ? ranges : [...ranges, { ...literal, bits: literal.family === 4 ? 32 : 128 }];
};

/** Of a URL that says more than its origin, or less by its scheme; null for anything else. */
const nearOrigin = (written: string): string | null => {
  const url = parseWebUrl(written.includes("://") ? written : `https://${written}`);
  return url === null ? null : `an origin, and no more; did you mean ${originOf(url)}?`;
};

export const compileUrl = (shop: Workshop, scope: UrlScope, pointer: string, effect: RuleEffect): CompiledUrlScope | null => {
  const url = parseWebUrl(scope.origin);
  if (url === null || !/^[a-z]+:\/\/[^/?#]+$/i.test(scope.origin)) {
    return complain(shop, "FC_POLICY_URL", `${pointer}/origin`, nearOrigin(scope.origin) ?? "an origin such as https://example.com or http://127.0.0.1:8080", quoted(scope.origin));
  }
  const allows = effect === "allow";
  if (!allows && scope.addresses !== undefined) {
    complain(shop, "FC_POLICY_CONDITION", `${pointer}/addresses`, "no addresses in a deny rule, which bites wherever the name leads", "addresses");
  }
  const origin = originOf(url);
  const written = scope.path ?? (allows ? "/" : null);
  return {
    origin,
    host: url.host,
    path: written === null ? null : compileUrlPath(shop, written, origin, `${pointer}/path`),
    query: (scope.query ?? (allows ? "none" : "any")) === "any",
    addresses: allows ? compileAddresses(shop, scope, url, `${pointer}/addresses`) : null,
  };
};
