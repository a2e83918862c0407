// FC-CLAW-0001.R7: the validator of a user's own claw. The schema compiler is loaded only here and only when asked for: the
// built-in claws were compiled at build time, so that a start never waits for it.
//
// The adversary writes arguments and means to hold up the runtime (G10). So every pattern goes through the linear engine of
// schema-pattern.ts, and of the formats only those are known whose check is linear; `email`, `uri`, `hostname` and the rest of
// ajv-formats backtrack, and are refused like any unknown word.
import type { ArgumentDefect } from "@femtoclaw/gate";
import { FemtoClawError, fault, type JsonObject } from "@femtoclaw/protocol";
import { argumentDefects } from "../argument-defects.ts";
import { compileSchemaPattern } from "../schema-pattern.ts";

const linearFormats = ["date", "time", "date-time", "uuid", "ipv4"] as const;

/**
 * Compiles a JSON Schema 2020-12 with ajv in strict mode. Nothing is fetched, coerced or filled in. Patterns are those of
 * schema-pattern.ts, formats `date`, `time`, `date-time`, `uuid` and `ipv4`.
 * Throws FemtoClawError FC_CLAW_DEFINITION_INVALID for what is not a schema of arguments, or cannot be checked in linear time.
 */
export const compileArguments = async (schema: JsonObject): Promise<(args: JsonObject) => readonly ArgumentDefect[]> => {
  if (schema["type"] !== "object") throw invalid("an object schema", "another type");
  // An asynchronous check answers with a promise, which would pass for a yes.
  if ("$async" in schema) throw invalid("a schema that answers at once", "$async");
  const [{ Ajv2020 }, { default: formats }] = await Promise.all([import("ajv/dist/2020.js"), import("ajv-formats")]);
  const ajv = new Ajv2020({
    strict: true,
    allErrors: true,
    verbose: true,
    // The check for properties that also match a pattern would run patterns on JavaScript's own engine.
    allowMatchingProperties: true,
    code: { regExp: linearEngine },
  });
  formats.default(ajv, [...linearFormats]);
  const check = compiled(() => ajv.compile(schema));
  return (args) => (check(args) === true ? [] : argumentDefects(check.errors ?? []));
};

/** ajv tells engines apart by `code`, and compiled patterns by `toString`: without it, all patterns of a schema would be one. */
const linearEngine = Object.assign(
  (pattern: string) => {
    const test = compileSchemaPattern(pattern);
    if (!test.ok) throw invalid(`in a pattern, ${test.fault}`, pattern.slice(0, MAX_FOUND_LENGTH));
    return { test: test.value, toString: () => pattern };
  },
  { code: "linear" },
);

const MAX_FOUND_LENGTH = 200;

const compiled = <T>(compile: () => T): T => {
  try {
    return compile();
  } catch (thrown) {
    if (thrown instanceof FemtoClawError) throw thrown;
    const found = thrown instanceof Error ? thrown.message.slice(0, MAX_FOUND_LENGTH) : "another value";
    throw invalid(`a JSON Schema 2020-12 in ajv's strict mode, with no formats but ${linearFormats.join(", ")}`, found);
  }
};

const invalid = (expected: string, found: string): FemtoClawError =>
  new FemtoClawError(fault("FC_CLAW_DEFINITION_INVALID", expected, found, { pointer: "/args" }));
