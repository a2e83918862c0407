import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { commandTable } from "../../src/command-table.ts";
import { captured, documentOf, femtoclaw, hasControlCharacters, place } from "../support.ts";

/** For many tests, so not one that is gone after the first. */
const empty = mkdtempSync(join(tmpdir(), "femtoclaw-cli-"));
afterAll(() => rmSync(empty, { recursive: true, force: true }));

describe("femtoclaw", () => {
  it("says its version and its help as a process, without an escape", async () => {
    const [version, help] = await Promise.all([femtoclaw(place(), ["--version"]), femtoclaw(place(), ["--help"])]);
    expect(version).toMatchObject({ code: 0, stdout: "0.1.0\n", stderr: "" });
    expect(help).toMatchObject({ code: 0, stderr: "" });
    for (const { name } of commandTable) expect(help.stdout).toContain(name.split(" ")[0]);
    expect(help.stdout).toContain("Exit codes:");
    expect(hasControlCharacters(help.stdout)).toBe(false);
  });

  it.each(commandTable.map(({ name }) => name))("%s --help shows an example, its options and its exit codes", async (name) => {
    const spec = commandTable.find((it) => it.name === name);
    const { code, stdout } = await captured([...name.split(" "), "--help"], empty);
    expect(code).toBe(0);
    for (const example of spec?.examples ?? []) expect(stdout).toContain(`$ ${example}`);
    for (const { flag } of spec?.options ?? []) expect(stdout).toContain(flag);
    for (const it of [0, 1, 2, 3, ...(spec?.exitCodes ?? [])]) expect(stdout).toMatch(new RegExp(`^  ${it} `, "m"));
    expect(stdout).toContain("--json");
  });

  it.each([
    ["an unknown command", ["frobnicate"]],
    ["an unknown option", ["run", "x", "--frobnicate"]],
    ["a missing argument", ["run"]],
    ["a task without quotes", ["run", "do", "this"]],
    ["a value that is no number", ["audit", "list", "--limit", "many"]],
    ["a value that is none of the choices", ["run", "x", "--brain", "oracle"]],
    ["an unknown command of a group", ["policy", "frobnicate"]],
    ["a missing value", ["run", "x", "--scenario"]],
    ["an empty task", ["run", ""]],
    ["flags of two brains", ["run", "x", "--scenario", "s.yaml", "--model", "m"]],
    ["an unknown kind of record", ["audit", "list", "--kind", "gossip"]],
    ["an unknown shell", ["completion", "tcsh"]],
    ["a key in place of a variable's name", ["init", "--api-key-env", "sk-123"]],
    ["a head that is none", ["audit", "verify", "--expect", "nonsense"]],
  ])("ends with 2 and FC_USAGE for %s", async (_what, argv) => {
    const told = await captured(argv, empty);
    expect(told.code).toBe(2);
    expect(told.stdout).toBe("");
    expect(told.stderr).toMatch(/^error FC_USAGE .*\n {2}expected .*\n {2}found .*\n {2}next .*\n$/);
    const asked = await captured([...argv, "--json"], empty);
    expect(asked.code).toBe(2);
    expect(asked.stderr).toBe("");
    const { fault } = JSON.parse(asked.stdout);
    expect(Object.keys(fault)).toEqual(["code", "expected", "found", "at", "next"]);
    expect(fault.code).toBe("FC_USAGE");
  });

  it("shows its help on stderr and ends with 2 when a command is missing", async () => {
    for (const argv of [[], ["audit"], ["policy"]]) {
      const { code, stdout, stderr } = await captured(argv, empty);
      expect([code, stdout]).toEqual([2, ""]);
      expect(stderr).toContain("Usage: femtoclaw");
    }
  });

  it("repeats no value of an unknown option, which could be a secret", async () => {
    const { stderr } = await captured(["run", "x", "--api-key=sk-very-secret"], empty);
    expect(stderr).toContain("--api-key=…");
    expect(stderr).not.toContain("very-secret");
  });

  it("takes global options before and after the command", async () => {
    for (const argv of [["--json", "status"], ["status", "--json"]]) {
      const { code, stdout } = await captured(argv, empty);
      expect(code).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ runs: [], inDoubt: [], running: [] });
    }
  });

  it("turns an unexpected exception into FC_INTERNAL, exit 1, without a stack trace", async () => {
    const environment = {
      get KEY(): string {
        throw new TypeError("at /secret/place: a defect");
      },
    };
    const { code, stderr } = await captured(["doctor"], place({ "femtoclaw.yaml": "version: 1\nbrain: {kind: openai, endpoint: 'http://127.0.0.1:9/v1', model: m, apiKeyEnv: KEY}\n" }), { environment });
    expect(code).toBe(1);
    expect(stderr).toContain("FC_INTERNAL");
    expect(stderr).not.toMatch(/secret|\bat \//);
  });
});

