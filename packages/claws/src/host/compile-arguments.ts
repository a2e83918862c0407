// FC-CLAW-0001.R7: the validator of a user's own claw. The schema compiler is loaded only here and only when asked for: the
// built-in claws were compiled at build time, so that a start never waits for it.
import type { ArgumentDefect } from "@femtoclaw/gate";
import { FemtoClawError, fault, type JsonObject } from "@femtoclaw/protocol";
import { argumentDefects } from "../argument-defects.ts";

/**
 * Compiles a JSON Schema 2020-12 with ajv in strict mode; formats are those of ajv-formats. Nothing is fetched, coerced or filled in.
 * Throws FemtoClawError FC_CLAW_DEFINITION_INVALID for what is not a schema of arguments.
 */
export const compileArguments = async (schema: JsonObject): Promise<(args: JsonObject) => readonly ArgumentDefect[]> => {
  if (schema["type"] !== "object") throw invalid("an object schema", "another type");
  // An asynchronous check answers with a promise, which would pass for a yes.
  if ("$async" in schema) throw invalid("a schema that answers at once", "$async");
  const [{ Ajv2020 }, { default: formats }] = await Promise.all([import("ajv/dist/2020.js"), import("ajv-formats")]);
  const ajv = new Ajv2020({ strict: true, allErrors: true, verbose: true });
  formats.default(ajv);
  const check = compiled(() => ajv.compile(schema));
  return (args) => (check(args) === true ? [] : argumentDefects(check.errors ?? []));
};

const compiled = <T>(compile: () => T): T => {
  try {
    return compile();
  } catch (thrown) {
    throw invalid("a JSON Schema 2020-12 in ajv's strict mode", thrown instanceof Error ? thrown.message.slice(0, 200) : "another value");
  }
};

const invalid = (expected: string, found: string): FemtoClawError =>
  new FemtoClawError(fault("FC_CLAW_DEFINITION_INVALID", expected, found, { pointer: "/args" }));
