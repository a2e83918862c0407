// G2: the arguments and what they resolved to, turned into the one thing a claw may act on.
import type { Capability } from "./capability.ts";
import type { Call } from "./decision.ts";
import type { Grant } from "./grant.ts";
import type { Resolved } from "./judge/rule.ts";
import type { CompiledCapability, CompiledPolicy, CompiledRule } from "./policy/compiled-policy.ts";

/** All that a started program inherits, unless its rule adds to it. */
const cleanEnvironment = { LANG: "C.UTF-8", PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" } as const;

/** Null when the rule names a program that the host does not have, or lacks the condition its resource needs. */
export const makeGrant = (
  policy: CompiledPolicy,
  block: CompiledCapability,
  rule: CompiledRule,
  capability: Capability,
  call: Call,
  resolved: Resolved,
): Grant | null => {
  const base = {
    capability: call.capability,
    args: call.args,
    limits: { timeoutMs: block.timeoutMs, maxOutputBytes: block.maxOutputBytes },
  };
  switch (resolved.kind) {
    case "exec": {
      const { exec } = rule;
      if (exec === null || exec.executable === null) return null;
      return {
        ...base,
        kind: "exec",
        executable: exec.executable,
        executableDigest: exec.executableDigest,
        argv: resolved.argv,
        cwd: exec.cwd ?? policy.workspace,
        environment: { ...cleanEnvironment, ...exec.environment },
      };
    }
    case "path": {
      const { resource } = capability.descriptor;
      if (rule.path === null || resource.kind !== "path") return null;
      const { access } = resource;
      return { ...base, kind: "path", access, root: resolved.root, path: resolved.path, maxBytes: access === "write" ? (rule.maxBytes ?? block.maxOutputBytes) : null };
    }
    case "url":
      if (rule.url === null) return null;
      return { ...base, kind: "url", method: "GET", url: resolved.url, host: resolved.host, addresses: resolved.addresses };
    case "call":
      return { ...base, kind: "call" };
  }
};

const freezeDeep = <T>(value: T): T => {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  for (const part of Object.values(value)) freezeDeep(part);
  return Object.freeze(value);
};

/** Immutable through and through: nobody between the gate and the claw can change what was authorised. */
export const freezeGrant = (grant: Grant): Grant => freezeDeep(grant);
