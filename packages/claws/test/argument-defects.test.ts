import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";
import type { ArgumentDefect } from "@femtoclaw/gate";
import { FemtoClawError, type JsonObject } from "@femtoclaw/protocol";
import { writeStandaloneValidators } from "../../../architecture/standalone-validators.ts";
import { compileArguments, standardClaws } from "../src/host/index.ts";
import { describeSchema } from "../src/index.ts";

const schema: JsonObject = {
  type: "object",
  additionalProperties: false,
  required: ["count"],
  properties: {
    count: { type: "integer", minimum: 1, maximum: 200 },
    name: { type: "string", minLength: 1, maxLength: 8 },
    mode: { enum: ["a", "b"] },
    list: { type: "array", maxItems: 2, items: { type: "string", pattern: "^[^\\u0000]*$" } },
    "a/b": { type: "boolean" },
    either: { oneOf: [{ type: "null" }, { type: "number" }] },
  },
};

/** What a person is told, by way of a call that is wrong. */
const cases: readonly (readonly [JsonObject, readonly ArgumentDefect[]])[] = [
  [{ count: 1 }, []],
  [{ count: 200, name: "é".repeat(8), mode: "b", list: ["", "x"], "a/b": true, either: null }, []],
  [{}, [{ pointer: "/count", expected: "an integer from 1 to 200", found: "nothing" }]],
  [{ count: "1" }, [{ pointer: "/count", expected: "an integer from 1 to 200", found: "a string of 1 character" }]],
  [{ count: 201 }, [{ pointer: "/count", expected: "an integer from 1 to 200", found: "the number 201" }]],
  [{ count: 1, name: "" }, [{ pointer: "/name", expected: "a string of 1 to 8 characters", found: "a string of 0 characters" }]],
  [{ count: 1, mode: "c" }, [{ pointer: "/mode", expected: 'one of "a", "b"', found: "a string of 1 character", texts: ["a", "b"] }]],
  [{ count: 1, list: ["a\0b"] }, [{ pointer: "/list/0", expected: "a string without NUL", found: "a string of 3 characters" }]],
  [{ count: 1, "a/b": null }, [{ pointer: "/a~1b", expected: "true or false", found: "null" }]],
  [{ count: 1, "x~y": 2 }, [{ pointer: "/x~0y", expected: "only the keys a/b, count, either, list, mode, name", found: "an unknown key", keys: ["a/b", "count", "either", "list", "mode", "name"] }]],
  [
    { count: 0, list: ["", "", ""], mode: 7 },
    [
      { pointer: "/count", expected: "an integer from 1 to 200", found: "the number 0" },
      { pointer: "/list", expected: "an array of at most 2 items", found: "an array of 3 items" },
      { pointer: "/mode", expected: 'one of "a", "b"', found: "the number 7" },
    ],
  ],
];

type Validate = (value: unknown) => readonly ArgumentDefect[];

