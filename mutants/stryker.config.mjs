// npm run mutants -- protocol | gate: how many small faults in the sources the tests notice. Takes minutes, so it is no part of CI.
const name = process.env.FEMTOCLAW_MUTANTS ?? "protocol";
/** A folder of the sources, or what lies in none. */
const part = process.env.FEMTOCLAW_PART ?? "top";
const files = part === "top" ? "*.ts" : `${part}/**/*.ts`;

export default {
  testRunner: "vitest",
  plugins: ["@stryker-mutator/vitest-runner"],
  vitest: { configFile: "mutants/vitest.config.ts", related: false },
  mutate: [`packages/${name}/src/${files}`, "!**/*.schema.ts", "!**/generated/**", "!**/error-catalogue/**", "!**/index.ts"],
  // Texts that only people read are no behaviour: the tests hold codes, places and values.
  mutator: { excludedMutations: ["StringLiteral"] },
  coverageAnalysis: "perTest",
  ignoreStatic: true,
  concurrency: 2,
  timeoutMS: 5_000,
  reporters: ["progress-append-only", "json", "clear-text"],
  clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
  jsonReporter: { fileName: `.stryker/${name}/${part}.json` },
  tempDirName: ".stryker/tmp",
  // What neither its code nor its tests changed is not tried again; --force tries all.
  incremental: true,
  incrementalFile: `.stryker/${name}/${part}-incremental.json`,
  symlinkNodeModules: true,
  cleanTempDir: "always",
  // survivors.ts judges.
  thresholds: { high: 95, low: 90, break: null },
};
