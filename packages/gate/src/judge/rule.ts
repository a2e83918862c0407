// One rule against one call. An allow rule that holds yields the resolved resource, from which the grant is made (G2).
import { resolvePointer, type JsonValue } from "@femtoclaw/protocol";
import type { Resource } from "../capability.ts";
import type { Call } from "../decision.ts";
import type { Fact } from "../fact.ts";
import type { CompiledRule } from "../policy/compiled-policy.ts";
import { judgeArgv } from "./argv.ts";
import { fails, shown, unknown, type Objection } from "./judgement.ts";
import { judgePath } from "./path-scope.ts";
import { judgePredicate } from "./predicate.ts";
import { judgeUrl } from "./url-scope.ts";

export type Resolved =
  | { readonly kind: "exec"; readonly argv: readonly string[] }
  | { readonly kind: "path"; readonly root: string; readonly path: string }
  | { readonly kind: "url"; readonly url: string; readonly host: string; readonly addresses: readonly string[] }
  | { readonly kind: "call" };

export type RuleJudgement = { readonly result: "holds"; readonly resolved: Resolved } | Objection;

export interface Surroundings {
  readonly workspace: string;
  readonly facts: readonly Fact[];
}

const isTextList = (value: JsonValue | undefined): value is readonly string[] =>
  Array.isArray(value) && value.every((it) => typeof it === "string");

const judgeResource = (rule: CompiledRule, resource: Resource, call: Call, around: Surroundings): RuleJudgement => {
  switch (resource.kind) {
    case "none":
      return { result: "holds", resolved: { kind: "call" } };
    case "exec": {
      const bin = resolvePointer(call.args, resource.bin);
      const argv = resolvePointer(call.args, resource.argv);
      if (typeof bin !== "string" || !isTextList(argv)) return unknown(resource.bin, "a program and its arguments", "something else");
      if (rule.exec === null) return { result: "holds", resolved: { kind: "exec", argv } };
      if (bin !== rule.exec.bin && bin !== rule.exec.executable) return fails(resource.bin, shown(rule.exec.bin), shown(bin));
      if (rule.exec.argv !== null) {
        const judged = judgeArgv(rule.exec.argv, argv, { ...around, pointer: resource.argv });
        if (judged.result !== "holds") return judged;
      }
      return { result: "holds", resolved: { kind: "exec", argv } };
    }
    case "path": {
      const text = resolvePointer(call.args, resource.path);
      if (typeof text !== "string") return unknown(resource.path, "a path", shown(text));
      if (rule.path === null) return { result: "holds", resolved: { kind: "path", root: "", path: "" } };
      const judged = judgePath(rule.path, around.workspace, resource.path, text, around.facts);
      return judged.result === "holds" ? { result: "holds", resolved: { kind: "path", root: judged.root, path: judged.real } } : judged;
    }
    case "url": {
      const text = resolvePointer(call.args, resource.url);
      if (typeof text !== "string") return unknown(resource.url, "a URL", shown(text));
      if (rule.url === null) return { result: "holds", resolved: { kind: "url", url: "", host: "", addresses: [] } };
      const judged = judgeUrl(rule.url, resource.url, text, around.facts);
      return judged.result === "holds"
        ? { result: "holds", resolved: { kind: "url", url: judged.url, host: judged.host, addresses: judged.addresses } }
        : judged;
    }
  }
};

export const judgeRule = (rule: CompiledRule, resource: Resource, call: Call, around: Surroundings): RuleJudgement => {
  const judged = judgeResource(rule, resource, call, around);
  // What fails for certain outweighs what is unknown: a deny rule about other programs does not bite here.
  if (judged.result === "fails") return judged;
  let doubt: Objection | null = judged.result === "unknown" ? judged : null;
  for (const { pointer, predicate } of rule.where) {
    const it = judgePredicate(predicate, pointer, resolvePointer(call.args, pointer));
    if (it.result === "fails") return it;
    if (it.result === "unknown") doubt ??= it;
  }
  return doubt ?? judged;
};
