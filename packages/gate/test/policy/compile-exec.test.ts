import { describe, expect, it } from "vitest";
import { compilePolicy, readPolicy } from "../../src/index.ts";
import { compile, factsFor, places, policyWith, registry, sha256, type Compiled } from "../support.ts";

const text = (rule: object, effect = "allow"): string => JSON.stringify({ version: 1, name: "x", capabilities: { shell: { [effect]: [{ id: "x", ...rule }] } } });
const compiled = (rule: object, effect: "allow" | "deny" = "allow") => policyWith("shell", { [effect]: [{ id: "x", ...rule }] }).capabilities.get("shell")?.[effect][0]?.exec;
const digest = `sha256:${"ab".repeat(32)}`;

describe("a rule about a program", () => {
  it("has the program as it really is, and its name as it was found (FC-POL-0003.R2)", () => {
    expect(compiled({ bin: "git" })).toMatchObject({ bin: "git", executable: "/usr/bin/git", argv0: "/usr/bin/git" });
    expect(compiled({ bin: "/bin/git" })).toMatchObject({ bin: "/bin/git", executable: "/usr/bin/git", argv0: "/bin/git" });
    expect(compiled({ bin: "absent" })).toMatchObject({ bin: "absent", executable: null, argv0: "absent", names: ["absent"] });
  });

  it("pins its digest where it says so, and nowhere else (FC-POL-0003.R4)", () => {
    const pin = (rule: object): unknown => compiled({ bin: "git", ...rule })?.executableDigest;
    expect([pin({ pin: true }), pin({ pin: false }), pin({}), compiled({ bin: "absent", pin: true })?.executableDigest]).toEqual([digest, null, null, null]);
  });

  it("says nothing of arguments: none where it allows, any where it denies", () => {
    expect(compiled({ bin: "git" })?.argv).toEqual({ start: [0], steps: [] });
    expect(compiled({ bin: "git" }, "deny")?.argv).toBeNull();
    expect(compiled({ bin: "git", argv: [] }, "deny")?.argv).toEqual({ start: [0], steps: [] });
  });

  it("runs in the workspace, or where it says, in a clean environment with what it adds", () => {
    const clean = { LANG: "C.UTF-8", PATH: "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin" };
    expect(compiled({ bin: "git" })).toMatchObject({ cwd: "/srv/space", environment: clean });
    expect(compiled({ bin: "git", cwd: "inner", environment: { LANG: "de", X: "1" } })).toMatchObject({ cwd: "/srv/space/notes/deep", environment: { ...clean, LANG: "de", X: "1" } });
    expect(Object.keys(compiled({ bin: "git" })?.environment ?? {})).toEqual(["LANG", "PATH"]);
  });

  it("is refused where its directory cannot be had", () => {
    const { policy, faults } = compile(text({ bin: "ls", cwd: "nowhere" }));
    expect(policy).toBeNull();
    expect(faults).toMatchObject([{ code: "FC_POLICY_PATH", found: '"nowhere"', at: { pointer: "/capabilities/shell/allow/0/cwd" } }]);
  });

  it("is warned of where the host has no such program, and only where it allows", () => {
    expect(compile(text({ bin: "absent" })).warnings).toMatchObject([{ code: "FC_POLICY_PROGRAM", at: { pointer: "/capabilities/shell/allow/0/bin" } }]);
    expect(compile(text({ bin: "absent" }, "deny")).warnings).toEqual([]);
    expect(compile(text({ bin: "ls" })).warnings).toEqual([]);
  });
});

