/**
 * FC-MEM-0001.R18 as cases: what the core relies on from any journal, ours or a user's. The caller brings a test function and a
 * way to make a fresh place for a journal; each case gets a place of its own.
 */
import type { Journal, JournalRecord, RecordDraft } from "@femtoclaw/core";
import { canonicalise, FemtoClawError, type JsonObject, type Sha256 } from "@femtoclaw/protocol";
import { emptyHead, recordBytes, recordHash } from "./record-link.ts";

export interface JournalUnderTest {
  /** Opens the journal that lies in this place; the first time an empty one. */
  open(): Promise<Journal>;
  /** Removes the place and what is left in it. */
  dispose(): Promise<void>;
}

export interface JournalSupports {
  /** What was closed can be opened again and goes on. */
  readonly reopen: boolean;
  /** While it is open, nobody else can open it. */
  readonly oneWriter: boolean;
}

export interface JournalSuiteOptions {
  readonly test: (name: string, run: () => Promise<void>) => void;
  readonly createJournal: () => Promise<JournalUnderTest>;
  readonly supports: JournalSupports;
  /** To recompute the links. */
  readonly sha256: Sha256;
}

const check = (holds: boolean, what: string): void => {
  if (!holds) throw new Error(`journal suite: ${what}`);
};

const draft = (content: string, body: JsonObject = {}): RecordDraft => ({
  time: 1_700_000_000_000,
  run: "run-of-the-suite",
  execution: null,
  kind: "input.received",
  body: { ...body, content },
});

const contentOf = (record: JournalRecord | undefined): unknown => record?.body["content"];

const collect = async (records: AsyncIterable<JournalRecord>): Promise<readonly JournalRecord[]> => {
  const all: JournalRecord[] = [];
  for await (const record of records) all.push(record);
  return all;
};

const codeOfRejection = async (act: Promise<unknown>): Promise<string> => {
  try {
    await act;
  } catch (error) {
    return error instanceof FemtoClawError ? error.code : `no code, but ${String(error)}`;
  }
  return "no rejection";
};

/** Values that are easily changed on the way to a disk and back. */
const awkwardBody: JsonObject = {
  "": "an empty key",
  "z\u0000\u001f\"\\/\u2028": ["Grüße", "世界", "🦀", ""],
  numbers: [0, 1e21, 1e-7, 0.1, 9_007_199_254_740_991, -5e-324],
  nested: { b: { a: [[], {}, null, true, false] }, a: "\ufeff\uffff" },
};

