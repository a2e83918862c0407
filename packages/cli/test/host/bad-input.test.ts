// What bad input gets: a coded error that says what was expected, what came and what to do; its own exit code; nothing lost.
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { call, captured, documentOf, exec, femtoclaw, hasControlCharacters, message, place, scenario, startCommand, usualPolicy } from "../support.ts";

const strace = "/usr/bin/strace";
const ready = { "policy.yaml": usualPolicy, "scenario.yaml": scenario(exec("sleep", "3"), message("Done.")) };
const runReady = ["run", "x", "--policy", "policy.yaml", "--scenario", "scenario.yaml"] as const;

describe("a malformed policy", () => {
  const broken = `version: 1
name: broken
capabilities:
  shel:
    allow: [{id: a, bin: ls}]
  shell:
    allow:
      - id: twice
        bin: ls
        argv: [{flag: -n, int: {min: 1}}]
      - id: twice
        bin: ls
        argv: []
  fs.read:
    allow: [{id: pattern, path: {within: .}, where: {/offset: {pattern: "(a"}}}]
`;
  it("shows every defect at once with file, line and column, and ends with 3", { timeout: 30_000 }, async () => {
    const directory = place({ "broken.yaml": broken, "good.yaml": usualPolicy });
    const [check, json, run] = await Promise.all([
      captured(["policy", "check", "broken.yaml", "good.yaml"], directory),
      captured(["policy", "check", "broken.yaml", "--json"], directory),
      femtoclaw(directory, ["run", "x", "--policy", "broken.yaml"]),
    ]);
    expect(check.code).toBe(3);
    const codes = [...check.stdout.matchAll(/^error (FC_POLICY_\w+)/gm)].map(([, code]) => code);
    expect(codes).toEqual(expect.arrayContaining(["FC_POLICY_UNKNOWN_CAPABILITY", "FC_POLICY_DUPLICATE_RULE", "FC_POLICY_PATTERN"]));
    expect(check.stdout.match(/broken\.yaml:\d+:\d+/g)?.length).toBe(codes.length);
    expect(check.stdout).toMatch(/^ok {2}good\.yaml/m);
    const { faults, ok } = documentOf(json);
    expect(ok).toBe(false);
    for (const it of faults) expect(Object.keys(it)).toEqual(["code", "expected", "found", "at", "next"]);
    // A run says the same and records nothing.
    expect(run.code).toBe(3);
    for (const code of codes) expect(run.stderr).toContain(code);
    expect(documentOf(await captured(["status", "--json"], directory)).journal.records).toBe(0);
  });

  it("is told from one that does not parse, and from one that is not there", async () => {
    const directory = place({ "syntax.yaml": "version: [1\nname: x" });
    const syntax = await captured(["policy", "check", "syntax.yaml", "missing.yaml", "--json"], directory);
    expect(syntax.code).toBe(3);
    expect(documentOf(syntax).faults.map((it: { code: string }) => it.code)).toEqual(expect.arrayContaining(["FC_POLICY_SYNTAX", "FC_CONFIG_FILE"]));
  });
});

