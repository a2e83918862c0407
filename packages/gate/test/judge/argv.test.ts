import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Evaluation, Fact } from "../../src/index.ts";
import { cases } from "../cases.ts";
import { decide, policyWith, run } from "../support.ts";

const allowing = (argv: unknown, more: object = {}) => policyWith("shell", { allow: [{ id: "rule", bin: "ls", argv, ...more }] });
const verdict = (argv: unknown, ...given: readonly string[]): string => run(allowing(argv), "ls", ...given).verdict;
const yes = "AUTHORIZED";
const no = "DENIED_POLICY_VIOLATION";

describe("an argv rule (FC-POL-0002.R6)", () => {
  it.each<[string, unknown, readonly string[], string]>([
    ["no argv means no arguments", undefined, [], yes],
    ["no argv means no arguments", undefined, ["x"], no],
    ["the whole vector matches", ["a", "b"], ["a", "b"], yes],
    ["one too few", ["a", "b"], ["a"], no],
    ["one too many", ["a", "b"], ["a", "b", "c"], no],
    ["out of order", ["a", "b"], ["b", "a"], no],
    ["case counts", ["a"], ["A"], no],
    ["not as a prefix", ["a"], ["ab"], no],
    ["an empty argument is an argument", ["a"], ["a", ""], no],
    ["a flag alone", [{ flag: "-v" }], ["-v"], yes],
    ["a flag with its value", [{ flag: "-n", int: { min: 1, max: 9 } }], ["-n", "9"], yes],
    ["a flag without its value", [{ flag: "-n", int: {} }], ["-n"], no],
    ["a flag joined to its value", [{ flag: "-n", int: {} }], ["-n9"], no],
    ["a value beyond its range", [{ flag: "-n", int: { max: 9 } }], ["-n", "10"], no],
    ["a number with a leading zero", [{ int: {} }], ["010"], no],
    ["a number in another notation", [{ int: {} }], ["1e3"], no],
    ["a number in hexadecimal", [{ int: {} }], ["0x1"], no],
    ["minus nothing", [{ int: {} }], ["-0"], no],
    ["a negative number", [{ int: { min: -5 } }], ["-5"], yes],
    ["an unsafe number", [{ int: {} }], ["9007199254740993"], no],
    ["the greatest safe number", [{ int: {} }], ["9007199254740991"], yes],
    ["the first that is not safe", [{ int: {} }], ["9007199254740992"], no],
    ["the least safe number", [{ int: {} }], ["-9007199254740991"], yes],
    ["nought", [{ int: {} }], ["0"], yes],
    ["a number with a plus", [{ int: {} }], ["+1"], no],
    ["a number and something before it", [{ int: {} }], ["x1"], no],
    ["a number and something behind it", [{ int: {} }], ["1x"], no],
    ["no number", [{ int: {} }], [""], no],
    ["one of several", [{ oneOf: ["a", "b"] }], ["b"], yes],
    ["none of several", [{ oneOf: ["a", "b"] }], ["c"], no],
    ["a pattern matches the whole argument", [{ pattern: "[a-z]+" }], ["abc"], yes],
    ["a pattern does not match a part", [{ pattern: "[a-z]+" }], ["abc\n"], no],
    ["optional and there", [{ optional: "-a" }, "x"], ["-a", "x"], yes],
    ["optional and absent", [{ optional: "-a" }, "x"], ["x"], yes],
    ["optional twice", [{ optional: "-a" }, "x"], ["-a", "-a", "x"], no],
    ["optional flag with value", [{ optional: { flag: "-n", int: {} } }], ["-n", "1"], yes],
    ["half of an optional flag", [{ optional: { flag: "-n", int: {} } }], ["-n"], no],
    ["many, none", [{ many: "a" }], [], yes],
    ["many", [{ many: "a" }, "b"], ["a", "a", "a", "b"], yes],
    ["many, then the same once more", [{ many: { pattern: "[a-z]+" } }, "z"], ["a", "z", "z"], yes],
    ["many pairs", [{ many: { flag: "-I", oneOf: ["x", "y"] } }], ["-I", "x", "-I", "y"], yes],
    ["many pairs, one half", [{ many: { flag: "-I", oneOf: ["x", "y"] } }], ["-I", "x", "-I"], no],
    ["all optional, any part of them in order", [{ optional: "-a" }, { optional: "-b" }, { optional: "-c" }], ["-a", "-c"], yes],
    ["all optional, not out of order", [{ optional: "-a" }, { optional: "-b" }], ["-b", "-a"], no],
    ["rest", ["log", { rest: true }], ["log", "-n", "--", "x"], yes],
    ["flags, none", ["log", { flags: ["-a", { flag: "-n", int: {} }] }, "x"], ["log", "x"], yes],
    ["flags, in the order written", [{ flags: ["-a", { flag: "-n", int: {} }, "--c"] }], ["-a", "-n", "1", "--c"], yes],
    ["flags, in another order", [{ flags: ["-a", { flag: "-n", int: {} }, "--c"] }, "x"], ["--c", "-n", "1", "-a", "x"], yes],
    ["flags, one twice", [{ flags: ["-a", "-b"] }], ["-a", "-b", "-a"], no],
    ["flags, without a value", [{ flags: ["-a", { flag: "-n", int: {} }] }], ["-n", "-a"], no],
    ["flags, one not listed", [{ flags: ["-a", "-b"] }], ["-a", "-c"], no],
    ["flags, eight of them", [{ flags: ["-a", "-b", "-c", "-d", "-e", "-f", "-g", { flag: "-h", oneOf: ["x"] }] }, "y"], ["-h", "x", "-g", "-a", "-f", "-b", "-e", "-c", "-d", "y"], yes],
    ["rest, nothing", ["log", { rest: true }], ["log"], yes],
    ["rest in the middle", ["a", { rest: true }, "b"], ["a", "x", "b", "b"], yes],
  ])("%s: %j over %j is %s", (_, rule, given, expected) => {
    expect(verdict(rule, ...given)).toBe(expected);
  });

  it("agrees with RegExp over vectors of letters", () => {
    // Each argument is one letter, so a vector is a word and a rule is a pattern.
    const simple = fc.constantFrom<[unknown, string]>(["a", "a"], ["b", "b"], [{ oneOf: ["a", "c"] }, "[ac]"], [{ flag: "-f", oneOf: ["a"] }, "fa"], [{ pattern: "[ab]" }, "[ab]"]);
    const element = fc.oneof(
      simple,
      simple.map(([it, pattern]): [unknown, string] => [{ optional: it }, `(${pattern})?`]),
      simple.map(([it, pattern]): [unknown, string] => [{ many: it }, `(${pattern})*`]),
      fc.constant<[unknown, string]>([{ rest: true }, ".*"]),
    );
    fc.assert(
      fc.property(fc.array(element, { maxLength: 5 }), fc.array(fc.stringMatching(/^[abcf]{0,8}$/), { minLength: 20, maxLength: 20 }), (elements, words) => {
        const policy = allowing(elements.map(([it]) => it));
        const oracle = new RegExp(`^${elements.map(([, pattern]) => pattern).join("")}$`, "s");
        for (const word of words) {
          const argv = [...word].map((letter) => (letter === "f" ? "-f" : letter));
          expect(run(policy, "ls", ...argv).verdict === yes).toBe(oracle.test(word));
        }
      }),
      { numRuns: cases(300) },
    );
  });

  it("takes no exponential time", () => {
    const policy = allowing([...Array.from({ length: 60 }, () => ({ many: { pattern: "a*" } })), "end"]);
    expect(run(policy, "ls", ...Array.from({ length: 1_000 }, () => "aaaa")).verdict).toBe(no);
  });

  it.each<[readonly unknown[], readonly string[], number, string, string]>([
    [[{ oneOf: ["a", "b"] }], ["c"], 0, 'one of "a", "b"', '"c"'],
    [[{ int: { min: 1, max: 2 } }], ["3"], 0, "an integer from 1 to 2", '"3"'],
    [["x", { pattern: "[a-z]+" }], ["x", "1"], 1, "text matching [a-z]+", '"1"'],
    [[{ path: { within: ["notes", "/tmp"] } }], ["x"], 0, "a path within notes or /tmp", '"x"'],
    [[{ path: { within: ".", not: ["x"] } }], ["x"], 0, "a path within . and not excepted", '"x"'],
    [[{ path: { within: "." } }], ["dangling"], 0, "a path within .", '"dangling"'],
    [[{ rest: true }, "a"], [], 0, 'anything, or "a"', "no further argument"],
    [["a"], ["a", ""], 1, "no further argument", '""'],
    [[{ many: "a" }, { optional: "a" }], ["a", "b"], 1, '"a", or no further argument', '"b"'],
  ])("%j over %j stops at %d, where it wants %s", (rule, given, at, expected, found) => {
    expect(run(allowing(rule), "ls", ...given).reasons).toEqual([{ rule: "rule", pointer: `/argv/${at}`, expected, found }]);
  });

  it("says at which argument it stopped, and what it wanted there", () => {
    const evaluation = run(allowing(["log", { optional: "-q" }, { flag: "-n", int: { min: 1, max: 200 } }]), "ls", "log", "-x");
    expect(evaluation.reasons).toEqual([{ rule: "rule", pointer: "/argv/1", expected: '"-q", or "-n"', found: '"-x"' }]);
    expect(run(allowing(["log"]), "ls").reasons).toEqual([{ rule: "rule", pointer: "/argv/0", expected: '"log"', found: "no further argument" }]);
  });
});

