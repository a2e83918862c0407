// Is the journal whole from where it begins, and was no archival of it cut short?
import { openSource, sha256 } from "@femtoclaw/memory/host";
import { catalogue, FemtoClawError } from "@femtoclaw/protocol";
import type { Config } from "@femtoclaw/runtime";
import { failed, passed, warned, type Check } from "../../check.ts";
import { archivedRecords, archivedText, isArchivalOpen } from "../archived-note.ts";

const name = "archives";

const look = async ({ journal, retention }: Config): Promise<Check> => {
  if (await isArchivalOpen(journal)) return warned(name, "an archival was cut short", "Run `femtoclaw archive --settle`: it finishes what was recorded, and takes back what was not.");
  const opened = await openSource(journal, sha256);
  if (!opened.ok) return failed(name, opened.fault.cause, catalogue.FC_JOURNAL_DAMAGED.next);
  const archived = await archivedRecords(journal);
  const may = retention.archive ? `what is older than ${retention.keepDays} days may be archived` : "nothing may be archived; `retention: {archive: true}` in the configuration allows it";
  return passed(name, archived === null ? may : archivedText(archived));
};

export const checkArchival = async (config: Config): Promise<Check> => {
  try {
    return await look(config);
  } catch (error) {
    if (!(error instanceof FemtoClawError)) throw error;
    const { code, found } = error.fault;
    return code === "FC_JOURNAL_NOT_FOUND" ? passed(name, "none; there is no journal yet") : failed(name, `${code}: ${found}`, catalogue[code].next);
  }
};
