import { defineConfig } from "vitest/config";
import base from "../vitest.config.ts";

const name = process.env["FEMTOCLAW_MUTANTS"] ?? "protocol";

/** Left out since each takes longer than all others together, and what it finds the others hold: searches and sheer size. */
const long = ["every two-byte and three-byte", "a megabyte of", "longer than an argument list", "takes no exponential time", "against trying calls out", "however many values others name", "in bounded time", "without comparing each with every other", "gives a form that reads as itself"];

/** Only the tests of the package whose sources are changed, in one realm: loading them again takes longer than they do. */
export default defineConfig({
  ...base,
  test: { ...base.test, isolate: false, setupFiles: ["./mutants/vitest.setup.ts"], include: [`packages/${name}/test/**/*.test.ts`], exclude: ["**/fuzz/**"], testTimeout: 10_000, testNamePattern: new RegExp(`^(?!.*(${long.join("|")}))`) },
});
