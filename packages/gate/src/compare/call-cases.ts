// In which ways a call can stand to the rules on all its parts together: the resource, and each argument of which some rule speaks.
import type { JsonObject } from "@femtoclaw/protocol";
import type { Capability } from "../capability.ts";
import { judgeArguments } from "../judge/arguments.ts";
import type { CompiledResource } from "../policy/compiled-policy.ts";
import { isUndecided, type Case, type Cases, type Compared } from "./case.ts";
import { combineCases } from "./combine-cases.ts";
import { strangeKeyword } from "./modelled-schema.ts";
import { resourceCases } from "./resource-cases.ts";
import { schemaAt, withArgument } from "./sample-arguments.ts";
import { valueCases } from "./value-cases.ts";

const resourcePointers = (resource: CompiledResource): readonly string[] => {
  switch (resource.kind) {
    case "none":
      return [];
    case "exec":
      return [resource.bin.text, resource.argv.text];
    case "path":
      return [resource.path.text];
    case "url":
      return [resource.url.text];
  }
};

const overlap = (a: string, b: string): boolean => a === b || a.startsWith(`${b}/`) || b.startsWith(`${a}/`);

/** `sample` are arguments that the schema should accept. */
export const callCases = (compared: Compared, resource: CompiledResource, { descriptor, validateArgs }: Capability, sample: JsonObject): Cases => {
  const pointers = [...new Set(compared.rules.flatMap(({ rule }) => rule.where.map(({ pointer }) => pointer.text)))];
  const parts = [...resourcePointers(resource), ...pointers];
  const entangled = parts.find((it, index) => parts.some((other, at) => at > index && overlap(it, other)));
  if (entangled !== undefined) return { undecided: `conditions on ${entangled} and on a part of it, or on the resource itself, are not compared` };
  const accepts = (args: JsonObject): boolean => judgeArguments({ descriptor, validateArgs }, args).length === 0;
  let cases: Cases = resourceCases(resource, compared);
  if (isUndecided(cases)) return cases;
  if (!accepts(sample)) return { undecided: "no arguments could be made that its schema accepts" };
  for (const pointer of pointers) {
    const strange = strangeKeyword(descriptor.args, pointer);
    if (strange !== null) return { undecided: `the schema of ${pointer} has ${strange}, which is not compared` };
    const values = valueCases(pointer, compared.rules, schemaAt(descriptor.args, pointer), (value) => accepts(withArgument(sample, pointer, value)), compared.work);
    if (isUndecided(values)) return values;
    const combined: readonly Case[] | null = combineCases(cases, values, compared.work);
    if (combined === null) return { undecided: "the conditions have too many combinations" };
    cases = combined;
  }
  return cases;
};
