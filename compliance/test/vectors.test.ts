import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { complianceDirectory, specificationsDirectory, vectorsDirectory } from "../src/own-suite.ts";
import { vectorsThatKill } from "../src/power.ts";
import { publishedSchema } from "../src/published-schema.ts";
import { knownRequirements } from "../src/load-vectors.ts";
import { domains } from "../src/vector.ts";
import { vectorFileSchema, type VectorFile } from "../src/vector.schema.ts";
import { brokenTargets } from "../src/targets/index.ts";
import { loaded } from "./support.ts";

const smallest: VectorFile = {
  about: "one",
  notes: { Flag: { bugClass: "a class", effect: "an effect of it" } },
  vectors: [{ id: "one", title: "A vector with nothing special.", req: ["FC-PROTO-0001.R1"], kind: "negative", flags: ["Flag"], expect: { thoughts: 1 } }],
};

const malformed: readonly (readonly [what: string, change: (it: Record<string, unknown>) => void])[] = [
  ["no id", (it) => delete it["id"]],
  ["an id with a capital", (it) => (it["id"] = "One")],
  ["no title", (it) => delete it["title"]],
  ["no requirement", (it) => (it["req"] = [])],
  ["a requirement without its number", (it) => (it["req"] = ["FC-PROTO-0001"])],
  ["neither positive nor negative", (it) => (it["kind"] = "maybe")],
  ["no flag", (it) => (it["flags"] = [])],
  ["an unknown key", (it) => (it["expects"] = {})],
  ["nothing expected", (it) => delete it["expect"]],
  ["an unknown expectation", (it) => (it["expect"] = { verdict: "AUTHORIZED" })],
  ["an unknown verdict", (it) => (it["expect"] = { decisions: [{ verdict: "ALLOWED" }] })],
  ["an unknown step", (it) => (it["steps"] = [{ do: "hope" }])],
  ["a step with a key of another", (it) => (it["steps"] = [{ do: "open", input: "x" }])],
  ["no steps at all", (it) => (it["steps"] = [])],
  ["a reply in two forms", (it) => (it["assembly"] = { brain: [{ message: "x", text: "y" }] })],
  ["a reply in no form", (it) => (it["assembly"] = { brain: [{}] })],
  ["a misspelt assembly", (it) => (it["assembly"] = { polcy: null })],
  ["an unknown forgery", (it) => (it["steps"] = [{ do: "forge", how: "burn" }])],
];

describe("the vectors", () => {
  it("load without a defect", () => {
    expect(loaded.defects).toEqual([]);
  });

  it("are more than a hundred, three in five of them negative, in every domain", () => {
    expect(loaded.vectors.length).toBeGreaterThanOrEqual(100);
    expect(loaded.vectors.filter(({ written }) => written.kind === "negative").length / loaded.vectors.length).toBeGreaterThanOrEqual(0.6);
    for (const domain of domains) expect(loaded.vectors.filter((it) => it.domain === domain).length, domain).toBeGreaterThanOrEqual(20);
  });

  it("cite requirements that exist", () => {
    const known = knownRequirements(join(specificationsDirectory, "requirements.lock.json"));
    const cited = new Set([...loaded.vectors.flatMap(({ written }) => written.req), ...brokenTargets.flatMap(({ violates }) => violates)]);
    expect([...cited].filter((id) => !known.has(id))).toEqual([]);
  });

  it("promise to refuse each broken runtime at least once", () => {
    for (const { name } of brokenTargets) expect(vectorsThatKill(loaded, name), name).not.toEqual([]);
  });
});

describe("the schema of vectors", () => {
  const validate = new Ajv2020({ strict: false }).compile(JSON.parse(publishedSchema()));

  it("is published as it is described", () => {
    expect(readFileSync(join(complianceDirectory, "vector.schema.json"), "utf8")).toBe(publishedSchema());
  });

  it("accepts every file of vectors", () => {
    for (const domain of domains) {
      for (const file of readdirSync(join(vectorsDirectory, domain))) {
        expect(validate(JSON.parse(readFileSync(join(vectorsDirectory, domain, file), "utf8"))), `${domain}/${file}`).toBe(true);
      }
    }
  });

  it("accepts the smallest vector", () => {
    expect(vectorFileSchema.safeParse(smallest).success).toBe(true);
    expect(validate(smallest)).toBe(true);
  });

  it.each(malformed)("rejects a vector with %s", (_what, change) => {
    const file = structuredClone(smallest) as unknown as { vectors: [Record<string, unknown>] };
    change(file.vectors[0]);
    expect(vectorFileSchema.safeParse(file).success).toBe(false);
    expect(validate(file)).toBe(false);
  });
});
