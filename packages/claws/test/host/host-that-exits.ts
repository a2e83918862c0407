// A runtime in small, for live-groups.test.ts: starts a program that ignores SIGTERM, as does its child, and exits in its middle.
//   argv: directory for the two pid files, and how it ends: `exit`, `exit-in-grace` or `throw`
import { existsSync, readFileSync, realpathSync } from "node:fs";
import { join } from "node:path";
import { shellClaw } from "../../src/host/shell-claw.ts";
import { contextOf, execGrant } from "../grants.ts";

const [directory = "", how = ""] = process.argv.slice(2);
const program = `trap '' TERM; sh -c 'trap "" TERM; echo $$ >child; while :; do sleep 1; done' & echo $$ >leader; while :; do sleep 1; done`;
const controller = new AbortController();
const grant = execGrant(realpathSync("/bin/sh"), ["-c", program], { cwd: directory, environment: { PATH: "/usr/bin:/bin" } });
void shellClaw().execute(grant, contextOf(controller.signal));

const isWritten = (name: string): boolean => existsSync(join(directory, name)) && readFileSync(join(directory, name), "utf8").endsWith("\n");
const poll = setInterval(() => {
  if (!isWritten("leader") || !isWritten("child")) return;
  clearInterval(poll);
  if (how === "throw") throw new Error("a defect of the host");
  if (how === "exit-in-grace") controller.abort();
  setTimeout(() => process.exit(3), how === "exit-in-grace" ? 50 : 0);
}, 20);
