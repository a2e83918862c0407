// An archival in a process of its own, which kills itself at the stage that it is told.
//
//   node child-archiver.ts DIRECTORY STAGE
import { archiveWith } from "./archive-place.ts";

const [directory = "", stage = ""] = process.argv.slice(2);
await archiveWith(directory, {
  onStage: (reached) => {
    if (reached === stage) process.kill(process.pid, "SIGKILL");
  },
});
process.stdout.write(`${JSON.stringify({ ended: true })}\n`);
