// One written rule → one compiled rule, with every defect in it (FC-POL-0002). A defect in any rule refuses the whole policy.
import { canonicalise, fault, type Fault, type FaultCode, type JsonObject } from "@femtoclaw/protocol";
import { parseAddress, parseRange } from "../address.ts";
import type { CapabilityDescriptor } from "../capability.ts";
import { compileGlob } from "../glob.ts";
import { resolvePath } from "../path.ts";
import { canBeginWith, compilePattern } from "../pattern/automaton.ts";
import { isJsonObject } from "../read-document.ts";
import { originOf, parseWebUrl } from "../web-url.ts";
import { isEscapeCapable } from "./escape-capable.ts";
import type {
  CompiledArgvElement, CompiledPathScope, CompiledPredicate, CompiledRule, CompiledToken, CompiledUrlScope, ExecRule,
} from "./compiled-policy.ts";
import type { ArgvElement, ArgvPredicate, PathScope, Predicate, Profile, Rule, UrlScope } from "./policy-document.ts";
import { withinOf, type PolicyFacts } from "./policy-facts.ts";
import type { WrittenPolicy } from "./read-policy.ts";

/** Where a rule is compiled: collects what is wrong and what is doubtful. */
export interface RuleWorkshop {
  readonly policy: WrittenPolicy;
  readonly facts: PolicyFacts;
  readonly profile: Profile;
  readonly faults: Fault[];
  readonly warnings: Fault[];
}

const complain = (shop: RuleWorkshop, code: FaultCode, pointer: string, expected: string, found: string): null => {
  shop.faults.push(fault(code, expected, found, shop.policy.place(pointer)));
  return null;
};

const quoted = (text: string): string => JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);

const compileScope = (shop: RuleWorkshop, scope: PathScope, pointer: string): CompiledPathScope | null => {
  const roots: { written: string; real: string }[] = [];
  for (const written of withinOf(scope)) {
    const path = resolvePath(shop.facts.workspace, written);
    const real = path === null ? null : (shop.facts.paths[path] ?? null);
    if (real === null) complain(shop, "FC_POLICY_PATH", `${pointer}/within`, "a path that can be resolved", quoted(written));
    else roots.push({ written, real });
  }
  const not: { written: string; glob: NonNullable<ReturnType<typeof compileGlob>> }[] = [];
  for (const [index, written] of (scope.not ?? []).entries()) {
    const glob = compileGlob(written);
    if (glob === null) complain(shop, "FC_POLICY_PATTERN", `${pointer}/not/${index}`, "a shorter glob", quoted(written));
    else not.push({ written, glob });
  }
  return roots.length === 0 ? null : { roots, not };
};

const compileText = (shop: RuleWorkshop, written: string, pointer: string): CompiledToken & CompiledPredicate | null => {
  const compiled = compilePattern(written);
  if (compiled.ok) return { kind: "pattern", written, automaton: compiled.value };
  return complain(shop, "FC_POLICY_PATTERN", pointer, `${compiled.fault.expected} at character ${compiled.fault.at + 1}`, quoted(written));
};

const checkRange = (shop: RuleWorkshop, range: { readonly min?: number; readonly max?: number }, pointer: string): void => {
  if (range.min !== undefined && range.max !== undefined && range.min > range.max) {
    complain(shop, "FC_POLICY_PREDICATE", pointer, "min no greater than max", `${range.min} and ${range.max}`);
  }
};

const kindsOf = (element: ArgvPredicate): readonly string[] =>
  (["oneOf", "int", "pattern", "path", "optional", "many", "rest"] as const).filter((kind) => element[kind] !== undefined);

const compileToken = (shop: RuleWorkshop, element: ArgvPredicate, pointer: string): CompiledToken | null => {
  if (element.oneOf !== undefined) return { kind: "oneOf", texts: element.oneOf };
  if (element.int !== undefined) {
    checkRange(shop, element.int, `${pointer}/int`);
    return { kind: "int", range: element.int };
  }
  if (element.pattern !== undefined) return compileText(shop, element.pattern, `${pointer}/pattern`);
  if (element.path !== undefined) {
    const scope = compileScope(shop, element.path, `${pointer}/path`);
    return scope === null ? null : { kind: "path", scope };
  }
  return null;
};

