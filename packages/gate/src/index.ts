export type { ArgumentDefect, Capability, CapabilityDescriptor, EffectKind, MarkedParts, PathAccess, Resource } from "./capability.ts";
export {
  noUsage,
  verdicts,
  type ApprovalRequired,
  type Authorized,
  type Call,
  type Decision,
  type Denial,
  type Denied,
  type Evaluation,
  type Reason,
  type RuleReference,
  type Usage,
  type Verdict,
} from "./decision.ts";
export { factAboutHost, factAboutPath, type Fact, type Lookup } from "./fact.ts";
export type { CallGrant, ExecGrant, Grant, GrantLimits, PathGrant, UrlGrant } from "./grant.ts";
export { addressWithin, isPrivateAddress, parseAddress, parseRange, type Address, type Range } from "./address.ts";
export { evaluate, type Situation } from "./evaluate.ts";
export { noFlow, takeIn, type FlowContext, type Label, type Said } from "./flow/flow-context.ts";
export { objectionToNewRule } from "./flow/objection-to-new-rule.ts";
export { comparePolicies, type Answer, type CallDifference, type PolicyComparison } from "./compare/compare-policies.ts";
export type { GrantDifference } from "./compare/granted-parts.ts";
export { lintPolicy, type LintFinding } from "./compare/lint-policy.ts";
export type { OtherDifference } from "./compare/other-differences.ts";
export { explain, type ConsideredRule, type Explanation } from "./explain.ts";
export { lookupsFor } from "./lookups-for.ts";
export { compileMandate, type CompiledMandate } from "./mandate/compile-mandate.ts";
export { lookupsUnder } from "./mandate/lookups-under.ts";
export type { Mandate } from "./mandate/judge-mandate.ts";
export { isWithin, relativePath, resolvePath } from "./path.ts";
export { compileMatcher } from "./pattern/compile-matcher.ts";
export { compilePolicy, defaultBudgets, type CompileOptions, type PolicyCompilation } from "./policy/compile-policy.ts";
export type { CompiledPolicy } from "./policy/compiled-policy.ts";
export type { Budgets, PolicyDocument, Profile } from "./policy/policy-document.ts";
export { policyQuestions, type PolicyFacts, type PolicyQuestions } from "./policy/policy-facts.ts";
export type { IncludedFile, IncludedTexts } from "./policy/includes.ts";
export { readPolicy, type PolicyReading, type WrittenPolicy } from "./policy/read-policy.ts";
export { readPolicyTable, type PolicyTable, type PolicyTableCase } from "./policy-table/read-policy-table.ts";
export { isJsonObject, readDocument, type DocumentReading, type ReadDocument } from "./read-document.ts";
export { createRegistry, descriptorValue, type Registry } from "./registry.ts";
export { suggestRules, type DeniedCall, type SuggestedRule } from "./suggest-rules.ts";
export { visibleCapabilities } from "./visible-capabilities.ts";
export { formatWebUrl, originOf, parseWebUrl, type WebUrl } from "./web-url.ts";
