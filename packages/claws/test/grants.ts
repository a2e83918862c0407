// What the tests hand to a claw in place of a runtime: grants and contexts, nothing of what is tested.
import type { ClawContext, StopSignal } from "@femtoclaw/core";
import type { CallGrant, ExecGrant, Grant, PathGrant, UrlGrant } from "@femtoclaw/gate";
import type { JsonObject } from "@femtoclaw/protocol";

const limits = { timeoutMs: 10_000, maxOutputBytes: 65_536 };

export const execGrant = (executable: string, argv: readonly string[], more: Partial<ExecGrant> = {}): ExecGrant => ({
  kind: "exec",
  capability: "shell",
  args: { bin: executable, argv },
  limits,
  executable,
  argv0: executable,
  executableDigest: null,
  argv,
  cwd: "/",
  environment: {},
  ...more,
});

export const pathGrant = (
  access: PathGrant["access"],
  root: string,
  path: string,
  more: Partial<PathGrant> = {},
): PathGrant => ({
  kind: "path",
  capability: `fs.${access}`,
  args: { path },
  limits,
  access,
  root,
  path,
  maxBytes: access === "write" ? 65_536 : null,
  ...more,
});

export const urlGrant = (url: string, more: Partial<UrlGrant> = {}): UrlGrant => ({
  kind: "url",
  capability: "http.get",
  args: { url },
  limits,
  method: "GET",
  url,
  host: new URL(url).hostname,
  addresses: ["127.0.0.1"],
  ...more,
});

export const callGrant = (capability: string, args: JsonObject = {}): CallGrant => ({ kind: "call", capability, args, limits });

export const contextOf = (
  signal: StopSignal = new AbortController().signal,
  requestGrant: (args: JsonObject) => Promise<Grant | null> = () => Promise.resolve(null),
): ClawContext => ({ signal, idempotencyKey: "test", requestGrant });
