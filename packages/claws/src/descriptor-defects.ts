// FC-CLAW-0001: what must hold of a descriptor before a claw may be assembled. An author's mistake here would otherwise show up
// as a denial of every call, or worse, as a resource that the gate never sees.
import type { ArgumentDefect, CapabilityDescriptor, EffectKind, Resource } from "@femtoclaw/gate";
import { isPointer, isToolName, type JsonObject, type JsonValue } from "@femtoclaw/protocol";

const effectKinds: readonly EffectKind[] = ["reads", "writes", "sends", "spends", "irreversible"];
const MAX_DESCRIPTION_LENGTH = 1024;

/** Everything wrong with the descriptor; pointers are into the descriptor. */
export const descriptorDefects = (descriptor: CapabilityDescriptor): readonly ArgumentDefect[] => {
  const defects: ArgumentDefect[] = [];
  const want = (holds: boolean, pointer: string, expected: string, found: string): void => {
    if (!holds) defects.push({ pointer, expected, found });
  };
  want(isToolName(descriptor.name), "/name", "a dotted lower-case name such as `fs.read`", "another form");
  const { length } = descriptor.description;
  want(length > 0 && length <= MAX_DESCRIPTION_LENGTH, "/description", `1 to ${MAX_DESCRIPTION_LENGTH} characters`, `${length}`);
  want(descriptor.args["type"] === "object", "/args/type", "\"object\"", "another schema");
  want(descriptor.args["additionalProperties"] === false, "/args/additionalProperties", "false", "arguments that nobody declared");
  want(descriptor.effects.every((it) => effectKinds.includes(it)), "/effects", effectKinds.join(", "), "another word");
  want(descriptor.retry === "never" || descriptor.retry === "idempotent", "/retry", "never or idempotent", "another word");
  for (const [index, pointer] of (descriptor.targets ?? []).entries()) {
    want(isPointer(pointer) && hasArgument(descriptor.args, pointer), `/targets/${index}`, "the pointer of an argument that the schema lists", "another text");
  }
  const decidedOn = resourcePointers(descriptor.resource);
  for (const [index, pointer] of (descriptor.secrets?.args ?? []).entries()) {
    const isMarkable = isPointer(pointer) && hasArgument(descriptor.args, pointer) && !decidedOn.some((it) => reachesInto(pointer, it.pointer));
    want(isMarkable, `/secrets/args/${index}`, "the pointer of an argument that the schema lists and that is no resource", "another text");
  }
  for (const [index, pointer] of (descriptor.secrets?.output ?? []).entries()) want(isPointer(pointer), `/secrets/output/${index}`, "a pointer", "another text");
  for (const { field, pointer, type } of decidedOn) {
    const named = requiredProperty(descriptor.args, pointer);
    want(named !== undefined && isOfType(named, type), `/resource/${field}`, `the pointer of a required ${type} argument`, "another pointer");
  }
  return defects;
};

/** What a call acts on must be seen by whoever decides about it, so neither it nor anything around it can be hidden. */
const reachesInto = (marked: string, resource: string): boolean => resource === marked || resource.startsWith(`${marked}/`) || marked.startsWith(`${resource}/`);

const hasArgument = (schema: JsonObject, pointer: string): boolean => {
  const properties = schema["properties"];
  const [, key = ""] = pointer.split("/");
  return typeof properties === "object" && properties !== null && Object.hasOwn(properties, key.replaceAll("~1", "/").replaceAll("~0", "~"));
};

interface ResourcePointer {
  readonly field: string;
  readonly pointer: string;
  readonly type: "string" | "array of strings";
}

const resourcePointers = (resource: Resource): readonly ResourcePointer[] => {
  switch (resource.kind) {
    case "exec":
      return [
        { field: "bin", pointer: resource.bin, type: "string" },
        { field: "argv", pointer: resource.argv, type: "array of strings" },
      ];
    case "path":
      return [{ field: "path", pointer: resource.path, type: "string" }];
    case "url":
      return [{ field: "url", pointer: resource.url, type: "string" }];
    case "none":
      return [];
  }
};

/** The schema of what the pointer names; undefined where an argument may be missing on the way, for then nothing would be decided on. */
const requiredProperty = (schema: JsonObject, pointer: string): JsonObject | undefined => {
  if (!isPointer(pointer) || pointer === "" || pointer.includes("~")) return undefined;
  let here: JsonObject = schema;
  for (const token of pointer.slice(1).split("/")) {
    const required = here["required"];
    const properties = here["properties"];
    if (!Array.isArray(required) || !required.includes(token) || !isObject(properties)) return undefined;
    const next = Object.hasOwn(properties, token) ? properties[token] : undefined;
    if (!isObject(next)) return undefined;
    here = next;
  }
  return here;
};

const isOfType = (schema: JsonObject, type: ResourcePointer["type"]): boolean => {
  if (type === "string") return schema["type"] === "string";
  const items = schema["items"];
  return schema["type"] === "array" && isObject(items) && items["type"] === "string";
};

const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
