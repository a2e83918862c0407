// FC-CLAW-0004: absolute http and https URLs, strictly (RFC 3986), and in one normal form. What another reader could take for
// a different place (user information, backslashes, odd address spellings, raw non-ASCII) is not a URL here.
import { formatAddress, parseAddress } from "./address.ts";

export interface WebUrl {
  readonly scheme: "http" | "https";
  /** Lower case; an IPv6 address without its brackets, in its one form. */
  readonly host: string;
  readonly port: number;
  /** Begins with a slash; dot segments resolved; escapes in upper case. */
  readonly path: string;
  /** Without the question mark; null when there is none. */
  readonly query: string | null;
}

const defaultPort = { http: 80, https: 443 } as const;

/** Lower-case letters, digits and hyphens in labels; a name whose last label is numeric would be read as an address by some. */
const isHostName = (host: string): boolean => {
  const labels = host.split(".");
  const last = labels[labels.length - 1] ?? "";
  if (host.length > 253 || /^([0-9]+|0x[0-9a-f]*)$/.test(last)) return false;
  return labels.every((label) => /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/.test(label));
};

/** Upper-case escapes; unreserved characters unescaped; null when an escape is broken or hides a control character. */
const normaliseEscapes = (text: string): string | null => {
  if (/%(?![0-9a-f]{2})|%[01]|%7f/i.test(text)) return null;
  return text.replaceAll(/%(..)/g, (escape, hex: string) => {
    const plain = String.fromCharCode(Number.parseInt(hex, 16));
    return /[A-Za-z0-9._~-]/.test(plain) ? plain : escape.toUpperCase();
  });
};

/**
 * One place to us and another to some servers: an escaped slash or backslash inside a segment, anything escaped twice, and dot
 * segments with a parameter (`/a/..;x/b`).
 */
const isAmbiguousPath = (path: string): boolean => /%(2F|5C|25[0-9A-Fa-f]{2})|\/\.{1,2};/.test(path);

const resolveDots = (path: string): string => {
  const output: string[] = [];
  const segments = path.split("/").slice(1);
  for (const [index, segment] of segments.entries()) {
    const last = index === segments.length - 1;
    if (segment === "..") output.pop();
    else if (segment !== ".") output.push(segment);
    if (last && (segment === "." || segment === "..")) output.push("");
  }
  return `/${output.join("/")}`;
};

export const parseWebUrl = (text: string): WebUrl | null => {
  if (text.length > 8_192 || !/^[!-~]+$/.test(text) || /["<>\\^`{|}]/.test(text)) return null;
  const whole = /^(https?):\/\/([^/?#]*)([^?#]*)(?:\?([^#]*))?(?:#.*)?$/i.exec(text);
  if (whole === null) return null;
  const scheme = (whole[1] ?? "").toLowerCase() === "https" ? "https" : "http";
  const authority = /^(\[[0-9a-fA-F:.]+\]|[^:@[\]]+)(?::([0-9]{1,5}))?$/.exec(whole[2] ?? "");
  if (authority === null) return null;
  const bracketed = (authority[1] ?? "").startsWith("[");
  const name = bracketed ? (authority[1] ?? "").slice(1, -1) : (authority[1] ?? "").toLowerCase();
  const address = parseAddress(name);
  if (bracketed ? address?.family !== 6 : address === null && !isHostName(name)) return null;
  const port = authority[2] === undefined ? defaultPort[scheme] : Number(authority[2]);
  if (port < 1 || port > 65_535) return null;
  const path = normaliseEscapes(whole[3] ?? "");
  const query = whole[4] === undefined ? null : normaliseEscapes(whole[4]);
  if (path === null || (whole[4] !== undefined && query === null)) return null;
  if (isAmbiguousPath(path)) return null;
  return { scheme, host: address === null ? name : formatAddress(address), port, path: resolveDots(path), query };
};

export const originOf = (url: WebUrl): string => {
  const host = url.host.includes(":") ? `[${url.host}]` : url.host;
  return `${url.scheme}://${host}${url.port === defaultPort[url.scheme] ? "" : `:${url.port}`}`;
};

export const formatWebUrl = (url: WebUrl): string => `${originOf(url)}${url.path}${url.query === null ? "" : `?${url.query}`}`;
