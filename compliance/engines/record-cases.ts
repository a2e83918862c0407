// Carries out the vectors of the pure packages against this repository's runtime, and keeps the records that they leave. A vector that
// leaves none must be about a policy that is refused, and is asked as that: none goes by without a case.
import type { JournalRecord } from "@femtoclaw/core";
import { readRuntimeStarted, type RuntimeBeginning } from "@femtoclaw/runtime";
import type { JsonObject } from "@femtoclaw/protocol";
import { checks } from "../src/checks/index.ts";
import { policyFile, writtenText } from "../src/assemble.ts";
import { ownSuite } from "../src/own-suite.ts";
import { runVector } from "../src/run-vector.ts";
import { target } from "../src/targets/assembled.ts";
import type { Target } from "../src/target.ts";
import type { Vector } from "../src/vector.ts";
import type { EngineCase, RefusalCase } from "./case.ts";
import { textCases } from "./text-cases.ts";

const domains: ReadonlySet<string> = new Set(["protocol", "gate", "machine"]);

/** Exported by our own journal, which has checked each. */
const isRecord = (it: JsonObject): it is JsonObject & JournalRecord => typeof it["seq"] === "number" && typeof it["kind"] === "string" && typeof it["body"] === "object";

export interface RecordedCases {
  readonly cases: readonly EngineCase[];
  /** Schema of each validator that the cases name. */
  readonly schemas: { readonly [name: string]: JsonObject };
  readonly vectors: number;
}

/** A vector's refusal, told by what it expects: the runtime has just been seen to refuse for these very defects. */
const refusalOf = ({ name, written, assembly }: Vector, descriptors: RefusalCase["descriptors"], validators: readonly string[]): RefusalCase => {
  const [opening] = written.expect.opens ?? [];
  const { policy } = assembly;
  if (opening?.ok !== false || opening.defects === undefined || policy === undefined || policy === null || assembly.profile !== undefined) {
    throw new Error(`expected of ${name} a run or a refused policy, found neither: no engine would be asked about it`);
  }
  return { kind: "refusal", name, file: policyFile, text: writtenText(policy), descriptors, validators, defects: opening.defects };
};

export const recordCases = async (): Promise<RecordedCases> => {
  const { loaded, vectors } = ownSuite();
  if (loaded.defects.length > 0) throw new Error(`the vectors have defects: ${JSON.stringify(loaded.defects[0])}`);
  const cases: EngineCase[] = [];
  const schemas = new Map<string, { readonly name: string; readonly schema: JsonObject }>();
  const validatorOf = (schema: JsonObject): string => {
    const key = JSON.stringify(schema);
    const known = schemas.get(key) ?? { name: `arguments${schemas.size}`, schema };
    schemas.set(key, known);
    return known.name;
  };
  const chosen = loaded.vectors.filter((it) => domains.has(it.domain) && !it.steps.some((step) => step.do === "forge" || step.do === "crash"));
  for (const vector of chosen) {
    let last: readonly JsonObject[] = [];
    const listening: Target = { ...target, exportRecords: async (journal) => (last = await target.exportRecords(journal)) };
    const { failures } = await runVector({ target: listening, vector, descriptors: loaded.capabilities, vectors, checks, seed: "1" });
    if (failures.length > 0) throw new Error(`${vector.name} fails here already: npm run compliance says why`);
    let beginning: RuntimeBeginning | null = null;
    const runs = new Map<string, JournalRecord[]>();
    for (const record of last.filter(isRecord)) {
      if (record.kind === "runtime.started") beginning = readRuntimeStarted(record);
      if (record.run === null || beginning === null) continue;
      const records = runs.get(record.run) ?? [];
      if (records.length === 0) {
        cases.push({ kind: "run", name: `${vector.name}#${runs.size + 1}`, run: record.run, beginning, records, validators: beginning.descriptors.map(({ args }) => validatorOf(args)) });
      }
      records.push(record);
      runs.set(record.run, records);
    }
    if (runs.size > 0) continue;
    const descriptors = (vector.assembly.capabilities ?? []).flatMap(({ use }) => loaded.capabilities.get(use) ?? []);
    cases.push(refusalOf(vector, descriptors, descriptors.map(({ args }) => validatorOf(args))));
  }
  return { cases: [...cases, ...textCases], schemas: Object.fromEntries([...schemas.values()].map(({ name, schema }) => [name, schema])), vectors: chosen.length };
};
