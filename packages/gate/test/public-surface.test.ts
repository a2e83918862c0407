import { expect, it } from "vitest";
import * as gate from "../src/index.ts";

it("the package exports these values and no others", () => {
  expect(Object.keys(gate).toSorted()).toEqual([
    "addressWithin", "comparePolicies", "compileMandate", "compileMatcher", "compilePolicy", "createRegistry", "defaultBudgets", "descriptorValue", "evaluate", "explain", "factAboutHost", "factAboutPath", "formatWebUrl", "isJsonObject", "isPrivateAddress", "isWithin", "lintPolicy", "lookupsFor", "lookupsUnder", "noFlow", "noUsage",
    "objectionToNewRule", "originOf", "parseAddress", "parseRange", "parseWebUrl", "policyQuestions", "readDocument", "readPolicy", "readPolicyTable", "relativePath", "resolvePath", "suggestRules", "takeIn", "verdicts", "visibleCapabilities",
  ]);
});