describe("the launcher", () => {
  const launcher = readFileSync(join(import.meta.dirname, "../../femtoclaw.mjs"), "utf8");
  it("reads under an old Node, and says what to do with the exit code of a configuration fault", () => {
    // The same text with the version it would see there.
    const old = launcher.replaceAll("process.versions.node", '"20.20.2"');
    const directory = place({ "femtoclaw.mjs": old });
    const told = spawnSync(process.execPath, ["femtoclaw.mjs", "run", "x"], { cwd: directory, encoding: "utf8" });
    expect(told.status).toBe(3);
    expect(told.stderr).toContain("FC_NODE_VERSION");
    expect(told.stderr).toContain("Install Node 22.19 or newer.");
    const json = spawnSync(process.execPath, ["femtoclaw.mjs", "status", "--json"], { cwd: directory, encoding: "utf8" });
    expect(JSON.parse(json.stdout).fault).toMatchObject({ code: "FC_NODE_VERSION", found: "20.20.2" });
  });
  it("says so when it has not been built", () => {
    const directory = place({ "femtoclaw.mjs": launcher });
    const { status, stderr } = spawnSync(process.execPath, ["femtoclaw.mjs", "status"], { cwd: directory, encoding: "utf8" });
    expect(status).toBe(1);
    expect(stderr).toContain("npm start");
    expect(stderr).not.toContain("    at ");
  });
});

describe("a run", () => {
  it("says in one line that without a configuration everything is denied, and is found again by the end of its id", { timeout: 30_000 }, async () => {
    const directory = place();
    const run = await captured(["run", "Look around."], directory, { environment: { npm_command: "exec" } });
    expect(run.stderr).toContain("There is no femtoclaw.yaml here, so everything is denied; `npx femtoclaw init`");
    const id = /next {2}npx femtoclaw audit show (run_\w+)/.exec(run.stdout)?.[1] ?? "";
    expect((await captured(["audit", "show", id.slice(-8)], directory)).stdout).toContain(id);
    const unknown = await captured(["audit", "show", "zzzzzzzz"], directory);
    expect([unknown.code, unknown.stderr]).toEqual([2, expect.stringContaining("femtoclaw status")]);
  });
});

describe("what people type by habit", () => {
  it("is understood", async () => {
    const directory = place();
    const help = await captured(["run", "--help"], directory);
    for (const argv of [["run", "-h"], ["help", "run"]]) expect(await captured(argv, directory)).toEqual(help);
    const all = await captured(["--help"], directory);
    for (const argv of [["-h"], ["help"]]) expect(await captured(argv, directory)).toEqual(all);
    expect(await captured(["-V"], directory)).toEqual(await captured(["--version"], directory));
  });

  it("is answered with the help of the command that was meant", async () => {
    expect((await captured(["audit", "list", "--nonsense"], place())).stderr).toContain("`femtoclaw audit list --help`");
  });
});

