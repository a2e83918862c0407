// Shell completion, made from the command table. The scripts hold all they need: pressing TAB starts no process.
import type { ArgumentSpec, CommandSpec, OptionSpec } from "./command-spec.ts";
import { commandTable, globalOptions, groupSummaries, helpFlag, versionFlag } from "./command-table.ts";

export type Shell = "bash" | "zsh" | "fish";

interface Level {
  /** Words typed so far: none, a group, or a command. */
  readonly path: readonly string[];
  readonly words: readonly (readonly [word: string, summary: string])[];
  readonly options: readonly OptionSpec[];
  readonly argument: ArgumentSpec | null;
}

const firstWord = ({ name }: CommandSpec): string => name.split(" ")[0] ?? name;

const topWords = (): readonly (readonly [string, string])[] => {
  const words = new Map<string, string>();
  for (const it of commandTable) words.set(firstWord(it), groupSummaries[firstWord(it)] ?? it.summary);
  return [...words];
};

const levels = (): readonly Level[] => [
  { path: [], words: topWords(), options: [], argument: null },
  ...Object.keys(groupSummaries).map((group): Level => ({
    path: [group],
    words: commandTable.filter((it) => it.name.startsWith(`${group} `)).map((it) => [it.name.slice(group.length + 1), it.summary]),
    options: [],
    argument: null,
  })),
  ...commandTable.map((it): Level => ({ path: it.name.split(" "), words: [], options: it.options, argument: it.arguments[0] ?? null })),
];

const allOptions = (): readonly OptionSpec[] => {
  const byFlag = new Map<string, OptionSpec>();
  for (const it of [...globalOptions, ...commandTable.flatMap(({ options }) => options)]) byFlag.set(it.flag, it);
  return [...byFlag.values()];
};

const flagsAt = (level: Level): readonly string[] => [
  ...level.options.map((it) => it.flag),
  ...globalOptions.map((it) => it.flag),
  helpFlag,
  ...(level.path.length === 0 ? [versionFlag] : []),
];

const bashValue = (it: { readonly kind: string; readonly choices?: readonly string[] }): string => {
  if (it.choices !== undefined) return `mapfile -t COMPREPLY < <(compgen -W "${it.choices.join(" ")}" -- "$current")`;
  if (it.kind === "directory") return `mapfile -t COMPREPLY < <(compgen -d -- "$current")`;
  return it.kind === "file" ? `mapfile -t COMPREPLY < <(compgen -f -- "$current")` : "COMPREPLY=()";
};

const bash = (): string => {
  const valued = allOptions().flatMap(({ flag, value }) => (value === null ? [] : [{ flag, value }]));
  const groups = Object.keys(groupSummaries);
  return `# bash completion for femtoclaw
_femtoclaw() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}" path="" word skip=0 index
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="\${COMP_WORDS[index]}"
    if ((skip)); then skip=0; continue; fi
    case "$word" in
      ${valued.map(({ flag }) => flag).join("|")}) skip=1 ;;
      -*) ;;
      *) case "$path" in
        "") path="$word" ;;
        ${groups.join("|")}) path="$path $word" ;;
      esac ;;
    esac
  done
  compopt +o default 2>/dev/null
  case "$previous" in
${valued.map(({ flag, value }) => `    ${flag}) ${bashValue(value)}; return ;;`).join("\n")}
  esac
  case "$path" in
${levels()
  .map((level) => {
    const words = level.words.map(([word]) => word).join(" ");
    const flags = flagsAt(level).join(" ");
    const bare = words !== "" ? `mapfile -t COMPREPLY < <(compgen -W "${words}" -- "$current")` : level.argument === null ? "COMPREPLY=()" : bashValue(level.argument);
    return `    "${level.path.join(" ")}") if [[ "$current" == -* ]]; then mapfile -t COMPREPLY < <(compgen -W "${flags}" -- "$current"); else ${bare}; fi ;;`;
  })
  .join("\n")}
  esac
}
complete -F _femtoclaw femtoclaw
`;
};

const zshText = (text: string): string => text.replaceAll("'", "").replaceAll("`", "").replaceAll(":", "\\:").replaceAll("[", "\\[").replaceAll("]", "\\]");

