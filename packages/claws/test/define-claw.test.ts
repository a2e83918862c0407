import { describe, expect, test } from "vitest";
import type { ClawResult } from "@femtoclaw/core";
import type { CallGrant } from "@femtoclaw/gate";
import { FemtoClawError, fault, type JsonObject } from "@femtoclaw/protocol";
import { defineClaw, descriptorDefects, shell, type DescriptorOf } from "../src/index.ts";
import { standardClaws } from "../src/host/index.ts";
import { callGrant, contextOf, execGrant } from "./grants.ts";

const args: JsonObject = { type: "object", additionalProperties: false, properties: { text: { type: "string" } } };
const descriptor: DescriptorOf<"none"> = {
  name: "text.shout",
  description: "Shouts.",
  args,
  effects: ["reads"],
  resource: { kind: "none" },
  retry: "idempotent",
};
const done: ClawResult = { outcome: "ok", output: null, error: null, measures: {} };
const clawOf = (execute: (grant: CallGrant) => Promise<ClawResult>) => defineClaw({ descriptor, validateArgs: () => [], execute });

describe("defineClaw()", () => {
  test("keeps the secret parts that its author marks, and refuses one that is no argument or hides what a call acts on (FC-SEC-0003.R11)", () => {
    const secrets = { args: ["/text"], output: ["/a/*"] };
    const claw = defineClaw({ descriptor: { ...descriptor, secrets }, validateArgs: () => [], execute: () => Promise.resolve(done) });
    expect(claw.descriptor.secrets).toEqual(secrets);
    expect(Object.isFrozen(claw.descriptor.secrets)).toBe(true);
    for (const it of ["/recipient", "", "text"]) expect(descriptorDefects({ ...descriptor, secrets: { args: [it] } }).map(({ pointer }) => pointer)).toEqual(["/secrets/args/0"]);
    for (const it of ["/argv", "/bin", "/argv/0"]) expect(descriptorDefects({ ...shell, secrets: { args: [it] } }).map(({ pointer }) => pointer), it).toEqual(["/secrets/args/0"]);
    expect(descriptorDefects({ ...descriptor, secrets: { output: ["a"] } }).map(({ pointer }) => pointer)).toEqual(["/secrets/output/0"]);
  });

  test("keeps the targets that its author declares, and refuses one that is no argument (FC-POL-0005.R8)", () => {
    const claw = defineClaw({ descriptor: { ...descriptor, targets: ["/text"] }, validateArgs: () => [], execute: () => Promise.resolve(done) });
    expect(claw.descriptor.targets).toEqual(["/text"]);
    expect(Object.isFrozen(claw.descriptor.targets)).toBe(true);
    for (const targets of [["/recipient"], [""], ["text"], ["/text", "/tex"]]) {
      expect(descriptorDefects({ ...descriptor, targets }).map(({ pointer }) => pointer)).toEqual([`/targets/${targets.length - 1}`]);
    }
  });

  test("freezes the descriptor, and a later change of the author's object changes nothing", () => {
    const properties = { text: { type: "string" } };
    const claw = defineClaw({ descriptor: { ...descriptor, args: { ...args, properties } }, validateArgs: () => [], execute: () => Promise.resolve(done) });
    properties.text.type = "integer";
    expect(claw.descriptor.args).toEqual(args);
    expect(Object.isFrozen(claw) && Object.isFrozen(claw.descriptor) && Object.isFrozen(claw.descriptor.args["properties"])).toBe(true);
  });

  test("hands a fitting grant on and gives the result back", async () => {
    const claw = clawOf((grant) => Promise.resolve({ ...done, output: grant.args["text"] ?? null }));
    expect(await claw.execute(callGrant("text.shout", { text: "hey" }), contextOf())).toEqual({ ...done, output: "hey" });
  });

  test("denies a grant of another kind or capability without calling the author's code (FC-POL-0003.R10)", async () => {
    let calls = 0;
    const claw = clawOf(() => ((calls += 1), Promise.resolve(done)));
    for (const grant of [callGrant("text.other"), { ...execGrant("/bin/true", []), capability: "text.shout" }]) {
      expect(await claw.execute(grant, contextOf())).toMatchObject({ outcome: "denied", output: null, error: { code: "FC_CLAW_GRANT_MISMATCH" } });
    }
    expect(calls).toBe(0);
  });

  test("turns whatever is thrown into a failed outcome that does not repeat its text", async () => {
    const secret = "token=s3cret";
    const throwers = [
      () => Promise.reject(new TypeError(secret)),
      (): never => {
        throw new Error(secret);
      },
      () => Promise.reject(secret),
    ];
    for (const execute of throwers) {
      const result = await clawOf(execute).execute(callGrant("text.shout"), contextOf());
      expect(result).toMatchObject({ outcome: "failed", output: null, error: { code: "FC_CLAW_DEFECT" } });
      expect(JSON.stringify(result)).not.toContain("s3cret");
    }
    const coded = clawOf(() => Promise.reject(new FemtoClawError(fault("FC_CLAW_PATH_MISSING", "a", "b"))));
    expect((await coded.execute(callGrant("text.shout"), contextOf())).error?.code).toBe("FC_CLAW_PATH_MISSING");
  });

  test("refuses a descriptor that cannot hold, and names the place", () => {
    const wrong: readonly (readonly [string, Partial<DescriptorOf<"none">>])[] = [
      ["/name", { name: "Text Shout" }],
      ["/description", { description: "" }],
      ["/args/type", { args: { additionalProperties: false } }],
      ["/args/additionalProperties", { args: { type: "object" } }],
    ];
    for (const [pointer, part] of wrong) {
      const define = () => defineClaw({ descriptor: { ...descriptor, ...part }, validateArgs: () => [], execute: () => Promise.resolve(done) });
      expect(define).toThrow(FemtoClawError);
      expect(descriptorDefects({ ...descriptor, ...part }).map((it) => it.pointer)).toContain(pointer);
    }
  });
});

