import { describe, expect, it } from "vitest";
import { escapeRoute } from "../../src/policy/escape-capable.ts";
import { compile } from "../support.ts";

const text = (bin: string, argv: unknown): string => JSON.stringify({ version: 1, name: "x", capabilities: { shell: { allow: [{ id: "x", bin, argv }] } } });
const refused = (bin: string, argv: unknown): boolean => compile(text(bin, argv), "strict").faults.some(({ code }) => code === "FC_POLICY_ESCAPE");

describe("a program that can start others", () => {
  it("with open arguments is refused under strict and warned of otherwise", () => {
    for (const bin of ["git", "sh", "/usr/bin/git"]) {
      const strict = compile(text(bin, [{ rest: true }]), "strict");
      expect(strict).toMatchObject({ policy: null, faults: [{ code: "FC_POLICY_ESCAPE" }], warnings: [] });
      const industrial = compile(text(bin, [{ rest: true }]), "industrial");
      expect(industrial).toMatchObject({ faults: [], warnings: [{ code: "FC_POLICY_ESCAPE" }] });
      expect(industrial.policy?.profile).toBe("industrial");
    }
  });

  it("is known by its real name too, and the stricter of flag and file counts (FC-POL-0002.R18)", () => {
    expect(refused("/bin/git", ["log", { rest: true }])).toBe(true);
    const loose = text("git", [{ rest: true }]).replace('"version":1', '"version":1,"profile":"strict"');
    expect(compile(loose, "industrial").policy).toBeNull();
  });

  it.each<[string, unknown, boolean]>([
    ["git", ["log", "--oneline", { flag: "-n", int: { min: 1 } }], false],
    ["git", ["log", { flags: ["--oneline", { flag: "-n", int: {} }] }], false],
    ["git", ["log", { flags: [{ flag: "--format", pattern: ".*" }] }], true],
    ["git", [{ flags: ["--bare"] }, { pattern: "[a-z]+" }], true],
    ["git", ["log", { pattern: "[a-z]+" }], false],
    ["git", ["log", { pattern: ".*" }], true],
    ["git", ["log", { optional: { pattern: "-?x" } }], true],
    ["git", ["log", "--", { many: { path: { within: "." } } }], false],
    ["git", [{ pattern: "[a-z]+" }], true],
    ["git", [{ path: { within: "." } }], true],
    ["git", [{ optional: "log" }, { pattern: "[a-z]+" }], true],
    ["git", ["-C", { path: { within: "." } }, "log"], true],
    ["git", [{ oneOf: ["log", "show"] }, { pattern: "[a-z]+" }], false],
    ["git", [{ oneOf: ["log", "-x"] }, { pattern: "[a-z]+" }], true],
    // With the option chosen, what follows would be the first operand.
    ["git", [{ oneOf: ["log", "--bare"] }, { pattern: "[a-z]+" }], true],
    ["git", ["log-", { pattern: "[a-z]+" }], false],
    ["git", [{ many: "log" }, { pattern: "[a-z]+" }], true],
    ["git", [{ int: {} }, { pattern: "[a-z]+" }], true],
    ["git", ["log", { pattern: "[a-z]+" }, "config"], false],
    ["git", ["log", { pattern: "[a-z]+" }, "config", { int: {} }, { oneOf: ["a"] }], false],
    ["git", ["log", { optional: "config" }, { path: { within: "." } }], true],
    ["sh", [{ path: { within: "." } }], true],
    ["sh", ["script.sh"], false],
    ["node", ["--version"], false],
    ["node", [{ path: { within: "." } }], true],
    ["node", ["run.js", { int: {} }, { oneOf: ["a"] }], false],
    ["find", [{ path: { within: "." } }, "-name", { pattern: "[a-z*.]+" }], false],
    ["find", [{ rest: true }], true],
    ["jq", [".name", { path: { within: "." } }], false],
    ["jq", [{ pattern: "[a-z.]+" }], true],
    ["valgrind", ["--", { path: { within: "." } }], true],
    ["xzcat", [{ path: { within: "." } }], false],
    // These may not take `--` for the end of options.
    ["find", ["--", { pattern: ".*" }], true],
    ["git", ["log", "--", { pattern: ".*" }], true],
  ])("%s %j: refused is %s", (bin, argv, expected) => {
    expect(refused(bin, argv)).toBe(expected);
  });

  // What each wrapper is given with open arguments is a program of the brain's choice; pinned, it is the author's.
  const word = { pattern: "[a-z]+" };
  it.each<[string, unknown, unknown]>([
    ["env", [word], ["true"]],
    ["env", ["-i", "A=b", word], ["-i", "A=b", "true"]],
    ["xargs", [word], ["-0", "wc", "-l"]],
    ["xargs", ["-n", { int: { min: 1 } }, word], ["-n", { int: { min: 1 } }, "wc"]],
    ["sh", ["-c", word], ["-c", "ls | wc -l"]],
    ["bash", ["-c", word], ["-c", { oneOf: ["ls", "pwd"] }]],
    ["dash", [{ flag: "-c", pattern: "[a-z ]+" }], ["-c", "ls"]],
    ["busybox", [word], ["ls"]],
    ["busybox", ["sh", "-c", word], ["sh", "-c", "ls"]],
    ["toybox", [word], ["ls"]],
    ["time", [word], ["-p", "ls"]],
    ["nice", ["-n", "5", word], ["-n", "5", "ls"]],
    ["ionice", ["-c", "3", word], ["-c", "3", "ls"]],
    ["timeout", [{ int: { min: 1 } }, word], [{ int: { min: 1 } }, "ls"]],
    ["nohup", [word], ["ls"]],
    ["setsid", [word], ["ls"]],
    ["stdbuf", ["-oL", word], ["-oL", "ls"]],
    ["sudo", [word], ["-u", "nobody", "ls"]],
    ["doas", [word], ["ls"]],
    ["find", [".", "-exec", word, ";"], [".", "-exec", "wc", "-l", "{}", ";"]],
    ["find", [".", "-execdir", "wc", { path: { within: "." } }, "+"], [".", "-execdir", "wc", "{}", "+"]],
    ["find", [".", { oneOf: ["-name", "-exec"] }, word], [".", { oneOf: ["-name", "-iname"] }, word]],
    ["find", [".", { many: { flag: "-ok", pattern: "[a-z]+" } }], [".", { many: { flag: "-name", pattern: "[a-z]+" } }]],
    ["find", [".", { flags: [{ flag: "-name", pattern: "[a-z]+" }, "-exec"] }], [".", { flags: [{ flag: "-name", pattern: "[a-z]+" }, "-print"] }]],
    ["fd", ["-x", word], ["-e", word]],
    ["git", ["-c", word, "log"], ["-c", "core.pager=cat", "log"]],
    ["git", [{ flag: "-c", pattern: "alias[.]x=.*" }, "x"], ["log"]],
    ["git", ["log", { flags: ["--oneline", { flag: "--config-env", pattern: "[a-z]+" }] }], ["log", { flags: ["--oneline", { flag: "--author", pattern: "[a-z]+" }] }]],
    ["git", ["config", "core.pager", word], ["config", "--get", "core.pager"]],
    ["git", ["config", "alias.x", { pattern: "!.*" }], ["config", "--list"]],
    ["git", [word], [{ oneOf: ["status", "log"] }]],
    ["git", ["rebase", "--exec", word], ["rebase", "--abort"]],
    ["git", ["bisect", "run", word], ["bisect", "bad", word]],
    ["git", ["submodule", "foreach", word], ["submodule", "status"]],
    ["git", ["difftool", "-x", word], ["diff", word]],
    ["tar", ["-cf", "a.tar", { pattern: "--checkpoint-action=exec=.*" }], ["-cf", "a.tar", "src"]],
    ["tar", ["-cf", "a.tar", "--checkpoint=1", { oneOf: ["--checkpoint-action=exec=ls"] }, word], ["-tf", "a.tar"]],
    ["tar", ["-cf", "a.tar", { many: { path: { within: "." } } }], ["-cf", "a.tar", "src", "doc"]],
    ["python3", ["-c", word], ["-c", "print(1)"]],
    ["node", ["-e", word], ["-e", "1"]],
    ["perl", ["-e", word], ["-e", "1"]],
    ["ruby", [{ flag: "-e", pattern: "[a-z]+" }], ["-e", "1"]],
    ["php", ["-r", word], ["-r", "1;"]],
    ["lua5.4", ["-e", word], ["-e", "x=1"]],
    ["awk", [word], ["{print $1}"]],
    ["sed", [word], ["-n", "1p"]],
    ["sort", ["--compress-program", word], ["-k", word]],
    ["rg", ["--pre", word], ["-n", word]],
    ["docker", ["run", "image", word], ["inspect", word]],
    ["kubectl", ["exec", "pod", "--", word], ["get", word]],
    ["npm", ["run", word], ["run", { oneOf: ["test", "build"] }]],
  ])("%s %j is refused under strict and warned of otherwise, and %j is neither (FC-POL-0002.R17)", (bin, open, listed) => {
    expect(compile(text(bin, open), "strict")).toMatchObject({ policy: null, faults: [{ code: "FC_POLICY_ESCAPE", at: { pointer: "/capabilities/shell/allow/0/argv" } }] });
    const escapes = (argv: unknown): number => compile(text(bin, argv), "industrial").warnings.filter(({ code }) => code === "FC_POLICY_ESCAPE").length;
    expect(escapes(open)).toBe(1);
    expect(escapes(listed)).toBe(0);
    expect(refused(bin, listed)).toBe(false);
  });

  it.each(["GIT_PAGER", "GIT_EDITOR", "GIT_EXTERNAL_DIFF", "TAR_OPTIONS", "PAGER", "BASH_ENV"])("may not be told by the variable %s what to start", (name) => {
    const rule = JSON.stringify({ version: 1, name: "x", capabilities: { shell: { allow: [{ id: "x", bin: "git", argv: ["log"], environment: { [name]: "sh" } }] } } });
    expect(compile(rule, "strict").faults.map(({ code }) => code)).toEqual(["FC_POLICY_ESCAPE"]);
  });

  it("may be denied with open arguments", () => {
    const denying = text("git", [{ rest: true }]).replace("allow", "deny");
    expect(compile(denying, "strict").faults).toEqual([]);
  });

  it.each(["python3.11", "sqlite3", "bzip2", "gcc-12", "BASH", "/opt/x/node22", "ld-linux-x86-64.so.2", "sh.exe", "tar", "xargs", "env", "awk", "chrt", "pkexec", "rvim", "gpg", "tcpdump", "zstdcat"])("may be called %s", (bin) => {
    expect(refused(bin, [{ rest: true }])).toBe(true);
  });
});

