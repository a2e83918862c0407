// A migration in a process of its own, which kills itself at the stage that it is told: `nth` counts those of the same name.
//
//   node child-migrator.ts forward|back DIRECTORY STAGE NTH
import { formatZero } from "./format-zero.ts";
import { migrateWith, returnWith } from "./migrate-place.ts";

const [mode = "", directory = "", stage = "", nth = "1"] = process.argv.slice(2);
let left = Number(nth);
const onStage = (reached: string): void => {
  if (reached === stage) left -= 1;
  if (reached === stage && left === 0) process.kill(process.pid, "SIGKILL");
};
await (mode === "forward" ? migrateWith(directory, { formats: [formatZero], onStage }) : returnWith(directory, { formats: [formatZero], onStage }));
process.stdout.write(`${JSON.stringify({ ended: true })}\n`);
