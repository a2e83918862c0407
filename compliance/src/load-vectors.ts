// vectors/DOMAIN/*.json → vectors, or every defect of the suite itself. A suite that is not in order measures nothing.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { CapabilityDescriptor } from "@femtoclaw/gate";
import { z } from "zod";
import { vectorFileSchema } from "./vector.schema.ts";
import { defaultSteps, domains, type Domain, type Vector } from "./vector.ts";

export interface SuiteDefect {
  readonly file: string;
  readonly what: string;
}

export interface LoadedSuite {
  readonly vectors: readonly Vector[];
  readonly capabilities: ReadonlyMap<string, CapabilityDescriptor>;
  readonly defects: readonly SuiteDefect[];
}

export interface LoadOptions {
  /** Absolute path of the folder of vectors. */
  readonly directory: string;
  /** Absolute path of specs/requirements.lock.json. */
  readonly requirements: string;
  /** Names of the broken runtimes there are; null where they do not matter. */
  readonly broken: readonly string[] | null;
}

const lockSchema = z.object({ requirements: z.array(z.object({ id: z.string() })) });

const descriptorsSchema = z.record(
  z.string(),
  z.strictObject({
    description: z.string(),
    args: z.record(z.string(), z.json()),
    effects: z.array(z.enum(["reads", "writes", "sends", "spends", "irreversible"])),
    resource: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("none") }),
      z.strictObject({ kind: z.literal("path"), path: z.string(), access: z.enum(["read", "list", "write"]) }),
      z.strictObject({ kind: z.literal("url"), url: z.string() }),
      z.strictObject({ kind: z.literal("exec"), bin: z.string(), argv: z.string() }),
    ]),
    retry: z.enum(["never", "idempotent"]),
    targets: z.array(z.string()).min(1).optional(),
  }),
);

export const knownRequirements = (file: string): ReadonlySet<string> =>
  new Set(lockSchema.parse(JSON.parse(readFileSync(file, "utf8"))).requirements.map(({ id }) => id));

/** Throws for what is not a file of descriptors. */
export const readDescriptors = (file: string): ReadonlyMap<string, CapabilityDescriptor> => {
  const described = descriptorsSchema.parse(JSON.parse(readFileSync(file, "utf8")));
  return new Map(Object.entries(described).map(([name, { targets, ...it }]): [string, CapabilityDescriptor] => [name, { name, ...it, ...(targets === undefined ? {} : { targets }) }]));
};

const isDomain = (name: string): name is Domain => domains.some((it) => it === name);

const describeIssue = (issue: z.core.$ZodIssue): string => {
  const place = issue.path.map((part) => `/${String(part)}`).join("");
  // The alternatives of a union are told by their own first issues, or nobody would know which member is wrong.
  const inner = issue.code === "invalid_union" ? issue.errors.flatMap((it) => it.slice(0, 1)).map((it) => it.message) : [];
  return `${place || "/"}: ${[issue.message, ...new Set(inner)].join("; ")}`;
};

export const loadSuite = ({ directory, requirements, broken }: LoadOptions): LoadedSuite => {
  const defects: SuiteDefect[] = [];
  const vectors: Vector[] = [];
  const known = knownRequirements(requirements);
  const names = new Set<string>();

  const readFile = (domain: Domain, file: string): void => {
    const place = `${domain}/${file}`;
    const complain = (what: string): void => void defects.push({ file: place, what });
    let document: unknown;
    try {
      document = JSON.parse(readFileSync(join(directory, domain, file), "utf8"));
    } catch {
      return complain("is not JSON");
    }
    const read = vectorFileSchema.safeParse(document);
    if (!read.success) return read.error.issues.forEach((issue) => complain(describeIssue(issue)));
    const { assembly = {}, notes } = read.data;
    for (const written of read.data.vectors) {
      const name = `${domain}/${written.id}`;
      if (names.has(name)) complain(`${written.id} stands twice`);
      names.add(name);
      for (const id of written.req) if (!known.has(id)) complain(`${written.id} cites ${id}, which is no requirement`);
      for (const flag of written.flags) if (!Object.hasOwn(notes, flag)) complain(`${written.id} has the flag ${flag}, which no note explains`);
      for (const name of written.kills ?? []) if (broken !== null && !broken.includes(name)) complain(`${written.id} is to refuse ${name}, and there is no such broken runtime`);
      if (Object.keys(written.expect).length === 0) complain(`${written.id} expects nothing`);
      vectors.push({ name, domain, file: place, written, notes, assembly: { ...assembly, ...written.assembly }, steps: written.steps ?? defaultSteps });
    }
  };

  for (const entry of readdirSync(directory, { withFileTypes: true })) {
    if (!entry.isDirectory()) {
      if (entry.name !== "capabilities.json") defects.push({ file: entry.name, what: "does not belong here: vectors lie in the folder of their domain" });
    } else if (!isDomain(entry.name)) defects.push({ file: entry.name, what: `is not a domain; these are: ${domains.join(", ")}` });
    else {
      const { name } = entry;
      for (const file of readdirSync(join(directory, name)).sort()) readFile(name, file);
    }
  }

  const file = join(directory, "capabilities.json");
  let capabilities: ReadonlyMap<string, CapabilityDescriptor> = new Map();
  if (!existsSync(file)) defects.push({ file: "capabilities.json", what: "is missing" });
  else {
    try {
      capabilities = readDescriptors(file);
    } catch (error) {
      defects.push({ file: "capabilities.json", what: error instanceof z.ZodError ? error.issues.map(describeIssue).join("; ") : "is not JSON" });
    }
  }
  for (const { file: place, written, assembly } of vectors) {
    for (const { use } of assembly.capabilities ?? []) {
      if (!capabilities.has(use)) defects.push({ file: place, what: `${written.id} uses the capability ${use}, which capabilities.json does not describe` });
    }
  }
  return { vectors, capabilities, defects };
};