describe("a path in an argument (FC-POL-0003.R3)", () => {
  const paths = [{ many: { path: { within: ".", not: ["**/.git/**", "*.key"] } } }];

  it.each([
    [["a", "./b/c", "/srv/space/d"], yes],
    [["."], yes],
    [["../space/a"], yes],
    [["inner/x"], yes],
    [[".."], no],
    [["/etc/passwd"], no],
    [["/srv/spacecraft/x"], no],
    [[".git/config"], no],
    [["a/.git"], no],
    [["x.key"], no],
    // a link that leads out, and what a shell would make of `..` after it
    [["out/passwd"], no],
    [["out"], no],
    [["inner/../x"], no],
    [["out/../notes"], no],
    [["dangling"], no],
    [["a/../../../etc"], no],
    // what a program would read as an option
    [["-R"], no],
    [["--", "a"], no],
    [[""], no],
    [["a\0b"], no],
  ])("%j is %s", (given, expected) => {
    expect(verdict(paths, ...given)).toBe(expected);
  });

  it("is seen from the directory in which the program will run", () => {
    const policy = allowing([{ path: { within: "./notes" } }], { cwd: "./notes" });
    expect(run(policy, "ls", "x")).toMatchObject({ verdict: yes, grant: { cwd: "/srv/space/notes", argv: ["/srv/space/notes/x"] } });
    expect(run(policy, "ls", "../x").verdict).toBe(no);
    expect(run(policy, "ls", "notes/x")).toMatchObject({ verdict: yes });
    expect(run(allowing([{ path: { within: "./notes" } }]), "ls", "x").verdict).toBe(no);
  });

  // What these mean to a program that reads them otherwise than as a path: another host, a commit, a file elsewhere.
  it.each([
    ["http://host.example.com/x", "/srv/space/http:/host.example.com/x"],
    ["user@host:x", "/srv/space/user@host:x"],
    ["HEAD:secret", "/srv/space/HEAD:secret"],
    ["@/etc/passwd", "/srv/space/@/etc/passwd"],
    ["of=/etc/x", "/srv/space/of=/etc/x"],
    ["ext::sh", "/srv/space/ext::sh"],
    [".", "/srv/space"],
    ["./a//b/", "/srv/space/a/b"],
    ["inner/x", "/srv/space/notes/deep/x"],
  ])("runs as the real path that was judged: %j as %j", (given, real) => {
    const rule = allowing(["ls-remote", { flag: "--from", path: { within: "." } }, { many: { path: { within: "." } } }]);
    const args = { bin: "ls", argv: ["ls-remote", "--from", given, given] };
    expect(decide(rule, "shell", args)).toMatchObject({ verdict: yes, grant: { argv: ["ls-remote", "--from", real, real], args } });
  });

  it("that can be taken in several ways is taken by the element that stands first in the rule, if the whole then matches", () => {
    const path = { path: { within: "." } };
    const ran = (argv: unknown, ...given: readonly string[]): unknown => {
      const evaluation = run(allowing(argv), "ls", ...given);
      return evaluation.verdict === yes && evaluation.grant.kind === "exec" ? evaluation.grant.argv : evaluation.verdict;
    };
    const real = (name: string): string => `/srv/space/${name}`;
    expect(ran([{ optional: "a" }, { many: path }], "a", "a")).toEqual(["a", real("a")]);
    expect(ran([{ many: path }, { optional: "a" }], "a", "a")).toEqual([real("a"), real("a")]);
    expect(ran([{ many: path }, "a"], "a", "a")).toEqual([real("a"), "a"]);
    expect(ran([{ optional: { pattern: "[a-z]+" } }, path], "a")).toEqual([real("a")]);
    expect(ran([{ rest: true }, path], "a", "b")).toEqual(["a", real("b")]);
    expect(ran([{ many: path }, { rest: true }], "a", "-v", "b")).toEqual([real("a"), "-v", "b"]);
    expect(ran([{ many: { flag: "-I", ...path } }, { many: path }], "-I", "b", "a")).toEqual(["-I", real("b"), real("a")]);
  });

  it("takes no exponential time to be read in one way", () => {
    const policy = allowing([...Array.from({ length: 60 }, () => ({ many: { pattern: "a*" } })), { path: { within: "." } }]);
    const argv = Array.from({ length: 1_000 }, () => "aaaa");
    expect(run(policy, "ls", ...argv)).toMatchObject({ verdict: yes, grant: { argv: [...argv.slice(1), "/srv/space/aaaa"] } });
  });

  it("does not hold while the host has not answered, and a deny rule bites", () => {
    const args = { bin: "ls", argv: ["a"] };
    expect(decide(allowing(paths), "shell", args, { facts: [] }).verdict).toBe(no);
    const policy = policyWith("shell", { allow: [{ id: "any", bin: "ls", argv: [{ rest: true }] }], deny: [{ id: "secrets", bin: "ls", argv: [{ many: { path: { within: "./secrets" } } }] }] });
    const silent: Evaluation = decide(policy, "shell", args, { facts: [] });
    expect(silent).toMatchObject({ verdict: no, rule: { id: "secrets" } });
    expect(decide(policy, "shell", args).verdict).toBe(yes);
    expect(decide(policy, "shell", { bin: "ls", argv: ["secrets/x"] }).verdict).toBe(no);
    expect(decide(policy, "shell", { bin: "ls", argv: ["inner/../secrets/x"] }).verdict).toBe(no);
  });

  it("that cannot be resolved makes a deny rule bite only where the rest of the vector matches", () => {
    const policy = policyWith("shell", { allow: [{ id: "any", bin: "ls", argv: [{ rest: true }] }], deny: [{ id: "no", bin: "ls", argv: ["rm", { path: { within: "." } }, { optional: "now" }] }] });
    for (const argv of [["rm", "dangling"], ["rm", "dangling", "now"], ["rm", "a"]]) expect(run(policy, "ls", ...argv).rule?.id, argv.join()).toBe("no");
    for (const argv of [["mv", "dangling"], ["rm", "dangling", "later"], ["rm"], ["dangling"], ["rm", "/etc/x"]]) expect(run(policy, "ls", ...argv).rule?.id, argv.join()).toBe("any");
    expect(run(policy, "ls", "rm", "dangling").reasons).toEqual([{ rule: "no", pointer: "/argv/1", expected: "a path within .", found: '"dangling"' }]);
  });

  it("is not believed when the host answers with a path that is not plain", () => {
    for (const real of ["/srv/space/../../etc/passwd", "work/space/a", "/srv/space//a", "/srv/space/./a", ""]) {
      const facts: readonly Fact[] = [{ kind: "path", path: "/srv/space/a", real }];
      expect(decide(allowing(paths), "shell", { bin: "ls", argv: ["a"] }, { facts }).verdict).toBe(no);
    }
  });
});

