// The main job, as `npm start` shows it: a simulated brain looks for the commit that broke a build, on a real log and this
// repository's real history. It misbehaves on the way. Then the journal is verified, and the run replayed from it alone.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../..");
const command = join(root, "packages/cli/femtoclaw.mjs");
// As a reader would type it at the root, since the command repeats it in what it suggests.
const config = relative(root, join(here, "femtoclaw.yaml"));
const bold = (text) => (process.stdout.isTTY === true && !process.env.NO_COLOR ? `\u001b[1m${text}\u001b[22m` : text);
const say = (text = "") => process.stdout.write(`${text}\n`);

const femtoclaw = (args) => {
  const { status, signal } = spawnSync(process.execPath, [command, ...args, "--config", config], { cwd: root, stdio: "inherit" });
  if (status !== 0) {
    say(`femtoclaw ${args.join(" ")} ended with ${signal ?? status}`);
    process.exit(status ?? 1);
  }
};

if (!existsSync(join(root, ".git"))) {
  say("The demo reads this repository's own history, and there is none here. Run it in a git clone.");
  process.exit(3);
}
// The place for notes is the operator's to make; the policy lets the agent write there and nowhere else.
mkdirSync(join(root, ".femtoclaw/ci-triage/notes"), { recursive: true });

const task = "The build is red. Find out which commit broke it, and write a note.";
say();
say(bold("A brain proposes. FemtoClaw validates, decides, executes, records, answers."));
say(`Policy: ${relative(root, join(here, "policy.yaml"))}. What no rule allows is denied.`);
say();
femtoclaw(["run", task]);

say();
say(bold("What was recorded is checked, and the run is replayed from it alone."));
femtoclaw(["audit", "verify"]);
femtoclaw(["replay", "last"]);

say();
say(bold("Next:"));
for (const [line, why] of [
  ["npx femtoclaw audit show last --config examples/ci-triage/femtoclaw.yaml", "the timeline of this run; `audit list --run last` has its records, one a line"],
  [`npx femtoclaw policy explain '{"bin":"rm","argv":["-rf","/"]}' --config examples/ci-triage/femtoclaw.yaml`, "why it was denied"],
  ["npx femtoclaw init --directory my-agent", "a configuration and a policy of your own"],
]) say(`  ${line}\n      ${why}`);
