// The compliance suite on the command line: node --conditions=femtoclaw-source compliance/main.ts. See src/command-line.ts.
import { runCommand } from "./src/command-line.ts";

const watched = process.stderr.isTTY;

const code = await runCommand(process.argv.slice(2), {
  line: (text) => process.stdout.write(`${text}\n`),
  progress: watched ? (text) => process.stderr.write(`\r\u001b[2K${text.slice(0, 100)}`) : null,
});
// A target that hangs may keep timers and files open; what is to be said has been said.
process.stdout.write("", () => process.exit(code));