describe("a doubt about a program", () => {
  const doubts = ({ warnings }: Compiled) => warnings.map(({ code, at, found }) => [code, at?.pointer?.replace("/capabilities/shell/allow/0/", ""), found]);

  it("is told at its place, once, and says what of", () => {
    expect(doubts(compile(text({ bin: "git", argv: [{ rest: true }] })))).toEqual([["FC_POLICY_ESCAPE", "argv", "git with open arguments"]]);
    expect(doubts(compile(text({ bin: "ls", argv: [{ rest: true }] })))).toEqual([["FC_POLICY_ESCAPE", "argv", "ls with open options"]]);
    expect(doubts(compile(text({ bin: "ls", environment: { TZ: "x", LD_PRELOAD: "x", PAGER: "x" } })))).toEqual([["FC_POLICY_ESCAPE", "environment/LD_PRELOAD", "LD_PRELOAD"], ["FC_POLICY_ESCAPE", "environment/PAGER", "PAGER"]]);
  });

  it("is had by the real path too: a harmless name may lead to a program that starts others (FC-POL-0002.R17)", () => {
    const rule = text({ bin: "pager", argv: [{ path: { within: "." } }] });
    const { policy: written } = readPolicy(rule, "policy.yaml");
    if (written === null) throw new Error("unreadable");
    const leadingTo = (path: string) => doubts(compilePolicy(written, registry, { ...factsFor(rule), programs: { pager: { name: "/usr/bin/pager", path, digest } } }, { sha256 }));
    expect(leadingTo("/usr/bin/less")).toEqual([["FC_POLICY_ESCAPE", "argv", "pager with open arguments"]]);
    expect(leadingTo("/usr/bin/cat")).toEqual([]);
    // Of many names, this one is started.
    expect(leadingTo("/bin/busybox")).toEqual([]);
  });

  it("is not had of an element that has a defect itself: that is told alone", () => {
    for (const element of [{ path: { within: "nowhere" } }, { pattern: "(" }]) {
      const { faults, warnings } = compile(text({ bin: "sh", argv: [element] }));
      expect([faults.length, warnings]).toEqual([1, []]);
    }
  });

  it("is a defect under strict, at the same place", () => {
    const rule = text({ bin: "ls", argv: [{ rest: true }], environment: { PAGER: "x" } });
    expect(compile(rule, "strict")).toMatchObject({ policy: null, warnings: [] });
    expect(places(compile(rule, "strict").faults)).toEqual(places(compile(rule, "industrial").warnings));
    expect(compile(rule, "strict").faults).toHaveLength(2);
  });
});

describe("the names by which a call means a program", () => {
  const names = (rules: { readonly allow?: readonly object[]; readonly deny?: readonly object[] }, effect: "allow" | "deny"): readonly (readonly string[] | undefined)[] | undefined => {
    const numbered = (list: readonly object[] = [], prefix: string) => list.map((rule, index) => ({ id: `${prefix}${index}`, ...rule }));
    return policyWith("shell", { allow: numbered(rules.allow, "a"), deny: numbered(rules.deny, "d") }).capabilities.get("shell")?.[effect].map(({ exec }) => exec?.names);
  };

  it("are that of the rule and the real path, each once", () => {
    expect(names({ allow: [{ bin: "git" }, { bin: "/usr/bin/git" }, { bin: "absent" }, { bin: "busybox" }] }, "allow")).toEqual([["git", "/usr/bin/git"], ["/usr/bin/git"], ["absent"], ["busybox", "/bin/busybox"]]);
  });

  it("are one alone for one of the many names of a program", () => {
    expect(names({ allow: [{ bin: "ping" }, { bin: "/bin/ping" }] }, "allow")).toEqual([["ping"], ["/bin/ping"]]);
  });

  it("are, where calls are denied, also those of other rules that mean it", () => {
    const allow = ["git", "/bin/git", "ls", "ping", "/bin/ping", "wc", "busybox", "absent"].map((bin) => ({ bin }));
    const denied = (bin: string): readonly string[] | undefined => names({ allow, deny: [{ bin }] }, "deny")?.[0]?.toSorted();
    expect(denied("git")).toEqual(["/bin/git", "/usr/bin/git", "git"]);
    expect(denied("ping")).toEqual(["/bin/busybox", "/bin/ping", "busybox", "ping"]);
    expect(denied("wc")).toEqual(["/bin/busybox", "busybox", "wc"]);
    expect(denied("busybox")).toEqual(["/bin/busybox", "/bin/ping", "busybox", "ping", "wc"]);
    expect(denied("absent")).toEqual(["absent"]);
    expect(names({ allow, deny: [{ bin: "git" }] }, "allow")?.[0]).toEqual(["git", "/usr/bin/git"]);
  });
});
