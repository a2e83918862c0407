import { defineConfig } from "vitest/config";
import base from "./vitest.config.ts";

const name = process.env["FEMTOCLAW_MUTANTS"] ?? "protocol";

/** Left out since each takes longer than all others together, and what it finds the others hold: searches and sheer size. */
const long = ["every two-byte and three-byte", "a megabyte of", "longer than an argument list", "takes no exponential time", "against trying calls out"];

/** Only the tests of the package whose sources are changed. */
export default defineConfig({
  ...base,
  test: { ...base.test, include: [`packages/${name}/test/**/*.test.ts`], exclude: ["**/fuzz/**"], testTimeout: 10_000, testNamePattern: new RegExp(`^(?!.*(${long.join("|")}))`) },
});
