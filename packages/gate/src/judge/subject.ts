// What a call says of the resource that its capability is about, read once for all rules. Null where it says something that
// cannot be that resource: no rule can then be told to hold.
import type { JsonObject, JsonValue } from "@femtoclaw/protocol";
import { argumentAt } from "../argument-pointer.ts";
import { resolvePath } from "../path.ts";
import type { CompiledResource } from "../policy/compiled-policy.ts";
import { parseWebUrl, type WebUrl } from "../web-url.ts";

export type Subject =
  | { readonly kind: "exec"; readonly bin: string | null; readonly argv: readonly string[] | null; readonly binAt: string; readonly argvAt: string }
  /** `path` is absolute and normal: what the text means from the workspace. */
  | { readonly kind: "path"; readonly text: string; readonly path: string | null; readonly at: string }
  | { readonly kind: "url"; readonly text: string; readonly url: WebUrl | null; readonly at: string }
  | { readonly kind: "none" };

export const subjectOf = (resource: CompiledResource, args: JsonObject, workspace: string): Subject => {
  switch (resource.kind) {
    case "none":
      return resource;
    case "exec": {
      const argv = argumentAt(args, resource.argv);
      return { kind: "exec", bin: textOf(argumentAt(args, resource.bin)), argv: isTextList(argv) ? argv : null, binAt: resource.bin.text, argvAt: resource.argv.text };
    }
    case "path": {
      const text = textOf(argumentAt(args, resource.path));
      return { kind: "path", text: text ?? "", path: text === null ? null : resolvePath(workspace, text), at: resource.path.text };
    }
    case "url": {
      const text = textOf(argumentAt(args, resource.url));
      return { kind: "url", text: text ?? "", url: text === null ? null : parseWebUrl(text), at: resource.url.text };
    }
  }
};

const textOf = (value: JsonValue | undefined): string | null => (typeof value === "string" ? value : null);

export const isTextList = (value: JsonValue | undefined): value is readonly string[] => {
  if (!Array.isArray(value)) return false;
  for (let index = 0; index < value.length; index += 1) if (typeof value[index] !== "string") return false;
  return true;
};
