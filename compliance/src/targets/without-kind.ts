import type { Journal, RecordKind } from "@femtoclaw/core";
import { pretended, withAppend } from "./assemble-target.ts";

/** A journal that says of records of this kind that they are written, and does not write them. */
export const withoutKind = (journal: Journal, dropped: RecordKind): Journal =>
  withAppend(journal, async (drafts) => {
    const kept = drafts.filter(({ kind }) => kind !== dropped);
    return kept.length === drafts.length ? journal.append(drafts) : { records: [...(await journal.append(kept)).records, ...pretended(drafts.slice(kept.length))] };
  });