describe("a configuration", () => {
  it.each([
    ["that is not there", ["run", "x", "--config", "nowhere.yaml"], "FC_CONFIG_FILE", "nowhere.yaml"],
    ["that names a missing policy", ["run", "x"], "FC_CONFIG_FILE", "no-policy.yaml"],
    ["that names a missing scenario", ["run", "x", "--policy", "policy.yaml"], "FC_BRAIN_SCENARIO_INVALID", "no-scenario.yaml"],
    ["that names a missing workspace", ["run", "x", "--policy", "policy.yaml", "--workspace", "nowhere", "--scenario", "scenario.yaml"], "FC_CONFIG_FILE", "nowhere"],
  ] as const)("%s ends with 3 and names the file", async (_what, args, code, file) => {
    const directory = place({ ...ready, "femtoclaw.yaml": "version: 1\npolicy: no-policy.yaml\nbrain: {kind: simulation, scenario: no-scenario.yaml}\n" });
    const { code: exit, stderr } = await captured(args, directory);
    expect(stderr).toContain(code);
    expect(stderr).toContain(file);
    expect(stderr).toMatch(/expected .*\n {2}found .*\n {2}next /);
    expect(exit).toBe(3);
  });

  it("shows all that is missing at once", async () => {
    const directory = place({ "femtoclaw.yaml": "version: 1\npolicy: no-policy.yaml\nworkspace: no-place\nbrain: {kind: simulation, scenario: no-scenario.yaml}\n" });
    const { code, stderr } = await femtoclaw(directory, ["run", "x"]);
    expect(code).toBe(3);
    for (const file of ["no-policy.yaml", "no-place", "no-scenario.yaml"]) expect(stderr).toContain(file);
  });

  it("with defects shows each with its line", async () => {
    const directory = place({ "femtoclaw.yaml": "version: 1\nbrain:\n  kind: oracle\nlogs: {}\n" });
    const { code, stderr } = await femtoclaw(directory, ["run", "x"]);
    expect(code).toBe(3);
    expect(stderr).toMatch(/femtoclaw\.yaml:3:\d/);
    expect(stderr).toMatch(/femtoclaw\.yaml:4:1/);
  });

  it("that is broken is not in the way of a journal that is named", async () => {
    const directory = place({ "femtoclaw.yaml": "version: 99" });
    expect((await captured(["status", "--journal", "j"], directory)).stderr).toContain("FC_JOURNAL_NOT_FOUND");
  });
});

describe("an unknown claw", () => {
  it("is denied by name, and the run goes on", async () => {
    const directory = place({ ...ready, "scenario.yaml": scenario(call("mail.send", { to: "all" }), message("Done.")) });
    const { code, stdout } = await femtoclaw(directory, runReady);
    expect(code).toBe(0);
    expect(stdout).toContain("DENIED_CAPABILITY_NOT_FOUND");
    expect(stdout).toContain('expected a registered capability, found "mail.send"');
  });
});

