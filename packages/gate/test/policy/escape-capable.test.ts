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
    ["ls", [{ rest: true }], false],
    ["cat", [{ pattern: ".*" }], false],
  ])("%s %j: refused is %s", (bin, argv, expected) => {
    expect(refused(bin, argv)).toBe(expected);
  });

  it("may be denied with open arguments", () => {
    const denying = text("git", [{ rest: true }]).replace("allow", "deny");
    expect(compile(denying, "strict").faults).toEqual([]);
  });

  it.each(["python3.11", "sqlite3", "bzip2", "gcc-12", "BASH", "/opt/x/node22", "ld-linux-x86-64.so.2", "sh.exe", "tar", "xargs", "env", "awk"])("may be called %s", (bin) => {
    expect(refused(bin, [{ rest: true }])).toBe(true);
  });
});

describe("a program that is not there", () => {
  it("is warned of, since its rule allows nothing", () => {
    expect(compile(text("absent", []))).toMatchObject({ faults: [], warnings: [{ code: "FC_POLICY_PROGRAM", found: '"absent"' }] });
    expect(compile(text("ping", []))).toMatchObject({ faults: [], warnings: [{ code: "FC_POLICY_PROGRAM", found: expect.stringContaining("/bin/busybox") }] });
    for (const bin of ["constructor", "__proto__", "toString"]) expect(compile(text(bin, [{ rest: true }])).warnings[0]?.code).toBe("FC_POLICY_PROGRAM");
  });
});
