import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

export const repository = dirname(dirname(import.meta.dirname));

/** A copy of the real `specs/` and of the package manifests, in a folder of its own, to plant faults in. */
export interface PlantedTree {
  readonly root: string;
  readonly write: (file: string, text: string) => void;
  /** Replaces the one place where `from` stands; throws when it stands nowhere, so that no fault goes unplanted. */
  readonly replace: (file: string, from: string | RegExp, to: string) => void;
  readonly remove: (file: string) => void;
  /** The line, from 1, on which `text` first stands. */
  readonly lineOf: (file: string, text: string) => number;
  readonly dispose: () => void;
}

const manifests = (): readonly string[] => [
  ...readdirSync(join(repository, "packages")).map((name) => `packages/${name}/package.json`),
  "compliance/package.json",
  "benchmarks/package.json",
];

export const plantedTree = (): PlantedTree => {
  const root = mkdtempSync(join(tmpdir(), "femtoclaw-specs-"));
  cpSync(join(repository, "specs"), join(root, "specs"), {
    recursive: true,
    filter: (path) => !path.includes("node_modules") && path !== import.meta.dirname,
  });
  for (const file of manifests()) cpSync(join(repository, file), join(root, file), { force: true });

  const read = (file: string): string => readFileSync(join(root, file), "utf8");
  const write = (file: string, text: string): void => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  return {
    root,
    write,
    replace: (file, from, to) => {
      const before = read(file);
      const after = before.replace(from, () => to);
      if (after === before) throw new Error(`nothing to replace in ${file}: ${String(from)}`);
      write(file, after);
    },
    remove: (file) => rmSync(join(root, file)),
    lineOf: (file, text) => read(file).split("\n").findIndex((line) => line.includes(text)) + 1,
    dispose: () => rmSync(root, { recursive: true, force: true }),
  };
};
