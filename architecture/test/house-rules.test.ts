import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { effectDoorOffences, hostlessOffences, importOrderOffences, layoutOffences, namingOffences } from "../house-rules.ts";
import { readSources } from "../imports.ts";

const root = join(import.meta.dirname, "../..");
const sources = readSources(root);
const made: string[] = [];

/** A copy of the sources with one file written into it. */
const withPlanted = (file: string, text: string) => {
  const copy = mkdtempSync(join(tmpdir(), "femtoclaw-house-"));
  made.push(copy);
  cpSync(join(root, "packages"), join(copy, "packages"), {
    recursive: true,
    filter: (path) => !/\/(node_modules|dist|test)(\/|$)/.test(path),
  });
  mkdirSync(dirname(join(copy, file)), { recursive: true });
  writeFileSync(join(copy, file), text);
  return readSources(copy);
};

afterEach(() => {
  for (const directory of made.splice(0)) rmSync(directory, { recursive: true, force: true });
});

describe("the house", () => {
  it("has sources to judge in every package", () => {
    const packages = new Set(sources.map(({ file }) => file.split("/")[1]));
    expect([...packages].toSorted()).toEqual(["brains", "claws", "cli", "core", "gate", "memory", "observability", "protocol", "runtime"]);
    expect(sources.length).toBeGreaterThan(100);
  });

  it("imports in one direction only", () => expect(importOrderOffences(sources)).toEqual([]));
  it("keeps everything outside src/host pure", () => expect(layoutOffences(sources)).toEqual([]));
  it("has no host side in protocol, gate and core", () => expect(hostlessOffences(sources)).toEqual([]));
  it("starts effects behind one door", () => expect(effectDoorOffences(sources)).toEqual([]));
  it("names files after ideas and exports by name", () => expect(namingOffences(sources)).toEqual([]));
});

describe("a planted fault is caught:", () => {
  const planted: readonly (readonly [what: string, file: string, text: string, check: (of: typeof sources) => readonly string[]])[] = [
    ["core importing memory", "packages/core/src/fault.ts", `import { slidingWindow } from "@femtoclaw/memory";\nexport const it = slidingWindow;\n`, importOrderOffences],
    ["claws importing brains", "packages/claws/src/host/fault.ts", `import { say } from "@femtoclaw/brains";\nexport const it = say;\n`, importOrderOffences],
    ["a type-only import against the order", "packages/protocol/src/fault2.ts", `import type { Grant } from "@femtoclaw/gate";\nexport type It = Grant;\n`, importOrderOffences],
    ["a relative import into another package", "packages/gate/src/fault.ts", `import { ok } from "../../protocol/src/result.ts";\nexport const it = ok;\n`, importOrderOffences],
    ["a dynamic import against the order", "packages/gate/src/fault.ts", `export const it = () => import("@femtoclaw/runtime");\n`, importOrderOffences],
    ["node:fs in pure code", "packages/gate/src/fault.ts", `import { readFileSync } from "node:fs";\nexport const it = readFileSync;\n`, layoutOffences],
    ["a host library in pure code", "packages/brains/src/fault.ts", `import { request } from "undici";\nexport const it = request;\n`, layoutOffences],
    ["pure code importing its own host side", "packages/memory/src/fault.ts", `export { sha256 } from "./host/sha256.ts";\n`, layoutOffences],
    ["pure code importing another's host side", "packages/memory/src/fault.ts", `import { x } from "@femtoclaw/memory/host";\nexport const it = x;\n`, layoutOffences],
    ["the clock in pure code", "packages/core/src/fault.ts", `export const now = () => Date.now();\n`, layoutOffences],
    ["the environment in pure code", "packages/runtime/src/fault.ts", `export const home = () => process.env["HOME"];\n`, layoutOffences],
    ["randomness in pure code", "packages/brains/src/fault.ts", `export const it = () => Math.random();\n`, layoutOffences],
    ["a host folder in gate", "packages/gate/src/host/fault.ts", `export const it = 1;\n`, hostlessOffences],
    ["a second door to an effect", "packages/runtime/src/host/fault.ts", `export const it = (claw, grant, context) => claw.execute(grant, context);\n`, effectDoorOffences],
    ["a file called utils", "packages/core/src/utils.ts", `export const it = 1;\n`, namingOffences],
    ["export *", "packages/core/src/fault.ts", `export * from "./step.ts";\n`, namingOffences],
  ];
  it.each(planted)("%s", (_what, file, text, check) => {
    const found = check(withPlanted(file, text));
    expect(found.join("\n")).toContain(file);
  });
});