const zshValue = (name: string, it: { readonly kind: string; readonly choices?: readonly string[] }): string => {
  if (it.choices !== undefined) return `${name}:(${it.choices.join(" ")})`;
  if (it.kind === "directory") return `${name}:_files -/`;
  return it.kind === "file" ? `${name}:_files` : `${name}: `;
};

const zshOption = ({ flag, summary, value }: OptionSpec): string =>
  value === null ? `'${flag}[${zshText(summary)}]'` : `'${flag}=[${zshText(summary)}]:${zshValue(value.name, value)}'`;

const zsh = (): string => {
  const shared = [...globalOptions.map(zshOption), `'${helpFlag}[show help]'`];
  const cases = commandTable.map((it) => {
    const positional = it.arguments.map((argument) => `'${argument.many ? "*" : ""}:${zshValue(argument.name, argument)}'`);
    return `    "${it.name}") _arguments ${[...it.options.map(zshOption), ...shared, ...positional].join(" \\\n      ")} ;;`;
  });
  const groupCases = Object.keys(groupSummaries).map((group) => {
    const words = commandTable.filter((it) => it.name.startsWith(`${group} `)).map((it) => `'${it.name.slice(group.length + 1)}:${zshText(it.summary)}'`);
    return `      ${group}) if ((CURRENT == 3)); then local -a commands; commands=(${words.join(" ")}); _describe command commands; return; fi
        name="${group} $words[3]"; shift 2 words; ((CURRENT -= 2)) ;;`;
  });
  return `#compdef femtoclaw
_femtoclaw() {
  local name
  if ((CURRENT == 2)) && [[ "$words[2]" != -* ]]; then
    local -a commands
    commands=(${topWords().map(([word, summary]) => `'${word}:${zshText(summary)}'`).join("\n      ")})
    _describe command commands
    return
  fi
  case "$words[2]" in
${groupCases.join("\n")}
      -*) _arguments ${[...shared, `'${versionFlag}[show the version]'`].join(" \\\n      ")}; return ;;
      *) name="$words[2]"; shift words; ((CURRENT -= 1)) ;;
  esac
  case "$name" in
${cases.join("\n")}
  esac
}
compdef _femtoclaw femtoclaw
`;
};

const fishText = (text: string): string => `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;

const fishCondition = (path: readonly string[]): string => {
  const [first, second] = path;
  if (first === undefined) return "__fish_use_subcommand";
  const within = `__fish_seen_subcommand_from ${first}`;
  if (second !== undefined) return `${within}; and __fish_seen_subcommand_from ${second}`;
  const inside = commandTable.filter((it) => it.name.startsWith(`${first} `)).map((it) => it.name.slice(first.length + 1));
  return inside.length === 0 ? within : `${within}; and not __fish_seen_subcommand_from ${inside.join(" ")}`;
};

const fishOption = ({ flag, summary, value }: OptionSpec, condition: string): string => {
  const start = `complete -c femtoclaw${condition === "" ? "" : ` -n ${fishText(condition)}`} -l ${flag.slice(2)} -d ${fishText(summary)}`;
  if (value === null) return start;
  if (value.choices !== undefined) return `${start} -x -a ${fishText(value.choices.join(" "))}`;
  if (value.kind === "directory") return `${start} -x -a '(__fish_complete_directories)'`;
  return value.kind === "file" ? `${start} -r -F` : `${start} -x`;
};

const fish = (): string =>
  [
    "# fish completion for femtoclaw",
    "complete -c femtoclaw -f",
    ...globalOptions.map((it) => fishOption(it, "")),
    `complete -c femtoclaw -l ${helpFlag.slice(2)} -d 'show help'`,
    ...levels().flatMap((level) => {
      const condition = fishCondition(level.path);
      const words = level.words.map(([word, summary]) => `complete -c femtoclaw -n ${fishText(condition)} -a ${word} -d ${fishText(summary)}`);
      const options = level.options.map((it) => fishOption(it, condition));
      const { argument } = level;
      if (argument === null) return [...words, ...options];
      if (argument.choices !== undefined) return [...words, ...options, `complete -c femtoclaw -n ${fishText(condition)} -a ${fishText(argument.choices.join(" "))}`];
      return argument.kind === "file" ? [...words, ...options, `complete -c femtoclaw -n ${fishText(condition)} -F`] : [...words, ...options];
    }),
    "",
  ].join("\n");

export const completionScript = (shell: Shell): string => ({ bash, zsh, fish })[shell]();
