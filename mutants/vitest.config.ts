import { defineConfig } from "vitest/config";
import base from "../vitest.config.ts";

const name = process.env["FEMTOCLAW_MUTANTS"] ?? "protocol";
const part = process.env["FEMTOCLAW_PART"] ?? "top";

/** Left out since each takes longer than all others together, and what it finds the others hold: searches and sheer size. */
const long = ["every two-byte and three-byte", "a megabyte of", "longer than an argument list", "takes no exponential time", "against trying calls out", "however many values others name", "in bounded time", "without comparing each with every other", "gives a form that reads as itself"];

/** Comparing policies runs through all else: its tests take as long as all others, and are tried on its own sources alone. */
const comparing = "packages/gate/test/compare/**";
const include = part === "compare" ? [`${comparing}/*.test.ts`] : [`packages/${name}/test/**/*.test.ts`];
const exclude = ["**/fuzz/**", ...(part === "compare" ? [] : [comparing])];

/** Only the tests of the package whose sources are changed, in one realm: loading them again takes longer than they do. */
export default defineConfig({
  ...base,
  test: { ...base.test, isolate: false, setupFiles: ["./mutants/vitest.setup.ts"], include, exclude, testTimeout: 10_000, testNamePattern: new RegExp(`^(?!.*(${long.join("|")}))`) },
});
