// What judging a policy from the command line takes: the capabilities of this release and this host's answers.
import { realpath } from "node:fs/promises";
import { createHostResolver, standardClaws } from "@femtoclaw/claws/host";
import { createRegistry } from "@femtoclaw/gate";
import { sha256 } from "@femtoclaw/memory/host";
import { FemtoClawError } from "@femtoclaw/protocol";
import { ownPathsOf, type Config, type PolicySurroundings } from "@femtoclaw/runtime";
import { workspaceFault } from "./settings.ts";

/** As a runtime would judge it: what is the runtime's own is out of reach here as well. `file` is the configuration itself, where there is one. */
export const policySurroundings = async (config: Config, file: string | null): Promise<PolicySurroundings> => {
  const registry = createRegistry(standardClaws(), sha256);
  if (!registry.ok) throw new FemtoClawError(registry.fault);
  const missing = await workspaceFault(config.workspace);
  if (missing !== null) throw new FemtoClawError(missing);
  const around = { registry: registry.value, workspace: await realpath(config.workspace), resolver: createHostResolver(), sha256, ownPaths: [...ownPathsOf(config), ...(file === null ? [] : [file])] };
  return config.profile === null ? around : { ...around, profile: config.profile };
};
