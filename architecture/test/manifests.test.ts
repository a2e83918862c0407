import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "../..");
const read = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8"));
const names = readdirSync(join(root, "packages")).toSorted();

describe.each(names)("the manifest of %s", (name) => {
  const manifest = read(`packages/${name}/package.json`);

  it("is alike in what all share", () => {
    expect(manifest).toMatchObject({
      name: `@femtoclaw/${name}`,
      license: "Apache-2.0",
      type: "module",
      sideEffects: false,
      engines: { node: ">=22.19" },
      publishConfig: { access: "public" },
    });
    expect(manifest.files).toEqual(expect.arrayContaining(["dist", "src"]));
    expect(manifest.version).toBe(read("packages/protocol/package.json").version);
  });

  it("pins every dependency exactly, and its own siblings to the workspace", () => {
    for (const [dependency, version] of Object.entries({ ...manifest.dependencies, ...manifest.devDependencies })) {
      expect(version, dependency).toMatch(dependency.startsWith("@femtoclaw/") ? /^workspace:\*$/ : /^\d+\.\d+\.\d+(-[a-z0-9.]+)?$/);
    }
  });

  it("offers its source to the workspace and its build to everyone else", () => {
    for (const [place, entry] of Object.entries<Record<string, string> | string>(manifest.exports)) {
      if (typeof entry === "string") continue;
      expect(Object.keys(entry), place).toEqual(["femtoclaw-source", "types", "default"]);
      const source = entry["femtoclaw-source"] ?? "";
      expect(existsSync(join(root, "packages", name, source)), source).toBe(true);
      expect(entry["default"]).toBe(source.replace("./src/", "./dist/").replace(/\.ts$/, ".js"));
    }
  });

  it("has a page that says what it is", () => {
    expect(readFileSync(join(root, "packages", name, "README.md"), "utf8").length).toBeGreaterThan(400);
  });
});

describe("the release", () => {
  it("keeps all packages in one fixed group", () => {
    expect(read(".changeset/config.json").fixed).toEqual([["@femtoclaw/*"]]);
  });

  it("names its version in one place that agrees with the manifests", () => {
    const text = readFileSync(join(root, "packages/runtime/src/version.ts"), "utf8");
    expect(text).toContain(`"${read("packages/runtime/package.json").version}"`);
  });
});
