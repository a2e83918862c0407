// Is the journal's history signed as the configuration wants it: with a key that can be used, and not only until some time ago?
import { loadSigningKey, readDurableHead } from "@femtoclaw/memory/host";
import { catalogue, FemtoClawError } from "@femtoclaw/protocol";
import type { Config } from "@femtoclaw/runtime";
import { checkpointText } from "../../checkpoint-text.ts";
import { failed, passed, warned, type Check } from "../../check.ts";
import { plural } from "../../quantity.ts";
import { findJournalWriter } from "../journal-writer.ts";
import { findLastCheckpoint } from "../last-checkpoint.ts";

const name = "checkpoints";
const signNow = "Sign one with `femtoclaw audit checkpoint`, and look into the log for why the runtime did not.";

/** As long as a writer is at work the next one may be on its way; it should not be twice as late as it may be. */
const isLate = (storedMs: number, everyMs: number): boolean => Date.now() - storedMs > 2 * everyMs;

const look = async ({ journal, checkpoint: wanted }: Config): Promise<Check> => {
  const last = await findLastCheckpoint(journal);
  if (wanted === null) return passed(name, last === null ? "none; `checkpoint: {key: FILE}` in the configuration has them signed" : `no longer configured; the last one: ${checkpointText(last, last.size)}`);
  const { role } = await loadSigningKey(wanted.key);
  if (role !== "journal") return failed(name, `${wanted.key} is a witness's key`, "Name a key that `femtoclaw audit key` made without --witness.");
  const records = (await readDurableHead(journal))?.seq ?? 0;
  if (last === null) return records === 0 ? passed(name, `signed with ${wanted.key}, from the first run on`) : warned(name, `none yet of ${plural(records, "record")}`, signNow);
  const text = checkpointText(last, records);
  const writer = await findJournalWriter(journal);
  // What it wrote in its last second is not in head.json.
  if (writer.state === "none" && writer.left) return warned(name, `${text}; the last writer ended before it signed its end`, signNow);
  if (records <= last.size) return passed(name, text);
  const isDue = writer.state === "none" || records - last.size > 2 * wanted.everyRecords || isLate(last.storedMs, wanted.everyMs);
  return isDue ? warned(name, text, signNow) : passed(name, text);
};

export const checkCheckpoints = async (config: Config): Promise<Check> => {
  try {
    return await look(config);
  } catch (error) {
    if (!(error instanceof FemtoClawError)) throw error;
    const { code, found } = error.fault;
    return failed(name, `${code}: ${found}`, catalogue[code].next);
  }
};
