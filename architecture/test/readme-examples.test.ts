// Every example in a README runs, on the sources, exactly as it is printed.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const packages = readdirSync(join(root, "packages")).toSorted();

/** The packages', and the repository's own. */
const places = ["", ...packages.map((name) => join("packages", name))];

const exampleOf = (place: string): string | null =>
  /^```ts\n([\s\S]*?)^```$/m.exec(readFileSync(join(root, place, "README.md"), "utf8"))?.[1] ?? null;

/** Runs in the package's own folder, so that its imports resolve as a user's would, with an empty working directory. */
const run = async (place: string, code: string): Promise<{ readonly code: number | undefined; readonly output: string }> => {
  const file = join(root, place, `.readme-example-${process.pid}.ts`);
  const directory = mkdtempSync(join(tmpdir(), "femtoclaw-readme-"));
  writeFileSync(file, code);
  try {
    const { exitCode, all } = await execa(process.execPath, ["--conditions=femtoclaw-source", file], {
      cwd: directory, stdin: "ignore", all: true, reject: false, timeout: 60_000,
    });
    return { code: exitCode, output: all };
  } finally {
    rmSync(file, { force: true });
    rmSync(directory, { recursive: true, force: true });
  }
};

describe("the README of", () => {
  it.each(places)("./%s shows an example that runs", { timeout: 90_000 }, async (place) => {
    const example = exampleOf(place);
    expect(example, "a ```ts block").not.toBeNull();
    const { code, output } = await run(place, example ?? "");
    expect(code, output).toBe(0);
  });
});
