// node --conditions=femtoclaw-source compliance/make-journal.ts NAME
//
// With each release: a journal as this version writes it, under compliance/journals/NAME, added to the list there. One that is kept is
// never made again: its bytes are what later versions are held to.
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { keepJournal } from "./src/journals/keep-journal.ts";
import { keptJournalsSchema, listName } from "./src/journals/kept-journal.ts";

const root = join(import.meta.dirname, "journals");
const list = join(root, listName);
const name = process.argv[2] ?? "";
if (!/^[0-9a-z][0-9a-z.-]*$/.test(name) || existsSync(join(root, name))) {
  console.error(`expected a new name such as 0.2.0, found ${name === "" ? "none" : name}`);
  process.exit(2);
}
const { journals } = existsSync(list) ? keptJournalsSchema.parse(JSON.parse(readFileSync(list, "utf8"))) : { journals: [] };
const kept = await keepJournal(join(root, name), name);
writeFileSync(list, `${JSON.stringify({ journals: [...journals, kept] }, null, 2)}\n`);
console.log(`kept ${kept.records} records and ${Object.keys(kept.runs).length} runs in compliance/journals/${name}`);
