export { checks } from "./checks/index.ts";
export type { Check, Problem } from "./checks/check.ts";
export { knownRequirements, loadSuite, type LoadedSuite, type LoadOptions, type SuiteDefect } from "./load-vectors.ts";
export { ownSuite } from "./own-suite.ts";
export { refuse, vectorsThatKill, type BrokenTarget, type Refusal } from "./power.ts";
export { junitReport } from "./report/junit-report.ts";
export { reportValue } from "./report/json-report.ts";
export { reportLines } from "./report/table.ts";
export type { Failure, VectorResult } from "./run-vector.ts";
export { exitCodes, suite, type Conclusion, type ExpectedFailure, type Report, type SuiteOptions } from "./suite.ts";
export {
  features,
  type Answer,
  type Assembly,
  type EffectEnd,
  type EffectStart,
  type Feature,
  type GivenMandate,
  type JournalHead,
  type Opening,
  type OpeningDefect,
  type OpeningRefused,
  type PersonsWord,
  type Reply,
  type RunOpening,
  type SuiteApprover,
  type SuiteBrain,
  type SuiteCapability,
  type Target,
  type TargetRun,
  type TargetRuntime,
  type Thought,
  type Verification,
} from "./target.ts";
export { domains, type Domain, type Vector } from "./vector.ts";
export type { VectorFile } from "./vector.schema.ts";
