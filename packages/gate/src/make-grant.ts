// G2: the arguments and what they resolved to, turned into the one thing a claw may act on. Immutable through and through, so
// that nobody between the gate and the claw can change what was authorised.
import type { Call } from "./decision.ts";
import type { Grant } from "./grant.ts";
import type { Resolved } from "./judge/rule.ts";
import type { CompiledCapability, CompiledRule } from "./policy/compiled-policy.ts";

/**
 * Null when the rule names a program that the host does not have, or lacks the condition that its resource needs. The arguments
 * and the policy's parts are frozen already; the rest is frozen here.
 */
export const makeGrant = (block: CompiledCapability, rule: CompiledRule, { capability, args }: Call, resolved: Resolved): Grant | null => {
  const { limits, resource } = block;
  switch (resolved.kind) {
    case "exec": {
      const { exec } = rule;
      if (exec === null || exec.executable === null) return null;
      const { executable, argv0, executableDigest, cwd, environment } = exec;
      return Object.freeze({ kind: "exec", capability, args, limits, executable, argv0, executableDigest, argv: resolved.argv, cwd, environment });
    }
    case "path": {
      if (resource.kind !== "path") return null;
      const { root, path } = resolved;
      const maxBytes = resource.access === "write" ? (rule.maxBytes ?? limits.maxOutputBytes) : null;
      return Object.freeze({ kind: "path", capability, args, limits, access: resource.access, root, path, maxBytes });
    }
    case "url": {
      const { url, host } = resolved;
      return Object.freeze({ kind: "url", capability, args, limits, method: "GET", url, host, addresses: Object.freeze([...resolved.addresses]) });
    }
    case "call":
      return Object.freeze({ kind: "call", capability, args, limits });
  }
};
