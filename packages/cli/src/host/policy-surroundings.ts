// What judging a policy from the command line takes: the capabilities of this release and this host's answers.
import { realpath } from "node:fs/promises";
import { createHostResolver, standardClaws } from "@femtoclaw/claws/host";
import { createRegistry } from "@femtoclaw/gate";
import { sha256 } from "@femtoclaw/memory/host";
import { FemtoClawError } from "@femtoclaw/protocol";
import type { Config, PolicySurroundings } from "@femtoclaw/runtime";
import { workspaceFault } from "./settings.ts";

export const policySurroundings = async (config: Config): Promise<PolicySurroundings> => {
  const registry = createRegistry(standardClaws(), sha256);
  if (!registry.ok) throw new FemtoClawError(registry.fault);
  const missing = await workspaceFault(config.workspace);
  if (missing !== null) throw new FemtoClawError(missing);
  const around = { registry: registry.value, workspace: await realpath(config.workspace), resolver: createHostResolver(), sha256 };
  return config.profile === null ? around : { ...around, profile: config.profile };
};
