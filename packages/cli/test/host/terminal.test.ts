// The command on a real terminal: a pseudo-terminal made by script(1), with keys typed into it.
import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { call, captured, documentOf, exec, message, place, policy, program, scenario } from "../support.ts";

const script = "/usr/bin/script";
const escape = String.fromCharCode(27);

interface Typed {
  /** Wait for this text, then type those keys. */
  readonly at: RegExp;
  readonly keys: string;
}

const onTerminal = (directory: string, args: readonly string[], typed: readonly Typed[], environment: { readonly [name: string]: string } = {}) =>
  new Promise<{ readonly code: number | null; readonly output: string }>((resolve) => {
    expect(existsSync(script), "this test needs /usr/bin/script: apt-get install bsdutils").toBe(true);
    const command = ["stty cols 100 rows 40; exec", process.execPath, ...program, ...args.map((it) => `'${it}'`)].join(" ");
    const child = spawn(script, ["-qefc", command, "/dev/null"], {
      cwd: directory,
      env: { PATH: process.env["PATH"], HOME: directory, TERM: "xterm-256color", ...environment },
      stdio: ["pipe", "pipe", "pipe"],
      timeout: 25_000,
      killSignal: "SIGKILL",
    });
    const waiting = [...typed];
    let output = "";
    let seen = 0;
    child.stdout.on("data", (chunk: Buffer) => {
      output += chunk.toString("utf8");
      const [next] = waiting;
      if (next === undefined || !next.at.test(output.slice(seen))) return;
      waiting.shift();
      seen = output.length;
      // A person is not as quick as the question.
      setTimeout(() => child.stdin.write(next.keys), 200);
    });
    child.on("close", (code) => resolve({ code, output }));
  });

const files = {
  "policy.yaml": policy({
    "fs.write": { require: "approval", allow: [{ id: "write", path: { within: "." }, maxBytes: 100 }] },
    shell: { allow: [{ id: "sleep", bin: "sleep", argv: [{ int: { min: 0, max: 9 } }] }] },
  }),
  "scenario.yaml": scenario(exec("sleep", "1"), call("fs.write", { path: "out.txt", content: "written", mode: "create" }), message("Done.")),
};
const run = ["run", "x", "--policy", "policy.yaml", "--scenario", "scenario.yaml"] as const;

describe("on a terminal", () => {
  it("run shows colours and a status line, asks about exactly one grant, and records who said yes and why", { timeout: 30_000 }, async () => {
    const directory = place(files);
    // The first y is typed while nothing is asked: it must not be the answer.
    const { code, output } = await onTerminal(directory, run, [
      { at: /AUTHORIZED/, keys: "y" },
      { at: /Allow it\?/, keys: "y" },
      { at: /Why\?/, keys: "only a note\r" },
    ]);
    expect(code, output).toBe(0);
    expect(output).toContain(`${escape}[`);
    expect(output).toMatch(/executing · shell sleep 1/);
    expect(output).toContain("sha256:");
    expect(readFileSync(join(directory, "out.txt"), "utf8")).toBe("written");
    const { records } = documentOf(await captured(["audit", "list", "--kind", "approval.answered", "--json"], directory));
    expect(records).toMatchObject([{ body: { approved: true, why: "only a note" } }]);
    expect(records[0].body.who.length).toBeGreaterThan(0);
  });

  it("keys typed before the question do not answer it, and Ctrl-C at the question stops the run", { timeout: 30_000 }, async () => {
    const directory = place(files);
    const { code, output } = await onTerminal(directory, run, [{ at: /AUTHORIZED/, keys: "yyy\r" }, { at: /Allow it\?/, keys: "\u0003" }]);
    expect(code, output).toBe(130);
    expect(existsSync(join(directory, "out.txt"))).toBe(false);
    expect(output).toContain("REFUSED");
  });

  it("NO_COLOR leaves the colours away", { timeout: 30_000 }, async () => {
    const { code, output } = await onTerminal(place(), ["run", "x"], [], { NO_COLOR: "1" });
    expect(code).toBe(0);
    expect(output).not.toMatch(new RegExp(`${escape}\\[[0-9;]*m`));
  });

  it("chat asks, stops a turn at Ctrl-C, goes on with another run, and ends at Ctrl-D", { timeout: 30_000 }, async () => {
    const directory = place({ ...files, "scenario.yaml": scenario(exec("sleep", "9"), message("Done.")) });
    const { code, output } = await onTerminal(directory, ["chat", "--policy", "policy.yaml", "--scenario", "scenario.yaml"], [
      { at: /›/, keys: "hello\r" },
      { at: /AUTHORIZED/, keys: "\u0003" },
      { at: /another[\s\S]*›/, keys: "/help\r" },
      { at: /\/reset[\s\S]*›/, keys: "\u0004" },
    ]);
    expect(code, output).toBe(0);
    expect(documentOf(await captured(["status", "--json"], directory)).runs.map((it: { state: string }) => it.state)).toEqual(["stopped", "completed"]);
  });

  it("init asks who proposes", { timeout: 30_000 }, async () => {
    const directory = place();
    const { code, output } = await onTerminal(directory, ["init"], [
      { at: /Who proposes\?/, keys: "\u001b[B\r" },
      { at: /base URL\?/, keys: "\r" },
      { at: /Which model\?/, keys: "tiny\r" },
      { at: /holds the key\?/, keys: "\r" },
    ]);
    expect(code, output).toBe(0);
    expect(readFileSync(join(directory, "femtoclaw.yaml"), "utf8")).toMatch(/kind: openai[^]*model: "tiny"/);
  });
});
