import { join } from "node:path";
import { expect, it } from "vitest";
import { readExpectedFailures } from "../src/expected-failures.ts";
import { complianceDirectory } from "../src/own-suite.ts";
import { suite } from "../src/suite.ts";
import { assembledTarget } from "../src/targets/index.ts";
import { loaded, vectors } from "./support.ts";

it("the assembled runtime passes every vector that is not expected to fail", { timeout: 180_000 }, async () => {
  const expectedFailures = readExpectedFailures(join(complianceDirectory, "expected-failures.json"), "assembled");
  const report = await suite(assembledTarget).run({ loaded, vectors, expectedFailures });
  const unexpected = report.results.filter(({ failures, vector }) => failures.length > 0 && !expectedFailures.some((it) => it.vector === vector.name));
  expect(unexpected.map(({ vector, failures }) => ({ vector: vector.name, failures }))).toEqual([]);
  expect(report).toMatchObject({ conclusion: "conformant", stale: [], notMeasured: 0 });
});
