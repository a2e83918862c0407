import { defineConfig } from "vitest/config";

// Tests run on the sources: the condition below makes workspace imports resolve to src, so nothing is tested stale.
const conditions = ["femtoclaw-source", "node", "import", "default"];

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ["**/test/**/*.test.ts"],
    exclude: ["**/node_modules/**", "**/dist/**", "**/.stryker/**"],
    reporters: process.env["CI"] === undefined && process.stdout.isTTY ? ["default"] : ["dot"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
