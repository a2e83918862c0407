import { describe, expect, it } from "vitest";
import { isLoadingVariable } from "../../src/policy/loading-variables.ts";

describe("isLoadingVariable()", () => {
  it.each([
    "PATH", "path", "Node_Options", "BASH_ENV", "ENV", "IFS", "_JAVA_OPTIONS", "ZDOTDIR",
    "LD_PRELOAD", "ld_library_path", "DYLD_INSERT_LIBRARIES", "GIT_SSH", "git_pager", "BASH_FUNC_ls", "npm_config_script_shell",
    // No more than the names themselves are harmless.
    "GIT_AUTHOR_NAMES", "GIT_COMMITTER", "GIT_AUTHOR_", "GIT_EDITOR_EMAIL", "GIT_TERMINAL_PROMPTS", "GIT_OPTIONAL_LOCKS_", "LD_GIT_TERMINAL_PROMPT", "LD_GIT_OPTIONAL_LOCKS", "LD_GIT_AUTHOR_DATE",
  ])("%s makes a program load or start something", (name) => {
    expect(isLoadingVariable(name)).toBe(true);
  });

  it.each([
    "LANG", "TZ", "HOME", "MYPATH", "PATHS", "XLD_PRELOAD", "MY_GIT_SSH", "LDX", "GITHUB_TOKEN", "BASH_FUNCTION", "NPM_TOKEN", "",
    "GIT_AUTHOR_NAME", "GIT_AUTHOR_EMAIL", "GIT_AUTHOR_DATE", "GIT_COMMITTER_NAME", "GIT_COMMITTER_EMAIL", "GIT_COMMITTER_DATE", "git_author_date", "GIT_TERMINAL_PROMPT", "GIT_OPTIONAL_LOCKS",
  ])("%j does not", (name) => {
    expect(isLoadingVariable(name)).toBe(false);
  });
});
