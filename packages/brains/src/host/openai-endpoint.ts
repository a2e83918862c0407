// Where an OpenAI-compatible server listens, checked before anything is sent there.
import { BlockList, isIPv4, isIPv6 } from "node:net";
import { FemtoClawError, fault } from "@femtoclaw/protocol";

export interface OpenAiEndpoint {
  readonly origin: string;
  /** With the query, where the endpoint has one; it may carry a key, so it is never shown. */
  readonly requestTarget: string;
  /** Origin and path only: what records and people may see. */
  readonly shown: string;
}

const loopback = new BlockList();
loopback.addSubnet("127.0.0.0", 8, "ipv4");
loopback.addAddress("::1", "ipv6");

const isLoopback = (hostname: string): boolean => {
  const host = hostname.startsWith("[") ? hostname.slice(1, -1) : hostname;
  if (isIPv4(host)) return loopback.check(host, "ipv4");
  if (isIPv6(host)) return loopback.check(host, "ipv6");
  return host === "localhost";
};

const refuse = (expected: string, found: string): FemtoClawError =>
  new FemtoClawError(fault("FC_BRAIN_CONFIGURATION", expected, found));

const completions = "/chat/completions";

/** `text` is the base URL as providers print it, usually ending in /v1, or the whole URL of the completions. */
export const readOpenAiEndpoint = (text: string, allowInsecure: boolean): OpenAiEndpoint => {
  if (!URL.canParse(text)) throw refuse("an absolute URL as endpoint", "something else");
  const url = new URL(text);
  if (url.protocol !== "https:" && url.protocol !== "http:") throw refuse("an https:// or http:// endpoint", `${url.protocol}//`);
  if (url.username !== "" || url.password !== "") throw refuse("an endpoint without credentials in it", "a URL with a user or password");
  if (url.protocol === "http:" && !allowInsecure && !isLoopback(url.hostname)) {
    // Prompts, results and the key would cross the network readable and changeable by anyone on the way.
    throw refuse("https:// to another machine (or allowInsecure)", `http:// to ${url.hostname}`);
  }
  const base = url.pathname.replace(/\/+$/, "");
  const path = base.endsWith(completions) ? base : `${base}${completions}`;
  return { origin: url.origin, requestTarget: `${path}${url.search}`, shown: `${url.origin}${path}` };
};
