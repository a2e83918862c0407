// Every target of this repository, by name.
import type { BrokenTarget } from "../power.ts";
import type { Target } from "../target.ts";
import { target as assembled } from "./assembled.ts";
import { target as acceptsDuplicateKeys } from "./broken/accepts-duplicate-keys.ts";
import { target as acknowledgesEarly } from "./broken/acknowledges-early.ts";
import { target as altersGrants } from "./broken/alters-grants.ts";
import { target as alwaysAllows } from "./broken/always-allows.ts";
import { target as approvesItself } from "./broken/approves-itself.ts";
import { target as coercesValues } from "./broken/coerces-values.ts";
import { target as deniesEverything } from "./broken/denies-everything.ts";
import { target as dropsAnswers } from "./broken/drops-answers.ts";
import { target as dropsOutcomes } from "./broken/drops-outcomes.ts";
import { target as echoesInput } from "./broken/echoes-input.ts";
import { target as forgetsInDoubt } from "./broken/forgets-in-doubt.ts";
import { target as hangs } from "./broken/hangs.ts";
import { target as hearsOnlyYes } from "./broken/hears-only-yes.ts";
import { target as hidesTampering } from "./broken/hides-tampering.ts";
import { target as ignoresBudgets } from "./broken/ignores-budgets.ts";
import { target as ignoresMandates } from "./broken/ignores-mandates.ts";
import { target as leaksErrors } from "./broken/leaks-errors.ts";
import { target as obeysResults } from "./broken/obeys-results.ts";
import { target as passesOverFlow } from "./broken/passes-over-flow.ts";
import { target as recordsSecrets } from "./broken/records-secrets.ts";
import { target as repairsReplies } from "./broken/repairs-replies.ts";
import { target as rerunsInDoubt } from "./broken/reruns-in-doubt.ts";
import { target as runsTwice } from "./broken/runs-twice.ts";
import { target as swallowsPolicyDefects } from "./broken/swallows-policy-defects.ts";
import { target as unbindsAnswers } from "./broken/unbinds-answers.ts";

export const assembledTarget: Target = assembled;

export const brokenTargets: readonly BrokenTarget[] = [
  acceptsDuplicateKeys,
  acknowledgesEarly,
  altersGrants,
  alwaysAllows,
  approvesItself,
  coercesValues,
  deniesEverything,
  dropsAnswers,
  dropsOutcomes,
  echoesInput,
  forgetsInDoubt,
  hangs,
  hearsOnlyYes,
  hidesTampering,
  ignoresBudgets,
  ignoresMandates,
  leaksErrors,
  obeysResults,
  passesOverFlow,
  recordsSecrets,
  repairsReplies,
  rerunsInDoubt,
  runsTwice,
  swallowsPolicyDefects,
  unbindsAnswers,
];
