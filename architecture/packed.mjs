// A new user, far from this repository: the packed tarballs, a fresh directory, the README's words. Installs, compiles against the
// declarations, runs the library example, and the command from init to replay. Leaves nothing behind.
import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const root = join(import.meta.dirname, "..");
const home = mkdtempSync(join(tmpdir(), "femtoclaw-packed-"));
const tarballs = join(home, "tarballs");
const project = join(home, "project");

const run = (what, command, args, options = {}) => {
  const since = Date.now();
  process.stdout.write(`${what} `);
  const { status, signal, stdout, stderr } = spawnSync(command, args, { encoding: "utf8", cwd: project, timeout: 300_000, ...options });
  const expected = options.expect ?? 0;
  process.stdout.write(`${((Date.now() - since) / 1000).toFixed(1)} s\n`);
  if (status === expected) return stdout;
  process.stdout.write(`${command} ${args.join(" ")}\nexpected exit ${expected}, found ${signal === null ? status : `${signal} after ${Math.round((Date.now() - since) / 1000)} s`}\n${stdout}${stderr}\n`);
  rmSync(home, { recursive: true, force: true });
  process.exit(1);
};

const has = (text, wanted) => {
  if (!text.includes(wanted)) throw new Error(`expected ${JSON.stringify(wanted)} in:\n${text}`);
};

try {
  execFileSync("mkdir", ["-p", tarballs, project]);
  for (const name of readdirSync(join(root, "packages"))) {
    execFileSync("pnpm", ["pack", "--pack-destination", tarballs], { cwd: join(root, "packages", name), stdio: "ignore" });
  }
  const files = readdirSync(tarballs).map((file) => join(tarballs, file));
  // Given together, the tarballs satisfy each other: each depends on its siblings by version.
  writeFileSync(join(project, "package.json"), JSON.stringify({ private: true, type: "module" }));
  run(`install ${files.length} tarballs`, "npm", ["install", "--no-audit", "--no-fund", "--loglevel", "error", "--prefer-offline", "--fetch-retries", "1", ...files]);

  writeFileSync(
    join(project, "agent.ts"),
    `import { Agent, Config, Policy, type ManagedReport } from "@femtoclaw/runtime";
import { defineClaw } from "@femtoclaw/claws";
import { standardClaws } from "@femtoclaw/claws/host";
import { slidingWindow } from "@femtoclaw/memory";
const agent = new Agent(Config.industrial());
agent.enforcePolicy(Policy.Strict);
const report: ManagedReport = await agent.runManaged();
console.log(report.journal.verified, report.runs.length, standardClaws().length, typeof defineClaw, typeof slidingWindow);
`,
  );
  const tsc = join(root, "node_modules/typescript/bin/tsc");
  const types = ["--typeRoots", join(root, "node_modules/@types"), "--types", "node"];
  run("compile against the declarations", process.execPath, [tsc, "--noEmit", "--strict", "--skipLibCheck", "--module", "nodenext", "--target", "es2023", ...types, "agent.ts"]);
  has(run("run the library example", process.execPath, ["agent.ts"]), "true 1 6 function function");

  const femtoclaw = (what, args, expect = 0) => run(`femtoclaw ${what}`, process.execPath, ["node_modules/@femtoclaw/cli/femtoclaw.mjs", ...args], { expect });
  femtoclaw("init", ["init", "--yes", "--directory", "."]);
  femtoclaw("policy check", ["policy", "check", "policy.yaml"]);
  femtoclaw("policy explain", ["policy", "explain", '{"bin":"rm","argv":["-rf","/"]}'], 4);
  femtoclaw("doctor", ["doctor"]);
  has(femtoclaw("run", ["run", "Say hello."]), "respond");
  has(femtoclaw("audit verify", ["audit", "verify"]), "journal verified");
  const { runs } = JSON.parse(femtoclaw("status", ["status", "--json"]));
  has(femtoclaw("replay", ["replay", runs.at(-1).run]), "replay identical");
  process.stdout.write("The packed tarballs work in a directory of their own.\n");
} finally {
  rmSync(home, { recursive: true, force: true });
}
