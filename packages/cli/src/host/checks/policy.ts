import { describeFault, FemtoClawError, type Fault } from "@femtoclaw/protocol";
import { loadPolicy, policySource, type Config } from "@femtoclaw/runtime";
import { failed, passed, warned, type Check } from "../../check.ts";
import { plural } from "../../quantity.ts";
import { policySurroundings } from "../policy-surroundings.ts";

const programs = (facts: { readonly [bin: string]: { readonly path: string } | null }): readonly Check[] =>
  Object.entries(facts).map(([bin, found]) =>
    found === null ? warned("program", `${bin}: not on this host`, "Install it, or remove its rules; until then they allow nothing.") : passed("program", `${bin} is ${found.path}`),
  );

const warningCheck = (it: Fault): Check => warned("policy", describeFault(it), "See `femtoclaw policy check`.");

export const checkPolicy = async (config: Config): Promise<readonly Check[]> => {
  try {
    const around = await policySurroundings(config, null);
    const capabilities = passed("capabilities", [...around.registry.capabilities.keys()].join(" "));
    const loading = await loadPolicy(await policySource(config), around);
    if (loading.loaded === null) {
      return [capabilities, failed("policy", `${config.policy ?? ""}: ${plural(loading.faults.length, "defect")}`, "Run `femtoclaw policy check` to see every one.")];
    }
    const { policy, facts, warnings } = loading.loaded;
    const allows = [...policy.capabilities.values()].filter((it) => it.enabled && it.allow.length > 0).length;
    const detail = `${policy.name} (${config.policy ?? "none configured"}), profile ${policy.profile}, rules for ${plural(allows, "capability").replace("capabilitys", "capabilities")}`;
    const verdict = allows === 0 ? warned("policy", `${detail}: everything is denied`, "That is how it starts. Allow what is needed in the policy file.") : passed("policy", detail);
    const others = warnings.filter((it) => it.code !== "FC_POLICY_PROGRAM");
    return [capabilities, verdict, ...others.map(warningCheck), ...programs(facts.programs)];
  } catch (error) {
    if (error instanceof FemtoClawError) return [failed("policy", `${error.code}: expected ${error.fault.expected}, found ${error.fault.found}`, "Correct the path; `femtoclaw init` writes a policy to begin with.")];
    throw error;
  }
};
