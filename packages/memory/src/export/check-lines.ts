/**
 * FC-AUDIT-0001.R12: an export as JSON Lines, held against itself: in one walk, and without the journal that it came from. What is said
 * of a checkpoint is only that the lines lead to its root; whether its signature counts is for a trust file to say (FC-CRYPTO-0001.R8).
 *
 * The adversary has the file and may change, add, move and remove lines. Within what is proven each of these leads to another root. In what
 * is not, a record that was left out looks like one that was not asked for: such places are counted, and nothing is said of them.
 */
import type { JournalHead } from "@femtoclaw/core";
import { fail, ok, type Result, type Sha256 } from "@femtoclaw/protocol";
import { emptyHead, recordHash } from "../record-link.ts";
import { readRecord } from "../stored-record.ts";
import { emptyFrontier, growFrontier, rootOf, type Frontier } from "../tree/frontier.ts";
import { joinGap } from "../tree/gap.ts";
import { readCheckpoint, type Checkpoint } from "../verifier.ts";
import { isEvidenceLine, readEvidenceLine } from "./export-line.ts";

export interface CheckedLines {
  readonly records: number;
  readonly firstSeq: number;
  readonly head: JournalHead;
  /** Places where records are missing and nothing is proven of them; 0 where each record is linked to the one before, from record 1 on. */
  readonly breaks: number;
  /** Of a proven export; its lines lead to this root. */
  readonly proven: { readonly note: string; readonly checkpoint: Checkpoint } | null;
  /** Of the first `size` records, where all of them are here. */
  readonly root: string | null;
}

export interface LineCheck {
  /** The next line, without its newline; fails with what is wrong with it. */
  add(line: string): Result<null, string>;
  end(): Result<CheckedLines, string>;
}

const fine: Result<null, string> = ok(null);

/** `size` is that of a checkpoint which is kept elsewhere. */
export const checkLines = (sha256: Sha256, size: number | null = null): LineCheck => {
  /** Null once it cannot be told any more. */
  let frontier: Frontier | null = emptyFrontier;
  let head = emptyHead;
  /** Of the record before; null where that is not here. */
  let before: string | null = emptyHead.hash;
  let [records, firstSeq, breaks, gaps] = [0, 0, 0, 0];
  let afterGap = false;
  let note: string | null = null;
  let root: string | null = null;

  const addRecord = (line: string): Result<null, string> => {
    const read = readRecord(line);
    if (!read.ok) return read;
    const { seq, prev } = read.value;
    const reached = afterGap ? (frontier?.size ?? head.seq) : head.seq;
    if (seq <= reached) return fail(`record ${seq} stands after record ${reached}`);
    if (seq === reached + 1) {
      if (before !== null && prev !== before) return fail(`record ${seq} does not link to the record before it: one of the two was changed`);
    } else {
      frontier = null;
      breaks += 1;
    }
    const hash = recordHash(line, sha256);
    if (frontier !== null) frontier = growFrontier(frontier, hash, sha256);
    if (frontier !== null && frontier.size === size && gaps === 0) root = rootOf(frontier, sha256);
    head = { seq, hash };
    before = hash;
    if (records === 0) firstSeq = seq;
    records += 1;
    afterGap = false;
    return fine;
  };

  const addEvidence = (line: string): Result<null, string> => {
    const evidence = readEvidenceLine(line);
    if (evidence === null) return fail("a line that is neither a record nor a gap nor a checkpoint");
    if ("checkpoint" in evidence) {
      note = evidence.checkpoint;
      return fine;
    }
    const { from, to, hashes } = evidence.gap;
    if (frontier === null || afterGap || from !== frontier.size + 1) return fail(`a gap from record ${from} on where record ${(frontier?.size ?? head.seq) + 1} belongs`);
    const joined = joinGap(frontier, to, hashes, sha256);
    if (joined === null) return fail("a gap with other hashes than it has parts");
    frontier = joined;
    before = null;
    afterGap = true;
    gaps += 1;
    return fine;
  };

  const prove = (signed: string): Result<CheckedLines["proven"], string> => {
    const checkpoint = readCheckpoint(signed.slice(0, signed.lastIndexOf("\n\n") + 1));
    if (checkpoint === null) return fail("a checkpoint that is none");
    if (frontier === null || frontier.size !== checkpoint.size) return fail(`records left out, and nothing in their place, before a checkpoint of ${checkpoint.size}`);
    return rootOf(frontier, sha256) === checkpoint.root ? ok({ note: signed, checkpoint }) : fail("lines that lead to another root than the checkpoint's: one of them was changed");
  };

  return {
    add: (line) => {
      if (note !== null) return fail("a line after the checkpoint");
      return isEvidenceLine(line) ? addEvidence(line) : addRecord(line);
    },
    end: () => {
      if (note === null && gaps > 0) return fail("no checkpoint as its last line: it was cut");
      const proven = note === null ? ok(null) : prove(note);
      return proven.ok ? ok({ records, firstSeq, head, breaks, proven: proven.value, root }) : proven;
    },
  };
};
