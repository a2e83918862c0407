// The whole set-up, from a bare clone: Node >= 18 with npm is enough. Plain JavaScript, no dependencies.
//
//   node bootstrap.mjs start | test | compliance | bench | crash | fuzz | engines | mutants | packed
//
// Steps: tools (pnpm into .tools/) -> install (frozen) -> build (what changed) -> the job. Each says what it does and how long it took.
import { spawn } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { delimiter, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const root = dirname(fileURLToPath(import.meta.url));
const manifest = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const [, pnpmVersion] = manifest.packageManager.split("@");
const tools = join(root, ".tools");
const windows = process.platform === "win32";

const local = [join(root, "node_modules", ".bin"), join(tools, "node_modules", ".bin")];
const environment = {
  ...process.env,
  PATH: [...local, process.env.PATH ?? ""].join(delimiter),
  TURBO_TELEMETRY_DISABLED: "1",
  DO_NOT_TRACK: "1",
  // Installed by pnpm, which is not the package manager that started this script.
  npm_config_user_agent: undefined,
};

const colour = process.stdout.isTTY === true && !process.env.NO_COLOR;
const dim = (text) => (colour ? `\u001b[2m${text}\u001b[22m` : text);
const bold = (text) => (colour ? `\u001b[1m${text}\u001b[22m` : text);
const seconds = (since) => `${((Date.now() - since) / 1000).toFixed(1)} s`;

/** Runs a command to its end. Quiet ones show their output only when they fail; a dot every few seconds says they live. */
const run = (command, args, { quiet = false } = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd: root,
      env: environment,
      shell: windows,
      stdio: quiet ? ["ignore", "pipe", "pipe"] : "inherit",
    });
    const output = [];
    child.stdout?.on("data", (chunk) => output.push(chunk));
    child.stderr?.on("data", (chunk) => output.push(chunk));
    const alive = quiet ? setInterval(() => process.stdout.write(dim(".")), 3_000) : undefined;
    const forward = (signal) => child.kill(signal);
    process.on("SIGINT", forward);
    process.on("SIGTERM", forward);
    const end = (code) => {
      clearInterval(alive);
      process.off("SIGINT", forward);
      process.off("SIGTERM", forward);
      resolve({ code, output: Buffer.concat(output).toString("utf8") });
    };
    child.on("error", (error) => {
      output.push(Buffer.from(`${command}: ${error.message}\n`));
      end(127);
    });
    child.on("close", (code, signal) => end(code ?? (signal === "SIGINT" ? 130 : 143)));
  });

const step = async (name, what, command, args) => {
  const since = Date.now();
  process.stdout.write(`${bold(name.padEnd(8))} ${what}`);
  const { code, output } = await run(command, args, { quiet: true });
  if (code === 0) {
    process.stdout.write(` ${dim(seconds(since))}\n`);
    return;
  }
  process.stdout.write(` failed after ${seconds(since)}\n${output}\n`);
  process.stdout.write(`The step "${name}" failed: ${command} ${args.join(" ")}\n`);
  process.exit(code === 130 || code === 143 ? code : 1);
};

const installed = (version) => {
  try {
    return JSON.parse(readFileSync(join(tools, "node_modules", "pnpm", "package.json"), "utf8")).version === version;
  } catch {
    return false;
  }
};

const prepare = async () => {
  const [major = 0] = process.versions.node.split(".").map(Number);
  if (major < 18) {
    process.stdout.write(`FemtoClaw's set-up needs Node 18 or newer; this is ${process.versions.node}.\n`);
    process.exit(3);
  }
  if (!installed(pnpmVersion)) {
    mkdirSync(tools, { recursive: true });
    writeFileSync(join(tools, "package.json"), '{ "private": true }\n');
    const install = ["install", "--prefix", tools, "--no-save", "--no-audit", "--no-fund", "--loglevel", "error", `pnpm@${pnpmVersion}`];
    await step("tools", `pnpm ${pnpmVersion} into .tools/`, "npm", install);
  }
  await step("install", "dependencies, exactly as locked", "pnpm", ["install", "--frozen-lockfile", "--prefer-offline", "--reporter", "append-only"]);
  if (!runsItself()) {
    process.stdout.write(`FemtoClaw needs Node 22.19 or newer, and none came with the install for ${process.platform} ${process.arch}; this is ${process.versions.node}. Install one and try again.\n`);
    process.exit(3);
  }
};