describe("escapeRoute()", () => {
  it.each<[string, "operand" | "subcommand" | "option" | undefined]>([
    ["sh", "operand"], ["git", "subcommand"], ["find", "option"], ["/usr/bin/sh", "operand"], ["BASH.EXE", "operand"], ["python3", "operand"], ["python3.11", "operand"], ["gcc-12", "operand"], ["node22.1.0", "operand"],
    // The loader runs what it is given.
    ["/lib64/ld-linux-x86-64.so.2", "operand"], ["ld-musl-aarch64.so.1", "operand"], ["LD-LINUX.so.2", "operand"],
    ["ls", undefined], ["", undefined], ["sh/", undefined], ["shx", undefined], ["xsh", undefined], ["sh.txt", undefined], ["my-ld-linux", undefined], ["my-ld-musl", undefined],
    // A version stands at the end of a name, and so does `.exe`.
    ["3sh", undefined], ["sh3x", undefined], ["py3thon", undefined], ["shaexe", undefined], ["s.exeh", undefined], ["sh.exe3", undefined],
  ])("%s chooses by %s what it starts", (program, by) => {
    expect(escapeRoute(program)?.by).toBe(by);
  });

  it("knows the words after which something is started, also of a program with a version", () => {
    expect(escapeRoute("npm")?.starting).toEqual(["exec", "run", "run-script", "x"]);
    expect(escapeRoute("pnpm9")?.starting).toEqual(["dlx", "exec", "run"]);
    expect([escapeRoute("sh")?.starting, escapeRoute("ld-linux.so.2")?.starting, escapeRoute("openssl")?.starting]).toEqual([[], [], []]);
  });
});

