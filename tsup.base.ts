import { existsSync } from "node:fs";
import { defineConfig } from "tsup";

// One build for every package: ESM only, shared chunks between the pure and the host entry, declarations by tsc. Threads are programs of their own.
const entry = ["src/index.ts", "src/host/index.ts", "src/host/disk-thread.ts"].filter((file) => existsSync(file));

export default defineConfig({
  entry: Object.fromEntries(entry.map((file) => [file.slice(4, -3), file])),
  format: "esm",
  target: "node22",
  splitting: true,
  sourcemap: true,
  dts: false,
  clean: ["dist/**/*.js", "dist/**/*.map"],
});
