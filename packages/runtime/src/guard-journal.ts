// FC-SEC-0003.R5, R6: the one door to the journal. What every other place has missed stops here, and once something could not be
// committed to nothing passes any more: the runtime stops, since its records would no longer say what happened.
import type { Journal, RecordDraft } from "@femtoclaw/core";
import { fault, FemtoClawError } from "@femtoclaw/protocol";
import type { SecretStore } from "./secret-store.ts";

const assertClean = (secrets: SecretStore, drafts: readonly RecordDraft[]): void => {
  for (const { kind, body } of drafts) {
    const pointer = secrets.find(body);
    if (pointer !== null) secrets.fail(fault("FC_SECRET_FOUND", `a record of kind ${kind} without a known secret`, "one", { pointer: `/body${pointer}` }));
  }
  const failure = secrets.failure();
  if (failure !== null) throw new FemtoClawError(failure);
};

export const guardJournal = (journal: Journal, secrets: SecretStore): Journal => ({
  append: async (drafts) => {
    assertClean(secrets, drafts);
    return journal.append(drafts);
  },
  read: (fromSeq) => journal.read(fromSeq),
  head: () => journal.head(),
  close: () => journal.close(),
});
