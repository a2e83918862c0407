// Variables by which a program loads or starts something else than the rule says. The list cannot be complete: it catches
// mistakes of policy authors, and is no boundary.

const names: ReadonlySet<string> = new Set([
  "BASH_ENV", "BROWSER", "CLASSPATH", "EDITOR", "ENV", "GCONV_PATH", "IFS", "JAVA_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "LESSCLOSE", "LESSOPEN", "LUA_INIT", "LUA_PATH", "LUA_CPATH", "MAKEFLAGS", "MANPAGER", "NODE_OPTIONS", "NODE_PATH", "PAGER", "PATH",
  "PERL5DB", "PERL5LIB", "PERL5OPT", "PERLLIB", "PROMPT_COMMAND", "PYTHONHOME", "PYTHONINSPECT", "PYTHONPATH", "PYTHONSTARTUP", "RSYNC_RSH", "RUBYLIB", "RUBYOPT", "RUSTC_WRAPPER", "SHELL", "SHELLOPTS", "SSH_ASKPASS", "SUDO_ASKPASS", "TAR_OPTIONS",
  "VISUAL", "ZDOTDIR", "_JAVA_OPTIONS",
]);
/** Of the loader, of git and of npm nearly every one: few are harmless, and new ones come. */
const beginnings = ["LD_", "DYLD_", "GIT_", "BASH_FUNC_", "NPM_CONFIG_"] as const;
/** Who and when, which git only writes down. */
const harmless = /^GIT_(AUTHOR|COMMITTER)_(NAME|EMAIL|DATE)$|^GIT_TERMINAL_PROMPT$|^GIT_OPTIONAL_LOCKS$/;

/** Programs on one system or another take them in either case. */
export const isLoadingVariable = (name: string): boolean => {
  const upper = name.toUpperCase();
  return names.has(upper) || (beginnings.some((it) => upper.startsWith(it)) && !harmless.test(upper));
};
