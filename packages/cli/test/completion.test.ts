import { spawnSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { commandTable, globalOptions } from "../src/command-table.ts";
import { completionScript } from "../src/completion.ts";

/** What bash offers for a command line that ends where the cursor is. */
const offered = (...words: readonly string[]): readonly string[] => {
  const quoted = words.map((word) => `'${word}'`).join(" ");
  const script = `${completionScript("bash")}\nCOMP_WORDS=(${quoted}); COMP_CWORD=${words.length - 1}; _femtoclaw; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const { stdout, stderr, status } = spawnSync("bash", ["--norc", "-c", script], { encoding: "utf8" });
  expect(stderr).toBe("");
  expect(status).toBe(0);
  return stdout.split("\n").filter((word) => word !== "");
};

describe("bash completion", () => {
  it("offers every command, and then those of a group", () => {
    expect(offered("femtoclaw", "")).toEqual([...new Set(commandTable.map(({ name }) => name.split(" ")[0]))]);
    expect(offered("femtoclaw", "au")).toEqual(["audit"]);
    expect(offered("femtoclaw", "audit", "")).toEqual(["list", "show", "query", "export", "reindex", "verify", "config", "key", "checkpoint", "prove", "check", "witness", "secret"]);
    expect(offered("femtoclaw", "--config", "x.yaml", "policy", "e")).toEqual(["explain"]);
  });
  it("offers the options of the command and the global ones", () => {
    expect(offered("femtoclaw", "run", "--f")).toEqual(["--fail-on-denied"]);
    expect(offered("femtoclaw", "audit", "list", "--")).toEqual(expect.arrayContaining(["--run", "--kind", "--limit", ...globalOptions.map(({ flag }) => flag)]));
    expect(offered("femtoclaw", "status", "--s")).toEqual([]);
  });
  it("offers the values of an option and of an argument", () => {
    expect(offered("femtoclaw", "run", "task", "--brain", "")).toEqual(["simulation", "openai", "replay"]);
    expect(offered("femtoclaw", "--profile", "s")).toEqual(["strict"]);
    expect(offered("femtoclaw", "completion", "z")).toEqual(["zsh"]);
  });
});

describe("completion for the other shells", () => {
  it.each(["zsh", "fish"] as const)("names every command and option for %s", (shell) => {
    const script = completionScript(shell);
    for (const { name, options } of commandTable) {
      for (const word of name.split(" ")) expect(script).toContain(word);
      for (const { flag } of options) expect(script).toContain(shell === "fish" ? `-l ${flag.slice(2)}` : flag);
    }
  });
});