export const journalSuite = ({ test, createJournal, supports, sha256 }: JournalSuiteOptions): void => {
  const caseOf = (name: string, run: (journal: Journal, place: JournalUnderTest) => Promise<void>): void =>
    test(name, async () => {
      const place = await createJournal();
      const journal = await place.open();
      try {
        await run(journal, place);
      } finally {
        await journal.close();
        await place.dispose();
      }
    });

  /** Gapless, linked, ending in the head. */
  const checkChain = async (journal: Journal, length: number): Promise<readonly JournalRecord[]> => {
    const records = await collect(journal.read());
    check(records.length === length, `expected ${length} records, read ${records.length}`);
    let head = emptyHead;
    for (const record of records) {
      check(record.seq === head.seq + 1, `record ${record.seq} follows record ${head.seq}`);
      check(record.prev === head.hash, `record ${record.seq} does not carry the hash of record ${head.seq}`);
      head = { seq: record.seq, hash: recordHash(recordBytes(record), sha256) };
    }
    check(canonicalise({ ...journal.head() }) === canonicalise({ ...head }), "head() is not the last record");
    return records;
  };

  caseOf("an empty journal stands at seq 0 with 64 zeros and reads as nothing", async (journal) => {
    await checkChain(journal, 0);
  });

  caseOf("an append gives its drafts their places, in order", async (journal) => {
    const { records } = await journal.append([draft("a"), draft("b")]);
    const { records: more } = await journal.append([draft("c")]);
    check([...records, ...more].map(({ seq }) => seq).join() === "1,2,3", "the receipts count from 1 without a gap");
    check((await checkChain(journal, 3)).map(contentOf).join() === "a,b,c", "they are read in the order of their appends");
  });

  caseOf("a record is read exactly as it was appended", async (journal) => {
    const drafts = [draft("awkward", awkwardBody), { ...draft("of the runtime"), run: null, execution: "run-of-the-suite/1" }];
    const receipt = await journal.append(drafts);
    const records = await checkChain(journal, 2);
    check(records.map(recordBytes).join() === receipt.records.map(recordBytes).join(), "the receipt differs from what is read");
    for (const [index, { time, run, execution, kind, body }] of drafts.entries()) {
      const { seq: _seq, prev: _prev, ...read } = records[index] ?? { seq: 0, prev: "" };
      check(canonicalise({ ...read }) === canonicalise({ time, run, execution, kind, body }), `draft ${index} was changed`);
    }
  });

  caseOf("an append of nothing changes nothing", async (journal) => {
    check((await journal.append([])).records.length === 0, "its receipt is empty");
    await checkChain(journal, 0);
  });

  caseOf("reading from a seq begins there, and beyond the end finds nothing", async (journal) => {
    for (const content of ["a", "b", "c", "d"]) await journal.append([draft(content)]);
    check((await collect(journal.read(3))).map(contentOf).join() === "c,d", "from 3 on come records 3 and 4");
    check((await collect(journal.read(5))).length === 0, "there is no record 5");
  });

  caseOf("a reading can be broken off and begun again", async (journal) => {
    await journal.append([draft("a"), draft("b"), draft("c")]);
    for await (const record of journal.read()) if (record.seq === 2) break;
    await checkChain(journal, 3);
  });

  caseOf("appends made at the same time all become durable, whole and in the order of their calls", async (journal) => {
    const appends = Array.from({ length: 500 }, (_, index) => journal.append([draft(`${index}a`), draft(`${index}b`)]));
    const receipts = await Promise.all(appends);
    const contents = (await checkChain(journal, 1_000)).map(contentOf);
    for (const [index, { records }] of receipts.entries()) {
      check(records[0]?.seq === index * 2 + 1, `append ${index} has its place in the order of the calls`);
      check(contents[index * 2] === `${index}a` && contents[index * 2 + 1] === `${index}b`, `append ${index} lies in one piece`);
    }
  });

  caseOf("an acknowledged record is in the head at once", async (journal) => {
    const { records } = await journal.append([draft("a")]);
    check(journal.head().seq === records[0]?.seq, "head() knows it");
    check((await collect(journal.read())).length === 1, "read() finds it");
  });

  caseOf("a draft that no record can hold is refused whole, and the journal goes on", async (journal) => {
    const code = await codeOfRejection(journal.append([draft("fine"), draft("half a \ud800 character")]));
    check(code === "FC_PROTO_NOT_CANONICALISABLE", `expected FC_PROTO_NOT_CANONICALISABLE, found ${code}`);
    await journal.append([draft("next")]);
    check(contentOf((await checkChain(journal, 1))[0]) === "next", "nothing of it was kept");
  });

  caseOf("what waits when the journal closes still becomes durable, and later appends are refused", async (journal) => {
    const waiting = journal.append([draft("a")]);
    await journal.close();
    check((await waiting).records[0]?.seq === 1, "the waiting append is acknowledged");
    const code = await codeOfRejection(journal.append([draft("late")]));
    check(code === "FC_JOURNAL_CLOSED", `expected FC_JOURNAL_CLOSED, found ${code}`);
  });

  if (supports.reopen) {
    caseOf("a journal that is opened again has every record and goes on behind the last", async (journal, place) => {
      await journal.append([draft("a"), draft("b")]);
      await journal.close();
      const again = await place.open();
      try {
        check(again.head().seq === 2, "the head is where it was");
        check((await collect(again.read(2))).map(contentOf).join() === "b", "from record 2 on it reads as before");
        await again.append([draft("c")]);
        check((await checkChain(again, 3)).map(contentOf).join() === "a,b,c", "all three are there");
      } finally {
        await again.close();
      }
    });
  }

  if (supports.oneWriter) {
    caseOf("a second writer is refused, and the first goes on (FC-MEM-0001.R7)", async (journal, place) => {
      await journal.append([draft("a")]);
      const code = await codeOfRejection(place.open());
      check(code === "FC_JOURNAL_LOCKED", `expected FC_JOURNAL_LOCKED, found ${code}`);
      await journal.append([draft("b")]);
      await checkChain(journal, 2);
    });
  }
};
