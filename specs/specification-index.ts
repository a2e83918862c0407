import { readFileSync } from "node:fs";
import { join } from "node:path";
import { defect, type Defect } from "./defect.ts";

export type Tier = "enterprise" | "reference";
export type Status = "written" | "registered";

/** One entry of `index.json`. A registered specification has a number, an id and an owner; its text is still to come. */
export interface Specification {
  readonly number: number;
  readonly id: string;
  readonly tier: Tier;
  readonly domain: string;
  readonly title: string;
  readonly file: string;
  readonly packages: readonly string[];
  readonly status: Status;
  /** Where the entry stands in `index.json`. */
  readonly line: number;
}

export interface SpecificationIndex {
  readonly domains: readonly string[];
  readonly plannedPackages: readonly string[];
  readonly specifications: readonly Specification[];
  readonly defects: readonly Defect[];
}

export const indexFile = "specs/index.json";

type Fields = Readonly<Record<string, unknown>>;
const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);
const isTexts = (value: unknown): value is readonly string[] => Array.isArray(value) && value.every((item) => typeof item === "string");
const isTier = (value: unknown): value is Tier => value === "enterprise" || value === "reference";
const isStatus = (value: unknown): value is Status => value === "written" || value === "registered";

const keys = ["number", "id", "tier", "domain", "title", "file", "packages", "status"];

const readEntry = (value: unknown, line: number, defects: Defect[]): Specification | undefined => {
  if (!isFields(value)) {
    defects.push(defect(indexFile, line, "an entry of specifications is not an object"));
    return undefined;
  }
  for (const key of Object.keys(value)) if (!keys.includes(key)) defects.push(defect(indexFile, line, `unknown key "${key}"`));
  const { number, id, tier, domain, title, file, packages, status } = value;
  if (
    typeof number !== "number" || typeof id !== "string" || !isTier(tier) || typeof domain !== "string" ||
    typeof title !== "string" || typeof file !== "string" || !isTexts(packages) || !isStatus(status)
  ) {
    const wanted = "number, id, tier (enterprise | reference), domain, title, file, packages, status (written | registered)";
    defects.push(defect(indexFile, line, `an entry needs ${wanted}`));
    return undefined;
  }
  return { number, id, tier, domain, title, file, packages, status, line };
};

const nothing = (message: string): SpecificationIndex => ({
  domains: [],
  plannedPackages: [],
  specifications: [],
  defects: [defect(indexFile, 1, message)],
});

/** Reads `index.json`; what has the wrong shape becomes a defect and is left out. */
export const readIndex = (root: string): SpecificationIndex => {
  let text: string;
  let data: unknown;
  try {
    text = readFileSync(join(root, indexFile), "utf8");
    data = JSON.parse(text);
  } catch (cause) {
    return nothing(`cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  if (!isFields(data) || !isTexts(data["domains"]) || !isTexts(data["plannedPackages"]) || !Array.isArray(data["specifications"])) {
    return nothing("needs domains, plannedPackages and specifications");
  }
  const entryLines = text.split("\n").flatMap((line, at) => (line.includes('"number":') ? [at + 1] : []));
  const defects: Defect[] = [];
  const specifications = data["specifications"].flatMap((value: unknown, at) => {
    const entry = readEntry(value, entryLines[at] ?? 1, defects);
    return entry === undefined ? [] : [entry];
  });
  return { domains: data["domains"], plannedPackages: data["plannedPackages"], specifications, defects };
};
