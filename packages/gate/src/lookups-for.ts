// What the host must be asked before this call can be decided. Nothing is asked for a call that is denied anyway.
import { resolvePointer } from "@femtoclaw/protocol";
import { parseAddress } from "./address.ts";
import type { Call } from "./decision.ts";
import type { Lookup } from "./fact.ts";
import { resolvePath } from "./path.ts";
import type { CompiledPolicy } from "./policy/compiled-policy.ts";
import type { Registry } from "./registry.ts";
import { parseWebUrl } from "./web-url.ts";

/** A call may not make the host look up without end (G10). */
const mostLookups = 64;

export const lookupsFor = (policy: CompiledPolicy, registry: Registry, call: Call): readonly Lookup[] => {
  const capability = registry.capabilities.get(call.capability);
  const block = policy.capabilities.get(call.capability);
  if (capability === undefined || block === undefined || !block.enabled) return [];
  const { resource } = capability.descriptor;
  switch (resource.kind) {
    case "none":
      return [];
    case "path": {
      const text = resolvePointer(call.args, resource.path);
      const path = typeof text === "string" ? resolvePath(policy.workspace, text) : null;
      return path === null ? [] : [{ kind: "path", path }];
    }
    case "url": {
      const text = resolvePointer(call.args, resource.url);
      const url = typeof text === "string" ? parseWebUrl(text) : null;
      // A name is looked up only for an origin that some rule names: asking a resolver about any name is a send.
      const known = url !== null && block.allow.some((rule) => rule.url?.host === url.host);
      return url === null || !known || parseAddress(url.host) !== null ? [] : [{ kind: "host", host: url.host }];
    }
    case "exec": {
      const bin = resolvePointer(call.args, resource.bin);
      const argv = resolvePointer(call.args, resource.argv);
      if (!Array.isArray(argv)) return [];
      const rules = [...block.allow, ...block.deny].filter((rule) => rule.exec?.bin === bin || rule.exec?.executable === bin);
      const hasPaths = rules.some((rule) => (rule.exec?.argv ?? []).some((element) => element.tokens.some((token) => token.kind === "path")));
      if (!hasPaths) return [];
      const paths = new Set<string>();
      for (const text of argv) {
        const path = typeof text === "string" && !text.startsWith("-") ? resolvePath(policy.workspace, text) : null;
        if (path !== null && paths.size < mostLookups) paths.add(path);
      }
      return [...paths].map((path) => ({ kind: "path", path }));
    }
  }
};