/** On Linux the install brings a current Node; elsewhere the machine's own must be new enough. */
const runsItself = () => {
  if (existsSync(join(root, "node_modules", ".bin", "node"))) return true;
  const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
  return major > 22 || (major === 22 && minor >= 19);
};

const build = () => step("build", "packages", "pnpm", ["run", "build"]);

/** Programs that some tests drive, and their packages. Installed where that can be done without asking; elsewhere the tests say what is missing. */
const bring = async (tools, what) => {
  const missing = Object.keys(tools).filter((tool) => !(process.env.PATH ?? "").split(delimiter).some((directory) => existsSync(join(directory, tool))));
  if (missing.length === 0) return;
  const names = missing.map((tool) => tools[tool]);
  if (existsSync("/usr/bin/apt-get") && process.getuid?.() === 0) {
    await step("tools", `${names.join(", ")} for ${what}`, "sh", ["-c", `/usr/bin/apt-get update -qq && /usr/bin/apt-get install -y -qq --no-install-recommends ${names.join(" ")}`]);
  } else process.stdout.write(`For ${what}, some tests need ${missing.join(" and ")} and will fail without: install the Debian packages ${names.join(" and ")}, or your system's.\n`);
};

const jobs = {
  start: async () => {
    await build();
    return run("node", ["examples/ci-triage/demo.mjs", ...process.argv.slice(3)]);
  },
  test: async () => {
    await bring({ strace: "strace", script: "bsdutils" }, "the fault tests");
    await build();
    await step("types", "every source and test", "pnpm", ["run", "typecheck"]);
    await step("lint", "oxlint", "pnpm", ["run", "lint"]);
    await step("specs", "sixty specifications, every citation", "node", ["specs/check.ts"]);
    process.stdout.write(`${bold("test".padEnd(8))} all packages\n`);
    return run("vitest", ["run", ...process.argv.slice(3)]);
  },
  compliance: async () => {
    await build();
    return run("node", ["--conditions=femtoclaw-source", "compliance/main.ts", ...process.argv.slice(3)]);
  },
  mutants: async () => {
    await build();
    const [name = "protocol", ...more] = process.argv.slice(3);
    environment.FEMTOCLAW_MUTANTS = name;
    const sources = join(root, "packages", name, "src");
    const folders = readdirSync(sources, { withFileTypes: true }).flatMap((it) => (it.isDirectory() && it.name !== "generated" && it.name !== "error-catalogue" ? [it.name] : []));
    // What each test covers of a whole package is more than one process can hold.
    for (const part of more.includes("--mutate") ? ["some"] : ["top", ...folders]) {
      environment.FEMTOCLAW_PART = part;
      rmSync(join(root, ".stryker", name, `${part}.json`), { force: true });
      const found = await run("stryker", ["run", "mutants/stryker.config.mjs", ...more]);
      if (found.code !== 0 || part === "some") return found;
    }
    return run("node", ["mutants/survivors.ts", name]);
  },
  engines: async () => {
    await bring({ chromium: "chromium" }, "the real browser");
    await build();
    return run("node", ["--conditions=femtoclaw-source", "compliance/engines/main.ts"]);
  },
  packed: async () => {
    await build();
    await step("types", "declarations of every package", "pnpm", ["run", "types", "--filter=./packages/*"]);
    return run("node", ["architecture/packed.mjs"]);
  },
  // On the sources: what it finds can be looked at where it is written.
  fuzz: () => run("node", ["--conditions=femtoclaw-source", "packages/protocol/test/fuzz/main.ts", ...process.argv.slice(3)]),
  // Writers as they are installed: the built ones start in a moment.
  crash: async () => {
    await build();
    return run("node", ["--no-warnings", "packages/memory/test/crash/main.ts", ...process.argv.slice(3)]);
  },
  bench: async () => {
    await build();
    return run("node", ["benchmarks/main.ts", ...process.argv.slice(3)]);
  },
};

const [, , job = ""] = process.argv;
if (!Object.hasOwn(jobs, job)) {
  process.stdout.write(`Usage: node bootstrap.mjs ${Object.keys(jobs).join(" | ")}\n`);
  process.exit(2);
}
const since = Date.now();
await prepare();
const { code } = await jobs[job]();
process.stdout.write(`${dim(`${job}: ${seconds(since)} in all`)}\n`);
process.exitCode = code;