describe("a journal", () => {
  it("that another process writes ends a second one with 10, and the first is not disturbed", { timeout: 30_000 }, async () => {
    const directory = place(ready);
    const first = startCommand(directory, runReady);
    await first.saying(/AUTHORIZED/);
    const [second, status] = await Promise.all([femtoclaw(directory, ["run", "x"]), captured(["status", "--json"], directory)]);
    expect(second.code).toBe(10);
    expect(second.stderr).toContain("FC_JOURNAL_LOCKED");
    expect(second.stderr).toContain(`process ${first.process.pid}`);
    // Meanwhile status sees the writer and its effect, without the lock: running, not in doubt.
    expect(status.code).toBe(0);
    expect(documentOf(status)).toMatchObject({ writer: { state: "active", pid: first.process.pid }, running: [{ capability: "shell" }], inDoubt: [] });
    const ended = await first.ended;
    expect(ended.code).toBe(0);
    // Three seconds of waiting, and no status line where there is no terminal.
    expect(hasControlCharacters(ended.stdout)).toBe(false);
    expect((await captured(["audit", "verify"], directory)).code).toBe(0);
  });

  it("in a directory that cannot be written ends with 10 and says so", async () => {
    const directory = place(ready);
    mkdirSync(join(directory, "sealed"));
    chmodSync(join(directory, "sealed"), 0o555);
    // Root may write anywhere, so there the system call itself says no.
    const asRoot = process.getuid?.() === 0;
    if (asRoot) expect(existsSync(strace), "this test needs strace: apt-get install strace").toBe(true);
    const log = join(place(), "strace.log");
    const under = asRoot ? [strace, "-f", "-qq", "-o", log, "-P", join(directory, "sealed/journal"), "-e", "trace=mkdir", "-e", "inject=mkdir:error=EROFS"] : [];
    const { code, stderr } = await femtoclaw(directory, [...runReady, "--journal", "sealed/journal"], { under });
    expect(stderr).toContain("FC_JOURNAL_READ_ONLY");
    expect(stderr).toMatch(/EROFS|EACCES/);
    expect(code).toBe(10);
  });

  it("on a disk that becomes full in mid-run ends with 10; what was acknowledged is whole", { timeout: 40_000 }, async () => {
    expect(existsSync(strace), "this test needs strace: apt-get install strace").toBe(true);
    const directory = place({ ...ready, "scenario.yaml": scenario(call("fs.list", { path: "." }), call("fs.list", { path: "." }), message("Done.")) });
    await femtoclaw(directory, [...runReady]);
    const journal = join(directory, ".femtoclaw/journal");
    const segment = join(journal, readdirSync(journal).find((name) => name.endsWith(".segment")) ?? "");
    const under = [strace, "-f", "-qq", "-o", join(place(), "strace.log"), "-P", segment, "-e", "trace=pwrite64", "-e", "inject=pwrite64:error=ENOSPC:when=4+"];
    const { code, stderr, stdout } = await femtoclaw(directory, [...runReady], { under, environment: { UV_THREADPOOL_SIZE: "1" } });
    expect(stderr).toContain("FC_JOURNAL_FULL");
    expect(stderr).not.toContain("    at ");
    expect(code).toBe(10);
    expect(stdout).not.toContain("respond");
    const verify = await captured(["audit", "verify", "--json"], directory);
    expect(documentOf(verify).verified, verify.stdout).toBe(true);
  });

  it("that was tampered with ends audit verify with 9, naming file, record and cause", { timeout: 40_000 }, async () => {
    const directory = place({ ...ready, "scenario.yaml": scenario(exec("rm", "-rf", "/"), message("Done.")) });
    await femtoclaw(directory, runReady);
    const journal = join(directory, ".femtoclaw/journal");
    const segment = join(journal, readdirSync(journal).find((name) => name.endsWith(".segment")) ?? "");
    const whole = readFileSync(segment);
    const head = documentOf(await captured(["audit", "verify", "--json"], directory)).head;
    // One letter of the denied call.
    const at = whole.indexOf("DENIED_POLICY_VIOLATION");
    const bytes = Buffer.from(whole);
    bytes[at] = "A".charCodeAt(0);
    writeFileSync(segment, bytes);
    const [verify, json, replay, status] = await Promise.all([
      captured(["audit", "verify"], directory),
      captured(["audit", "verify", "--json"], directory),
      captured(["replay", "last"], directory),
      captured(["status"], directory),
    ]);
    expect([verify.code, json.code, replay.code, status.code]).toEqual([9, 9, 9, 9]);
    expect(verify.stdout).toMatch(/journal damaged {2}at record \d+/);
    expect(verify.stdout).toContain(".segment");
    expect(verify.stdout).toMatch(/cause +\S/);
    expect(documentOf(json).fault.code).toBe("FC_JOURNAL_DAMAGED");
    // A clean cut at the end is a whole journal to its own links; a head that is known from before shows it.
    writeFileSync(segment, whole);
    const expectHead = ["audit", "verify", "--expect", `${head.seq + 1}:${"0".repeat(64)}`];
    expect((await captured(expectHead, directory)).code).toBe(9);
    expect((await captured(["audit", "verify", "--expect", `${head.seq}:${head.hash}`], directory)).code).toBe(0);
  });

  it("that is not there ends with 2 where it was named", async () => {
    const directory = place();
    for (const args of [["audit", "verify"], ["audit", "list"], ["replay", "last"], ["audit", "show", "1"]]) {
      const { code, stderr } = await captured(args, directory);
      expect(stderr).toContain("FC_JOURNAL_NOT_FOUND");
      expect(code).toBe(2);
    }
  });

  it("without the run or record that is asked for ends with 2", { timeout: 30_000 }, async () => {
    const directory = place();
    await femtoclaw(directory, ["run", "x"]);
    const missing = "run_01k0000000000000000000000z";
    const ended = await Promise.all([
      captured(["audit", "show", missing], directory),
      captured(["replay", missing], directory),
      captured(["audit", "list", "--run", missing], directory),
      captured(["audit", "show", "99999"], directory),
      captured(["replay", "nonsense"], directory),
    ]);
    for (const { code, stderr } of ended) {
      expect(stderr).toMatch(/FC_USAGE/);
      expect(code).toBe(2);
    }
  });
});
