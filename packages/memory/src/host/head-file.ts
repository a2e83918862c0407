// FC-MEM-0001.R12: the last durable head, beside the segments, so that a journal cut at the boundary of a record can be told from one
// that ends there. Links alone cannot.
//
//   head.json = canonical JSON of {digest, hash, seq}, newline;  digest = SHA-256 of the canonical JSON of {hash, seq}
//
// It is written behind the commits and may lag, but it never names a record that is not on disk. A journal without it is whole; whoever
// can remove records can remove this file too, so a head that is kept elsewhere says more. It is flushed before it gets its name:
// so a file that does not match its digest was changed, and no crash explains it.
import { join } from "node:path";
import type { JournalHead } from "@femtoclaw/core";
import { canonicalise, fail, ok, type Result, type Sha256 } from "@femtoclaw/protocol";
import type { JournalDamage } from "../verify.ts";
import { sha256 as hostSha256 } from "./sha256.ts";
import { readSmallFile, writeSmallFile } from "./small-file.ts";

export const headFile = (directory: string): string => join(directory, "head.json");

const maxBytes = 512;

const encode = ({ seq, hash }: JournalHead, sha256: Sha256): string =>
  `${canonicalise({ digest: sha256(canonicalise({ hash, seq })), hash, seq })}\n`;

const decode = (text: string, sha256: Sha256): JournalHead | null => {
  const match = /^\{"digest":"[0-9a-f]{64}","hash":"([0-9a-f]{64})","seq":([1-9][0-9]{0,15})\}\n$/.exec(text);
  const head: JournalHead = { seq: Number(match?.[2]), hash: match?.[1] ?? "" };
  return match !== null && encode(head, sha256) === text ? head : null;
};

/** Null without the file; damage for one that was changed. Throws FC_JOURNAL_READ_FAILED. */
export const readHeadFile = async (directory: string, sha256: Sha256): Promise<Result<JournalHead | null, JournalDamage>> => {
  const file = headFile(directory);
  const text = await readSmallFile(file, maxBytes);
  if (text === null) return ok(null);
  const head = decode(text, sha256);
  return head === null ? fail({ seq: 1, file, offset: 0, cause: "head.json does not match its digest: it was changed" }) : ok(head);
};

/** How far the writer has said that the journal is on disk; null where nothing says so, or nothing that can be believed. */
export const readDurableHead = async (directory: string): Promise<JournalHead | null> => {
  const read = await readHeadFile(directory, hostSha256);
  return read.ok ? read.value : null;
};

/** Only for the holder of the lock. */
export const writeHeadFile = (directory: string, head: JournalHead, sha256: Sha256): Promise<void> => writeSmallFile(headFile(directory), encode(head, sha256));