describe("descriptorDefects()", () => {
  test("wants a resource to be a required argument of the right type", () => {
    const schema = (required: readonly string[], bin: JsonObject, argv: JsonObject): JsonObject =>
      ({ type: "object", additionalProperties: false, required, properties: { bin, argv } });
    const text = { type: "string" };
    const texts = { type: "array", items: text };
    const defects = (it: JsonObject, pointers = { bin: "/bin", argv: "/argv" }) =>
      descriptorDefects({ ...shell, args: it, resource: { kind: "exec", ...pointers } }).map((defect) => defect.pointer);
    expect(defects(schema(["bin", "argv"], text, texts))).toEqual([]);
    expect(defects(schema(["bin"], text, texts))).toEqual(["/resource/argv"]);
    expect(defects(schema(["bin", "argv"], text, text))).toEqual(["/resource/argv"]);
    expect(defects(schema(["bin", "argv"], texts, texts))).toEqual(["/resource/bin"]);
    expect(defects(schema(["bin", "argv"], text, texts), { bin: "/other", argv: "argv" })).toEqual(["/resource/bin", "/resource/argv"]);
    expect(defects(schema(["bin", "argv"], text, texts), { bin: "", argv: "/__proto__" })).toEqual(["/resource/bin", "/resource/argv"]);
  });

  test("finds nothing wrong with the built-in claws", () => {
    const claws = standardClaws();
    expect(claws.map((it) => it.descriptor.name)).toEqual(["shell", "fs.read", "fs.list", "fs.write", "http.get", "system.info"]);
    for (const claw of claws) expect(descriptorDefects(claw.descriptor)).toEqual([]);
  });
});

test("system.info tells what the runtime runs on and nothing of its host or user", async () => {
  const claw = standardClaws().find((it) => it.descriptor.name === "system.info");
  const result = await claw?.execute(callGrant("system.info"), contextOf());
  expect(result).toEqual({ ...done, output: { platform: process.platform, arch: process.arch, node: process.versions.node } });
});