describe("init", () => {
  it.each(["fs.list", "fs.read", "fs.write", "shell", "http.get", "every block"])("writes a policy that is valid once %s is uncommented, with or without a blank after the #", async (block) => {
    const directory = place();
    await captured(["init", "--yes"], directory);
    const text = readFileSync(join(directory, "policy.yaml"), "utf8");
    for (const hash of ["#", "# ?"]) {
      let isIn = false;
      const lines = text.split("\n").map((line) => {
        if (/^ +#\S/.test(line)) isIn = block === "every block" || line.trim() === `#${block}:`;
        return isIn && /^ +#/.test(line) ? line.replace(new RegExp(`^( +)${hash}`), "$1") : line;
      });
      expect(lines.join("\n")).not.toBe(text);
      writeFileSync(join(directory, "policy.yaml"), lines.join("\n"));
      const { code, stdout, stderr } = await captured(["policy", "check"], directory);
      expect([code, stdout + stderr]).toEqual([0, expect.stringContaining("ok  policy.yaml")]);
    }
  });

  it("writes three files with which run, policy check and doctor work at once", { timeout: 30_000 }, async () => {
    const directory = place();
    const init = await captured(["init", "--yes", "--json"], directory);
    expect(init.code).toBe(0);
    expect(JSON.parse(init.stdout).files).toHaveLength(3);
    expect((await captured(["policy", "check"], directory)).code).toBe(0);
    expect((await captured(["doctor"], directory)).code).toBe(0);
    const run = await captured(["run", "Look around.", "--json"], directory);
    expect(run.code).toBe(0);
    expect(JSON.parse(run.stdout).counts).toMatchObject({ authorized: 0, denied: 2 });
  });

  it("writes a policy whose examples are valid once they are uncommented", async () => {
    const directory = place();
    await captured(["init", "--yes"], directory);
    const text = readFileSync(join(directory, "policy.yaml"), "utf8");
    const open = text.split("\n").map((line, index) => (index < 2 ? line : line.replace(/^( *)#/, "$1"))).join("\n");
    const checked = await captured(["policy", "check", "open.yaml", "--json"], place({ "open.yaml": open }));
    expect(checked.code, checked.stdout).toBe(0);
    expect(open).not.toBe(text);
  });

  it.each(["simulation", "openai"])("writes a configuration of the published shape for %s, with its comments uncommented too", async (brain) => {
    const directory = place();
    expect((await captured(["init", "--brain", brain, "--api-key-env", "SOME_KEY"], directory)).code).toBe(0);
    const doctor = JSON.parse((await captured(["doctor", "--json"], directory)).stdout);
    expect(doctor.checks.find((it: { name: string }) => it.name === "config").state).toBe("ok");
  });

  it("never overwrites: FC_CONFIG_EXISTS names each file, exit 2, and nothing is written", async () => {
    const directory = place({ "policy.yaml": "mine" });
    const { code, stdout } = await captured(["init", "--yes", "--json"], directory);
    expect(code).toBe(2);
    expect(JSON.parse(stdout).faults).toMatchObject([{ code: "FC_CONFIG_EXISTS", at: { file: join(directory, "policy.yaml") } }]);
    expect(readFileSync(join(directory, "policy.yaml"), "utf8")).toBe("mine");
    expect((await captured(["policy", "check"], directory)).code).toBe(3);
  });

  it("says FC_CONFIG_WRITE where it cannot write", async () => {
    const directory = place({ file: "" });
    const { code, stderr } = await captured(["init", "--directory", "file/below", "--yes"], directory);
    expect(code).toBe(3);
    expect(stderr).toContain("FC_CONFIG_WRITE");
    expect(stderr).toContain("ENOTDIR");
  });
});

describe("doctor", () => {
  it("looks at everything and says what to do about what is not well", { timeout: 30_000 }, async () => {
    const directory = place({
      "femtoclaw.yaml": "version: 1\npolicy: policy.yaml\nbrain: {kind: openai, endpoint: 'http://127.0.0.1:9/v1', model: m, apiKeyEnv: NO_SUCH_KEY}\n",
      "policy.yaml": "version: 1\nname: t\ncapabilities:\n  shell: {allow: [{id: a, bin: no-such-program, argv: []}, {id: b, bin: ls, argv: []}]}\n",
    });
    const { code, stdout } = await captured(["doctor", "--json"], directory);
    const { checks, ok } = JSON.parse(stdout);
    const state = (name: string) => checks.filter((it: { name: string }) => it.name === name).map((it: { state: string }) => it.state);
    expect(code).toBe(3);
    expect(ok).toBe(false);
    expect(state("node")).toEqual(["ok"]);
    expect(state("brain key")).toEqual(["fail"]);
    expect(state("brain server")).toEqual(["warn"]);
    expect(state("program").toSorted()).toEqual(["ok", "warn"]);
    expect(state("durability")).toHaveLength(1);
    for (const it of checks) if (it.state !== "ok") expect(it.next.length).toBeGreaterThan(10);
    // The probe is gone.
    expect((await captured(["doctor", "--json"], directory)).stdout).toContain('"durability"');
    expect(readdirSync(directory).toSorted()).toEqual(["femtoclaw.yaml", "policy.yaml"]);
  });

  it("shows every defect of a configuration and ends with 3", async () => {
    const directory = place({ "femtoclaw.yaml": "version: 2\nbrian: {}\nlimits: {maxInputBytes: -1}\n" });
    const { code, stdout } = await captured(["doctor"], directory);
    expect(code).toBe(3);
    expect(stdout.match(/^fail config/gm)?.length).toBeGreaterThanOrEqual(3);
    expect(stdout).toMatch(/femtoclaw\.yaml:3:\d+/);
  });
});

describe("policy explain", () => {
  const policyFile = JSON.stringify({
    version: 1,
    name: "test",
    capabilities: {
      "fs.read": { allow: [{ id: "read-here", path: { within: "." } }] },
      "fs.list": { require: "approval", allow: [{ id: "list-here", path: { within: "." } }] },
      shell: { allow: [{ id: "list", bin: "ls", argv: ["-l"] }], deny: [{ id: "no-push", bin: "git", argv: ["push", { rest: true }] }] },
    },
  });
  it.each([
    [0, "AUTHORIZED", '{"tool_call":{"tool":"fs.read","args":{"path":"notes.txt"}}}'],
    [0, "AUTHORIZED", '{"bin":"ls","argv":["-l"]}'],
    [4, "APPROVAL_REQUIRED", '{"tool_call":{"tool":"fs.list","args":{"path":"."}}}'],
    [4, "DENIED_POLICY_VIOLATION", '{"bin":"rm","argv":["-rf","/"]}'],
    [4, "DENIED_POLICY_VIOLATION", '{"tool_call":{"tool":"fs.read","args":{"path":"/etc/passwd"}}}'],
    [4, "DENIED_CAPABILITY_NOT_FOUND", '{"tool_call":{"tool":"mail.send","args":{}}}'],
    [4, "DENIED_ARGUMENT_INVALID", '{"tool_call":{"tool":"fs.read","args":{"path":7}}}'],
  ])("ends with %d and %s for %s", async (exit, verdict, intent) => {
    const { code, stdout } = await captured(["policy", "explain", intent, "--policy", "policy.json", "--json"], place({ "policy.json": policyFile }));
    expect(JSON.parse(stdout).verdict).toBe(verdict);
    expect(code).toBe(exit);
  });

  it("shows every rule with what it said, and the grant", async () => {
    const { stdout } = await captured(["policy", "explain", '{"bin":"ls","argv":["-l"]}', "--policy", "policy.json"], place({ "policy.json": policyFile }));
    expect(stdout).toMatch(/AUTHORIZED {2}by rule list \(policy\.json:1\)/);
    expect(stdout).toMatch(/deny {2}does not match {2}no-push/);
    expect(stdout).toMatch(/allow matches {2}list/);
    expect(stdout).toMatch(/program +\/(usr\/)?bin\/ls/);
  });

  it("ends with 5 for what is no protocol message, and takes stdin", async () => {
    const directory = place({ "policy.json": policyFile });
    const { code, stderr } = await captured(["policy", "explain", "rm -rf /"], directory);
    expect(code).toBe(5);
    expect(stderr).toContain("FC_PROTO_LEADING_TEXT");
    expect(stderr).toContain("FC_USAGE_INTENT");
    const stdin = (async function* () {
      yield '{"bin":"ls","argv":["-l"]}\n';
    })();
    expect((await captured(["policy", "explain", "-", "--policy", "policy.json"], directory, { stdin })).code).toBe(0);
  });
});

describe("completion", () => {
  it("prints the script alone", async () => {
    const { code, stdout } = await captured(["completion", "fish"], empty);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^# fish completion/);
    expect(documentOf(await captured(["completion", "bash", "--json"], empty)).shell).toBe("bash");
  });
});