describe("a program", () => {
  const policy = policyWith("shell", {
    allow: [{ id: "by-path", bin: "/bin/git", argv: ["log"], pin: true }, { id: "missing", bin: "no-such-program" }, { id: "environment", bin: "cat", environment: { LANG: "de", X: "1" } }, { id: "alias", bin: "ping", argv: [{ rest: true }] }],
  });

  it("is granted as what it really is, with its digest when it is pinned (FC-POL-0003.R2, FC-POL-0003.R4)", () => {
    const evaluation = run(policy, "/bin/git", "log");
    expect(evaluation).toMatchObject({ verdict: yes, grant: { kind: "exec", executable: "/usr/bin/git", executableDigest: `sha256:${"ab".repeat(32)}`, argv: ["log"], cwd: "/srv/space" } });
    expect(run(policy, "/usr/bin/git", "log").verdict).toBe(yes);
  });

  it.each(["git", "bin/git", "./git", "/bin/../bin/git", "//bin/git", "GIT", "git ", "/usr/local/bin/git"])("is not allowed as %j, which no rule means", (bin) => {
    expect(run(policy, bin, "log").verdict).toBe(no);
  });

  it("that the host does not have is never granted", () => {
    expect(run(policy, "no-such-program")).toMatchObject({ verdict: no, reasons: [{ rule: "missing", expected: "a program that this host has" }] });
  });

  it("is told the name under which it was found, by which a program of many names knows which of them is meant", () => {
    expect(run(policy, "ping", "host")).toMatchObject({ verdict: yes, grant: { executable: "/bin/busybox", argv0: "/usr/bin/ping", argv: ["host"] } });
    expect(run(policy, "/bin/git", "log")).toMatchObject({ grant: { executable: "/usr/bin/git", argv0: "/bin/git" } });
    expect(run(policy, "/usr/bin/git", "log")).toMatchObject({ grant: { argv0: "/bin/git" } });
    // What allows one of the names allows neither another nor the program that has them all.
    for (const bin of ["/bin/busybox", "busybox", "wc", "/bin/ping"]) expect(run(policy, bin, "host").verdict).toBe(no);
  });

  it("of many names is denied by each name that means it, and by the name of the whole", () => {
    const any = (id: string, bin: string) => ({ id, bin, argv: [{ rest: true }] });
    const verdicts = (deny: string): readonly string[] => {
      const denied = policyWith("shell", { allow: [any("p", "ping"), any("b", "/bin/ping"), any("w", "wc"), any("all", "busybox")], deny: [{ id: "deny", bin: deny }] });
      return ["ping", "/bin/ping", "wc", "busybox", "/bin/busybox"].filter((bin) => run(denied, bin, "x").verdict === no);
    };
    expect(verdicts("ping")).toEqual(["ping", "/bin/ping", "busybox", "/bin/busybox"]);
    expect(verdicts("/bin/ping")).toEqual(["ping", "/bin/ping", "busybox", "/bin/busybox"]);
    expect(verdicts("wc")).toEqual(["wc", "busybox", "/bin/busybox"]);
    expect(verdicts("busybox")).toEqual(["ping", "/bin/ping", "wc", "busybox", "/bin/busybox"]);
    expect(verdicts("cat")).toEqual([]);
  });

  it("gets a clean environment and what its rule adds (FC-POL-0003.R2)", () => {
    const evaluation = run(policy, "cat");
    expect(evaluation).toMatchObject({ verdict: yes, grant: { environment: { LANG: "de", X: "1", PATH: expect.stringContaining("/usr/bin") }, executableDigest: null } });
  });

  it("is denied by whichever of its names it is called", () => {
    const denied = policyWith("shell", { allow: [{ id: "a", bin: "/bin/git", argv: [{ rest: true }] }], deny: [{ id: "no-push", bin: "git", argv: ["push", { rest: true }] }] });
    for (const bin of ["/bin/git", "/usr/bin/git"]) {
      expect(run(denied, bin, "push", "-f")).toMatchObject({ verdict: no, rule: { id: "no-push" } });
      expect(run(denied, bin, "log").verdict).toBe(yes);
    }
    const whole = policyWith("shell", { allow: [{ id: "a", bin: "git", argv: [{ rest: true }] }], deny: [{ id: "no-git", bin: "git" }] });
    const reasons = [{ rule: "no-git", pointer: "", expected: "a call that deny rule no-git does not match", found: "one that it matches" }];
    for (const argv of [[], ["log", "-n"]]) expect(run(whole, "git", ...argv)).toMatchObject({ verdict: no, rule: { id: "no-git" }, reasons });
    // The deny rule's name for it is not lent to the allow rule.
    expect(run(denied, "git", "log").verdict).toBe(no);
  });
});