const compileElement = (shop: RuleWorkshop, element: ArgvElement, pointer: string): CompiledArgvElement | null => {
  if (typeof element === "string") return { tokens: [{ kind: "literal", text: element }], times: "once" };
  const kinds = kindsOf(element);
  if (kinds.length > 1 || (kinds.length === 0 && element.flag === undefined)) {
    return complain(shop, "FC_POLICY_PREDICATE", pointer, "exactly one of oneOf, int, pattern, path, optional, many, rest", kinds.length === 0 ? "none" : kinds.join(" and "));
  }
  const inner = element.optional ?? element.many;
  if (inner !== undefined || element.rest === true) {
    if (element.flag !== undefined) return complain(shop, "FC_POLICY_PREDICATE", pointer, "a flag whose value is one argument", kinds.join(""));
    if (inner === undefined) return { tokens: [{ kind: "any" }], times: "many" };
    const place = `${pointer}/${element.optional === undefined ? "many" : "optional"}`;
    const compiled = compileElement(shop, inner, place);
    if (compiled === null) return null;
    if (compiled.times !== "once") return complain(shop, "FC_POLICY_PREDICATE", place, "an element that stands once", "a repeated one inside another");
    return { tokens: compiled.tokens, times: element.optional === undefined ? "many" : "optional" };
  }
  const flag: readonly CompiledToken[] = element.flag === undefined ? [] : [{ kind: "literal", text: element.flag }];
  if (kinds.length === 0) return { tokens: flag, times: "once" };
  const token = compileToken(shop, element, pointer);
  return token === null ? null : { tokens: [...flag, token], times: "once" };
};

/** True when an argument of the brain's choosing could be read by the program as an option. */
const isOpen = (token: CompiledToken): boolean =>
  token.kind === "any" || (token.kind === "pattern" && canBeginWith(token.automaton, "-"));

const compileExec = (shop: RuleWorkshop, rule: Rule, pointer: string, effect: "allow" | "deny"): ExecRule | null => {
  const bin = rule.bin ?? "";
  const program = shop.facts.programs[bin] ?? null;
  if (program === null && effect === "allow") {
    shop.warnings.push(fault("FC_POLICY_PROGRAM", "a program on this host", quoted(bin), shop.policy.place(`${pointer}/bin`)));
  }
  // No `argv` in an allow rule means no arguments; in a deny rule, whatever the arguments.
  const written = rule.argv ?? (effect === "allow" ? [] : null);
  const argv: CompiledArgvElement[] | null = written === null ? null : [];
  for (const [index, element] of (written ?? []).entries()) {
    const compiled = compileElement(shop, element, `${pointer}/argv/${index}`);
    if (compiled !== null) argv?.push(compiled);
  }
  const open = (argv ?? []).some((element) => element.tokens.some(isOpen));
  if (effect === "allow" && open && (isEscapeCapable(bin) || (program !== null && isEscapeCapable(program.path)))) {
    const where = shop.profile === "strict" ? shop.faults : shop.warnings;
    where.push(fault("FC_POLICY_ESCAPE", "arguments that cannot be taken for options, since this program can start others", `${bin} with open arguments`, shop.policy.place(`${pointer}/argv`)));
  }
  let cwd: string | null = null;
  if (rule.cwd !== undefined) {
    const path = resolvePath(shop.facts.workspace, rule.cwd);
    cwd = path === null ? null : (shop.facts.paths[path] ?? null);
    if (cwd === null) complain(shop, "FC_POLICY_PATH", `${pointer}/cwd`, "a directory that can be resolved", quoted(rule.cwd));
  }
  return {
    bin,
    executable: program?.path ?? null,
    executableDigest: rule.pin === true ? (program?.digest ?? null) : null,
    argv,
    cwd,
    environment: rule.environment ?? {},
  };
};

const compileUrl = (shop: RuleWorkshop, scope: UrlScope, pointer: string): CompiledUrlScope | null => {
  const url = parseWebUrl(scope.origin);
  if (url === null || url.path !== "/" || url.query !== null) {
    return complain(shop, "FC_POLICY_URL", `${pointer}/origin`, "an origin such as https://example.com or http://127.0.0.1:8080", quoted(scope.origin));
  }
  const written = scope.path ?? "/";
  const glob = written.startsWith("/") ? compileGlob(written) : null;
  if (glob === null) return complain(shop, "FC_POLICY_URL", `${pointer}/path`, "a glob that begins with /", quoted(written));
  const addresses = [];
  for (const [index, text] of (scope.addresses ?? []).entries()) {
    const range = parseRange(text);
    if (range === null) complain(shop, "FC_POLICY_URL", `${pointer}/addresses/${index}`, "an address or a range such as 10.0.0.0/8", quoted(text));
    else addresses.push(range);
  }
  // An origin that is an address names that address.
  const literal = parseAddress(url.host);
  if (literal !== null) addresses.push({ ...literal, bits: literal.family === 4 ? 32 : 128 });
  return { origin: originOf(url), host: url.host, path: { written, glob }, query: scope.query === "any", addresses };
};

