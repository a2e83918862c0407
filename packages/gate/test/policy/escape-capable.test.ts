import { describe, expect, it } from "vitest";
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

  it("is known by its real name too, and the stricter of flag and file counts", () => {
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

  it("may be denied with open arguments", () => {
    const denying = text("git", [{ rest: true }]).replace("allow", "deny");
    expect(compile(denying, "strict").faults).toEqual([]);
  });

  it.each(["python3.11", "sqlite3", "bzip2", "gcc-12", "BASH", "/opt/x/node22", "ld-linux-x86-64.so.2", "sh.exe", "tar", "xargs", "env", "awk", "chrt", "pkexec", "rvim", "gpg", "tcpdump", "zstdcat"])("may be called %s", (bin) => {
    expect(refused(bin, [{ rest: true }])).toBe(true);
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