describe("any program", () => {
  const path = { path: { within: "." } };

  it.each<[string, unknown, boolean]>([
    ["ls", [{ rest: true }], true],
    ["wc", [{ pattern: ".*" }], true],
    ["wc", [{ pattern: "-?[a-z]*" }], true],
    ["date", [{ optional: { pattern: "[+-].*" } }], true],
    ["diff", [path, { many: { pattern: "[^a]*" } }], true],
    ["ls", [{ flag: "-I", pattern: ".*" }], true],
    ["ls", ["-l", { pattern: "[a-z]*" }, { int: {} }, { oneOf: ["-a"] }, { many: path }], false],
    ["ls", ["--", { pattern: ".*" }], false],
    ["ls", ["-l", "--", path, { rest: true }], false],
    ["ls", [{ optional: "--" }, { pattern: ".*" }], true],
    ["ls", [{ many: "--" }, { pattern: ".*" }], true],
    ["ls", [{ pattern: ".*" }, "--"], true],
    ["ls", [{ oneOf: ["--"] }, { pattern: ".*" }], true],
    ["ls", ["---", { pattern: ".*" }], true],
    // By the name under which it is started, not by that of the program of many names behind it.
    ["wc", [path], false],
    ["busybox", [path], true],
  ])("with %s %j, which lets an option in: refused is %s", (bin, argv, expected) => {
    expect(refused(bin, argv)).toBe(expected);
    const codes = compile(text(bin, argv), "industrial").warnings.map(({ code }) => code);
    expect(codes.filter((code) => code === "FC_POLICY_ESCAPE")).toHaveLength(expected ? 1 : 0);
  });

  it("is refused exceptions within a path, into which it may descend", () => {
    const grep = [{ many: { path: { within: ".", not: ["**/.env"] } } }];
    expect(compile(text("ls", grep), "strict")).toMatchObject({ policy: null, faults: [{ code: "FC_POLICY_CONDITION", expected: expect.stringContaining("descend"), at: { pointer: expect.stringMatching("/argv/0/many/path/not$") } }], warnings: [] });
    expect(compile(text("ls", grep), "industrial")).toMatchObject({ faults: [], warnings: [{ code: "FC_POLICY_CONDITION" }] });
    for (const argv of [[path], [{ path: { within: ".", not: [] } }]]) expect(compile(text("ls", argv), "strict")).toMatchObject({ faults: [], warnings: [] });
    // A file capability opens the very file that was judged, and a deny rule says what it leaves out.
    const read = { "fs.read": { allow: [{ id: "r", path: { within: ".", not: ["**/.env"] } }] } };
    expect(compile(JSON.stringify({ version: 1, name: "x", capabilities: read }), "strict").faults).toEqual([]);
    expect(compile(text("ls", grep).replace("allow", "deny"), "strict").faults).toEqual([]);
  });
});