const compilePredicate = (shop: RuleWorkshop, it: Predicate, pointer: string): CompiledPredicate | null => {
  const kinds = Object.keys(it);
  if (kinds.length !== 1) {
    return complain(shop, "FC_POLICY_PREDICATE", pointer, "exactly one of const, oneOf, int, number, pattern, length", kinds.length === 0 ? "none" : kinds.join(" and "));
  }
  if (it.const !== undefined) return { kind: "const", canonical: canonicalise(it.const) };
  if (it.oneOf !== undefined) return { kind: "oneOf", values: it.oneOf };
  if (it.pattern !== undefined) return compileText(shop, it.pattern, `${pointer}/pattern`);
  for (const kind of ["int", "number", "length"] as const) {
    const range = it[kind];
    if (range === undefined) continue;
    checkRange(shop, range, `${pointer}/${kind}`);
    return { kind, range };
  }
  return null;
};

/** True when the argument schema has a place for this pointer, as far as its properties and items say. */
const schemaHas = (schema: JsonObject, pointer: string): boolean => {
  let at: JsonObject = schema;
  for (const part of pointer.split("/").slice(1)) {
    const key = part.replaceAll("~1", "/").replaceAll("~0", "~");
    const { properties, items } = at;
    const next = isJsonObject(properties) && Object.hasOwn(properties, key) ? properties[key] : /^(0|[1-9][0-9]*)$/.test(key) ? items : undefined;
    if (!isJsonObject(next)) return at["additionalProperties"] === undefined && at["properties"] === undefined && at["type"] === undefined;
    at = next;
  }
  return true;
};

const conditionsOf = {
  exec: ["bin", "argv", "pin", "cwd", "environment"],
  path: ["path", "maxBytes"],
  url: ["url"],
  none: [],
} as const;
const needed = { exec: "bin", path: "path", url: "url", none: null } as const;

export const compileRule = (
  shop: RuleWorkshop,
  descriptor: CapabilityDescriptor,
  rule: Rule,
  pointer: string,
  effect: "allow" | "deny",
  approval: boolean,
): CompiledRule => {
  const { kind } = descriptor.resource;
  const suitable: readonly string[] = conditionsOf[kind];
  for (const condition of [...conditionsOf.exec, ...conditionsOf.path, ...conditionsOf.url]) {
    if (rule[condition] !== undefined && !suitable.includes(condition)) {
      complain(shop, "FC_POLICY_CONDITION", `${pointer}/${condition}`, `conditions that suit ${descriptor.name}: ${[...suitable, "where"].join(", ")}`, condition);
    }
  }
  const need = needed[kind];
  if (need !== null && effect === "allow" && rule[need] === undefined) {
    complain(shop, "FC_POLICY_CONDITION", pointer, `a rule for ${descriptor.name} with ${need}`, "none");
  }
  if (effect === "deny" && (rule.pin !== undefined || rule.environment !== undefined || rule.require !== undefined)) {
    complain(shop, "FC_POLICY_CONDITION", pointer, "only conditions in a deny rule", "pin, environment or require");
  }
  const where: { pointer: string; predicate: CompiledPredicate }[] = [];
  for (const [argument, written] of Object.entries(rule.where ?? {})) {
    const place = `${pointer}/where/${argument.replaceAll("~", "~0").replaceAll("/", "~1")}`;
    if (!schemaHas(descriptor.args, argument)) {
      complain(shop, "FC_POLICY_POINTER", place, `an argument of ${descriptor.name}`, quoted(argument));
    }
    const predicate = compilePredicate(shop, written, place);
    if (predicate !== null) where.push({ pointer: argument, predicate });
  }
  const { line = 1 } = shop.policy.place(`${pointer}/id`);
  return {
    reference: { id: rule.id, file: shop.policy.file, line },
    approval: approval || rule.require === "approval",
    exec: kind === "exec" && rule.bin !== undefined ? compileExec(shop, rule, pointer, effect) : null,
    path: kind === "path" && rule.path !== undefined ? compileScope(shop, rule.path, `${pointer}/path`) : null,
    maxBytes: rule.maxBytes ?? null,
    url: kind === "url" && rule.url !== undefined ? compileUrl(shop, rule.url, `${pointer}/url`) : null,
    where,
  };
};
