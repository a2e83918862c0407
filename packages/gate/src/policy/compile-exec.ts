// The conditions of a rule about a program: which program, which arguments, where and in what environment it runs.
import { canBeginWith } from "../pattern/automaton.ts";
import { automatonOfParts, compileElement, type ArgvPart } from "./compile-argv.ts";
import { realPath } from "./compile-path.ts";
import type { CompiledToken, ExecRule } from "./compiled-policy.ts";
import { escapeRoute, isAliasOfMany, type EscapeRoute } from "./escape-capable.ts";
import type { Rule } from "./policy-document.ts";
import type { PolicyFacts } from "./policy-facts.ts";
import { complain, quoted, warn, type RuleEffect, type Workshop } from "./workshop.ts";

/** All that a started program has of an environment, unless its rule adds to it. */
const cleanEnvironment = { LANG: "C.UTF-8", PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" } as const;

type Program = NonNullable<PolicyFacts["programs"][string]>;

const findProgram = ({ facts }: Workshop, bin: string): Program | null =>
  Object.hasOwn(facts.programs, bin) ? (facts.programs[bin] ?? null) : null;

/**
 * The texts by which a call may name this program: as the rule does, and by its real path. A deny rule also bites by the names
 * that other rules have for it; an allow rule does not grow by what another rule says.
 */
const namesOf = ({ facts }: Workshop, bin: string, program: Program | null, effect: RuleEffect): readonly string[] => {
  if (program === null) return [bin];
  const others = effect === "allow" ? [] : Object.entries(facts.programs).flatMap(([name, it]) => (it?.path === program.path ? [name] : []));
  return [...new Set([bin, program.path, ...others])];
};

const isPinned = (token: CompiledToken): boolean =>
  (token.kind === "literal" && !token.text.startsWith("-")) || (token.kind === "oneOf" && token.texts.every((text) => !text.startsWith("-")));

/** True when the brain could choose an argument that makes such a program do something else than the rule says. */
const isOpen = (parts: readonly ArgvPart[], route: EscapeRoute): boolean => {
  let pinned = route === "option";
  for (const { tokens, times } of parts) {
    for (const token of tokens) {
      if (token.kind === "any") return true;
      if (token.kind === "pattern" && canBeginWith(token.automaton, "-")) return true;
      const chosen = token.kind === "pattern" || token.kind === "path";
      if (chosen && (!pinned || route === "operand")) return true;
      pinned ||= times === "once" && isPinned(token);
    }
  }
  return false;
};

const checkEscape = (shop: Workshop, bin: string, program: Program | null, parts: readonly ArgvPart[], pointer: string): void => {
  const ways = [escapeRoute(bin), program === null ? null : escapeRoute(program.path)];
  if (!ways.some((route) => route !== null && isOpen(parts, route))) return;
  const report = shop.profile === "strict" ? complain : warn;
  report(shop, "FC_POLICY_ESCAPE", `${pointer}/argv`, "arguments listed one by one, since this program can start others or write anywhere", `${bin} with open arguments`);
};

export const compileExec = (shop: Workshop, rule: Rule, bin: string, pointer: string, effect: RuleEffect): ExecRule => {
  const found = findProgram(shop, bin);
  const program = found !== null && isAliasOfMany(bin, found.path) ? null : found;
  if (program === null && effect === "allow") {
    const what = found === null ? quoted(bin) : `${quoted(bin)}, which is ${found.path} and would take its first argument for the program`;
    warn(shop, "FC_POLICY_PROGRAM", `${pointer}/bin`, "a program on this host", what);
  }
  // No `argv` in an allow rule means no arguments; in a deny rule, whatever the arguments.
  const written = rule.argv ?? (effect === "allow" ? [] : null);
  const parts = (written ?? []).flatMap((element, index) => compileElement(shop, element, `${pointer}/argv/${index}`) ?? []);
  if (effect === "allow") checkEscape(shop, bin, found, parts, pointer);
  const cwd = rule.cwd === undefined ? shop.facts.workspace : realPath(shop, rule.cwd);
  if (cwd === null) complain(shop, "FC_POLICY_PATH", `${pointer}/cwd`, "a directory that can be resolved", quoted(rule.cwd ?? ""));
  return {
    bin,
    names: namesOf(shop, bin, found, effect),
    executable: program?.path ?? null,
    argv0: program?.name ?? bin,
    executableDigest: rule.pin === true ? (program?.digest ?? null) : null,
    argv: written === null ? null : automatonOfParts(parts),
    cwd: cwd ?? shop.facts.workspace,
    environment: { ...cleanEnvironment, ...rule.environment },
  };
};
