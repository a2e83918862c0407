// The conditions of a rule about a program: which program, which arguments, where and in what environment it runs.
import { canBeginWith } from "../pattern/automaton.ts";
import { automatonOfParts, compileElement, type ArgvPart } from "./compile-argv.ts";
import { realPath } from "./compile-path.ts";
import type { CompiledToken, ExecRule } from "./compiled-policy.ts";
import { escapeRoute, type EscapeRoute } from "./escape-capable.ts";
import { isLoadingVariable } from "./loading-variables.ts";
import type { Rule } from "./policy-document.ts";
import type { PolicyFacts } from "./policy-facts.ts";
import { isAliasOfMany, namesOf } from "./program-names.ts";
import { complain, doubt, quoted, warn, type RuleEffect, type Workshop } from "./workshop.ts";

/** All that a started program has of an environment, unless its rule adds to it. */
const cleanEnvironment = { LANG: "C.UTF-8", PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" } as const;

type Program = NonNullable<PolicyFacts["programs"][string]>;

const findProgram = ({ facts }: Workshop, bin: string): Program | null =>
  Object.hasOwn(facts.programs, bin) ? (facts.programs[bin] ?? null) : null;

const isPinned = (token: CompiledToken): boolean =>
  (token.kind === "literal" && !token.text.startsWith("-")) || (token.kind === "oneOf" && token.texts.every((text) => !text.startsWith("-")));

/** True when the brain could choose an argument that makes such a program do something else than the rule says. */
const isOpen = (parts: readonly ArgvPart[], { by, starting }: EscapeRoute): boolean => {
  const starts = (token: CompiledToken): boolean =>
    (token.kind === "literal" && starting.includes(token.text)) || (token.kind === "oneOf" && token.texts.some((text) => starting.includes(text)));
  let pinned = by === "option";
  let started = by === "operand";
  for (const { tokens, times } of parts) {
    // What is taken more than once, or in any order, may follow its own last word.
    started ||= times !== "once" && tokens.some(starts);
    for (const token of tokens) {
      if (token.kind === "any") return true;
      if (token.kind === "pattern" && canBeginWith(token.automaton, "-")) return true;
      const chosen = token.kind === "pattern" || token.kind === "path";
      if (chosen && (!pinned || started)) return true;
      started ||= starts(token);
      pinned ||= times === "once" && isPinned(token);
    }
  }
  return false;
};

/**
 * True when some argument that the brain chooses could be an option, and many a program reads or writes any file by one. After
 * `--` there are none. A path is not chosen so: it is handed on as an absolute one.
 */
const letsOptionsIn = (parts: readonly ArgvPart[]): boolean => {
  for (const { tokens, times } of parts) {
    for (const token of tokens) {
      if (token.kind === "literal" && token.text === "--" && times === "once") return false;
      if (token.kind === "any" || (token.kind === "pattern" && canBeginWith(token.automaton, "-"))) return true;
    }
  }
  return false;
};

/** Of a program of many names, the one under which it is started says what it does. */
const routesOf = (bin: string, program: Program | null): readonly EscapeRoute[] =>
  [bin, ...(program === null || isAliasOfMany(bin, program.path) ? [] : [program.path])].flatMap((name) => escapeRoute(name) ?? []);

const checkEscape = (shop: Workshop, bin: string, program: Program | null, parts: readonly ArgvPart[], pointer: string): void => {
  if (routesOf(bin, program).some((route) => isOpen(parts, route))) {
    doubt(shop, "FC_POLICY_ESCAPE", `${pointer}/argv`, "arguments listed one by one, since this program can start others or write anywhere", `${bin} with open arguments`);
  } else if (letsOptionsIn(parts)) {
    doubt(shop, "FC_POLICY_ESCAPE", `${pointer}/argv`, "patterns that cannot begin with -, or -- before what can: it would be an option, and a program may read or write any file by one", `${bin} with open options`);
  }
};

export const compileExec = (shop: Workshop, rule: Rule, bin: string, pointer: string, effect: RuleEffect): ExecRule => {
  const program = findProgram(shop, bin);
  if (program === null && effect === "allow") warn(shop, "FC_POLICY_PROGRAM", `${pointer}/bin`, "a program on this host", quoted(bin));
  // No `argv` in an allow rule means no arguments; in a deny rule, whatever the arguments.
  const written = rule.argv ?? (effect === "allow" ? [] : null);
  const parts = (written ?? []).flatMap((element, index) => compileElement(shop, element, `${pointer}/argv/${index}`, effect) ?? []);
  if (effect === "allow") checkEscape(shop, bin, program, parts, pointer);
  for (const name of Object.keys(rule.environment ?? {})) {
    if (!isLoadingVariable(name)) continue;
    doubt(shop, "FC_POLICY_ESCAPE", `${pointer}/environment/${name}`, "variables that do not make a program load or start something else", name);
  }
  const cwd = rule.cwd === undefined ? shop.facts.workspace : realPath(shop, rule.cwd);
  if (cwd === null) complain(shop, "FC_POLICY_PATH", `${pointer}/cwd`, "a directory that can be resolved", quoted(rule.cwd ?? ""));
  return {
    bin,
    names: namesOf(shop.facts, bin, effect),
    executable: program?.path ?? null,
    argv0: program?.name ?? bin,
    executableDigest: rule.pin === true ? (program?.digest ?? null) : null,
    argv: written === null ? null : automatonOfParts(parts),
    cwd: cwd ?? shop.facts.workspace,
    environment: { ...cleanEnvironment, ...rule.environment },
  };
};
