// Every example in a README runs, on the sources, exactly as it is printed.
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const packages = readdirSync(join(root, "packages")).toSorted();

const exampleOf = (name: string): string | null =>
  /^```ts\n([\s\S]*?)^```$/m.exec(readFileSync(join(root, "packages", name, "README.md"), "utf8"))?.[1] ?? null;

/** Runs in the package's own test folder, so that its imports resolve as a user's would, with an empty working directory. */
const run = (name: string, code: string): Promise<{ readonly code: number | null; readonly output: string }> => {
  const file = join(root, "packages", name, `.readme-example-${process.pid}.ts`);
  const directory = mkdtempSync(join(tmpdir(), "femtoclaw-readme-"));
  writeFileSync(file, code);
  return new Promise((resolve) => {
    const child = spawn(process.execPath, ["--conditions=femtoclaw-source", file], { cwd: directory, stdio: ["ignore", "pipe", "pipe"], timeout: 60_000 });
    let output = "";
    child.stdout.on("data", (chunk) => (output += String(chunk)));
    child.stderr.on("data", (chunk) => (output += String(chunk)));
    child.on("close", (exit) => {
      rmSync(file, { force: true });
      rmSync(directory, { recursive: true, force: true });
      resolve({ code: exit, output });
    });
  });
};

describe("the README of", () => {
  it.each(packages)("%s shows an example that runs", { timeout: 90_000 }, async (name) => {
    const example = exampleOf(name);
    expect(example, "a ```ts block").not.toBeNull();
    const { code, output } = await run(name, example ?? "");
    expect(code, output).toBe(0);
  });
});