describe("a program that is not there", () => {
  it("is warned of, since its rule allows nothing", () => {
    expect(compile(text("absent", []))).toMatchObject({ faults: [], warnings: [{ code: "FC_POLICY_PROGRAM", found: '"absent"' }] });
    expect(compile(text("ping", []))).toMatchObject({ faults: [], warnings: [] });
    for (const bin of ["constructor", "__proto__", "toString"]) expect(compile(text(bin, [{ rest: true }])).warnings[0]?.code).toBe("FC_POLICY_PROGRAM");
  });
});

describe("a variable in the environment of a rule", () => {
  it.each<[string, boolean]>([
    ["LD_PRELOAD", true], ["LD_AUDIT", true], ["PATH", true], ["NODE_OPTIONS", true], ["PYTHONPATH", true], ["BASH_ENV", true], ["GIT_SSH_COMMAND", true], ["GIT_CONFIG_COUNT", true], ["PAGER", true], ["LESSOPEN", true], ["JAVA_TOOL_OPTIONS", true], ["npm_config_script_shell", true],
    ["GIT_AUTHOR_NAME", false], ["LANG", false], ["TZ", false], ["CI", false],
  ])("%s can start or load something else: %s", (name, expected) => {
    const rule = JSON.stringify({ version: 1, name: "x", capabilities: { shell: { allow: [{ id: "x", bin: "ls", environment: { [name]: "x" } }] } } });
    expect(compile(rule, "strict").faults.map(({ code }) => code)).toEqual(expected ? ["FC_POLICY_ESCAPE"] : []);
    expect(compile(rule, "industrial").warnings.map(({ code, found }) => [code, found])).toEqual(expected ? [["FC_POLICY_ESCAPE", name]] : []);
  });
});
