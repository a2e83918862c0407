import { entry } from "./entry.ts";

const check = "Correct it and run `femtoclaw policy check` again.";

/** Defects of a policy, found at load (FC-POL-0001, FC-POL-0002). */
export const policyFaults = {
  FC_POLICY_SYNTAX: entry("configuration", "FC-POL-0002", "the policy is not well-formed YAML or JSON", check),
  FC_POLICY_SCHEMA: entry("configuration", "FC-POL-0002", "the policy does not have the published shape", check),
  FC_POLICY_UNKNOWN_CAPABILITY: entry("configuration", "FC-POL-0002", "the policy names a capability that is not registered", "Correct the name, or register the capability; `femtoclaw doctor` lists them."),
  FC_POLICY_CAPABILITY_NAME: entry("configuration", "FC-CLAW-0001", "a capability cannot be registered under this name", "Give each capability one exact name of its own."),
  FC_POLICY_DUPLICATE_RULE: entry("configuration", "FC-POL-0002", "two rules have the same id", "Give each rule an id of its own: decisions cite it."),
  FC_POLICY_CONDITION: entry("configuration", "FC-POL-0002", "a condition does not suit the capability, or a needed one is missing", check),
  FC_POLICY_PREDICATE: entry("configuration", "FC-POL-0002", "a predicate does not say exactly one thing", check),
  FC_POLICY_POINTER: entry("configuration", "FC-POL-0002", "a rule names an argument that the capability does not have", check),
  FC_POLICY_SET: entry("configuration", "FC-POL-0002", "a named set is not there, not used, or too long for where it is named", check),
  FC_POLICY_INCLUDE: entry("configuration", "FC-POL-0002", "an included file is not there, is not the one that is pinned, or says what only one file may", "Review the file, and pin its digest; it stands beside the policy, and all that are included together are at most 4 MiB."),
  FC_POLICY_PATTERN: entry("configuration", "FC-POL-0002", "a pattern or glob is not of the policy's own, linear-time language", check),
  FC_POLICY_PATH: entry("configuration", "FC-POL-0002", "a path cannot exist, or leads out of the workspace", check),
  FC_POLICY_URL: entry("configuration", "FC-POL-0002", "an origin or address range is not one", check),
  FC_POLICY_PROGRAM: entry("configuration", "FC-POL-0003", "the host has no such program", "Install it, or remove the rule; until then the rule allows nothing."),
  FC_POLICY_ESCAPE: entry("configuration", "FC-POL-0002", "a program is allowed with arguments so open that it could do something else", "List its arguments one by one instead of `rest`, an open pattern or a path, or remove the rule."),
} as const;