const compiledAtBuildTime = async (it: JsonObject): Promise<{ readonly validate: Validate; readonly source: string }> => {
  const directory = mkdtempSync(join(tmpdir(), "femtoclaw-validators-"));
  try {
    const outFile = join(directory, "validators.js");
    writeStandaloneValidators({ schemas: { example: it }, outFile });
    const loaded: unknown = await import(pathToFileURL(outFile).href);
    if (typeof loaded !== "object" || loaded === null || !("example" in loaded)) throw new Error("no export");
    expect(readFileSync(join(directory, "validators.d.ts"), "utf8")).toContain("export declare const example:");
    return { validate: loaded.example as Validate, source: readFileSync(outFile, "utf8") };
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
};

describe("a schema's validator says every defect at its place", () => {
  test("when it was compiled at build time", async () => {
    const { validate } = await compiledAtBuildTime(schema);
    for (const [args, defects] of cases) expect(validate(args)).toEqual(defects);
    for (const value of [null, 1, "x", [], true]) expect(validate(value)).toMatchObject([{ pointer: "", expected: "an object" }]);
  });

  test("and the same when it was compiled at run time", async () => {
    const validate = await compileArguments(schema);
    for (const [args, defects] of cases) expect(validate(args)).toEqual(defects);
  });

  test("without repeating a value, and with a bound on how many", async () => {
    const validate = await compileArguments({ type: "object", additionalProperties: false, properties: {} });
    const flood = Object.fromEntries(Array.from({ length: 1_000 }, (_, index) => [`${index}${"k".repeat(1_000)}😀`, "s3cret"]));
    const defects = validate(flood);
    expect(defects.length).toBe(64);
    expect(JSON.stringify(defects)).not.toContain("s3cret");
    expect(JSON.stringify(defects).length).toBeLessThan(20_000);
  });
});

describe("a validator compiled at build time", () => {
  test("needs nothing but the language", async () => {
    const { source } = await compiledAtBuildTime({ ...schema, properties: { ...(schema["properties"] as JsonObject), u: { type: "array", uniqueItems: true } } });
    expect(source).not.toMatch(/\brequire\(|^import\b|\bnew Function\b|\beval\(/m);
  });

  test("is the same for the same schemas", async () => {
    expect((await compiledAtBuildTime(schema)).source).toBe((await compiledAtBuildTime(schema)).source);
  });

  test("does not come of a schema that is wrong, or that answers later", () => {
    const write = (it: JsonObject) => () => writeStandaloneValidators({ schemas: { example: it }, outFile: "/nonexistent/validators.js" });
    expect(write({ type: "objekt" })).toThrow();
    expect(write({ type: "object", propertees: {} })).toThrow();
    expect(write({ $async: true, type: "object" })).toThrow();
  });
});

describe("compileArguments()", () => {
  test("refuses what is no schema of arguments with a coded error", async () => {
    for (const wrong of [{}, { type: "string" }, { type: "object", propertees: {} }, { type: "object", $async: true }, { type: "object", $ref: "http://127.0.0.1/x" }]) {
      await expect(compileArguments(wrong)).rejects.toThrow(FemtoClawError);
    }
  });

  test("knows formats, and changes no argument", async () => {
    const validate = await compileArguments({ type: "object", properties: { at: { type: "string", format: "date-time", default: "x" }, n: { type: "integer" } } });
    const args = { n: "5" };
    expect(validate(args).map((it) => it.pointer)).toEqual(["/n"]);
    expect(args).toEqual({ n: "5" });
    expect(validate({ at: "yesterday" }).map((it) => it.pointer)).toEqual(["/at"]);
    expect(validate({ at: "2026-11-21T00:00:00Z" })).toEqual([]);
  });
});

describe("the built-in claws", () => {
  const validate = (name: string, args: JsonObject): readonly string[] => {
    const claw = standardClaws().find((it) => it.descriptor.name === name);
    if (claw === undefined) throw new Error(name);
    return claw.validateArgs(args).map((it) => it.pointer);
  };

  test("accept the calls they are for", () => {
    expect(validate("shell", { bin: "git", argv: ["log", "-n", "5"] })).toEqual([]);
    expect(validate("fs.read", { path: "a", offset: 0, maxBytes: 10 })).toEqual([]);
    expect(validate("fs.list", { path: "." })).toEqual([]);
    expect(validate("fs.write", { path: "a", content: "", mode: "replace" })).toEqual([]);
    expect(validate("http.get", { url: "https://example.com/" })).toEqual([]);
    expect(validate("system.info", {})).toEqual([]);
  });

  test("accept no other (FC-PROTO-0003.R6)", () => {
    expect(validate("shell", { bin: "git" })).toEqual(["/argv"]);
    expect(validate("shell", { bin: "", argv: "x" })).toEqual(["/argv", "/bin"]);
    expect(validate("shell", { bin: "a\0", argv: ["b\0", 1] })).toEqual(["/argv/0", "/argv/1", "/bin"]);
    expect(validate("shell", { bin: "a", argv: [], env: {} })).toEqual(["/env"]);
    expect(validate("fs.read", { path: "a", offset: -1, maxBytes: 1.5 })).toEqual(["/maxBytes", "/offset"]);
    expect(validate("fs.list", { path: "" })).toEqual(["/path"]);
    expect(validate("fs.write", { path: "a", content: 1, mode: "append" })).toEqual(["/content", "/mode"]);
    expect(validate("http.get", { url: "x", headers: {} })).toEqual(["/headers"]);
    expect(validate("system.info", { all: true })).toEqual(["/all"]);
  });
});

test("describeSchema() says what is wanted in one phrase", () => {
  expect(describeSchema({ type: "number", minimum: 0 })).toBe("a number of at least 0");
  expect(describeSchema({ type: ["string", "null"] })).toBe("a string or null");
  expect(describeSchema({ const: "x" })).toBe('"x"');
  expect(describeSchema({ anyOf: [{ type: "string" }, { type: "integer" }] })).toBe("a string or an integer");
  expect(describeSchema(true)).toBe("a value");
  expect(describeSchema(false)).toBe("nothing");
});
