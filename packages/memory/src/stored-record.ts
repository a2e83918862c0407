// FC-MEM-0001.R1, R3: a stored record, held against the record before it. Whatever is wrong first is the cause.
import { recordKinds, type JournalHead, type JournalRecord, type RecordKind } from "@femtoclaw/core";
import { canonicalise, decodeUtf8, fail, ok, type JsonObject, type JsonValue, type Result, type Sha256 } from "@femtoclaw/protocol";
import { recordHash } from "./record-link.ts";

export interface CheckedRecord {
  readonly record: JournalRecord;
  /** The canonical JSON, exactly as stored. */
  readonly text: string;
  /** The journal's head once this record is in it. */
  readonly head: JournalHead;
}

const kinds: ReadonlySet<string> = /* @__PURE__ */ new Set(recordKinds);
const isKind = (text: string): text is RecordKind => kinds.has(text);
const isObject = (value: JsonValue | undefined): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isNameOrNull = (value: JsonValue | undefined): value is string | null => value === null || typeof value === "string";

const parse = (text: string): Result<JsonValue, string> => {
  try {
    const value: JsonValue = JSON.parse(text);
    // Equality of texts is the whole check of form: no duplicate key, space or other spelling survives being written again.
    return canonicalise(value) === text ? ok(value) : fail("the record is not in canonical form");
  } catch {
    return fail("the record is not JSON");
  }
};

const shape = (value: JsonValue): Result<JournalRecord, string> => {
  if (!isObject(value)) return fail("the record is not an object");
  const { body, execution, kind, prev, run, seq, time } = value;
  if (Object.keys(value).length !== 7) return fail("the record does not have exactly its seven members");
  if (typeof seq !== "number" || !Number.isSafeInteger(seq)) return fail("the record has no seq");
  if (typeof prev !== "string") return fail("the record has no link to the record before it");
  if (typeof time !== "number" || !Number.isSafeInteger(time)) return fail("the record has no time");
  if (!isNameOrNull(run) || !isNameOrNull(execution)) return fail("the record's run or execution is not a name");
  if (typeof kind !== "string" || !isKind(kind)) return fail("the record is of a kind that this version does not know");
  if (!isObject(body)) return fail("the record's body is not an object");
  return ok({ body, execution, kind, prev, run, seq, time });
};

/** One record's canonical JSON, whatever it follows. */
export const readRecord = (text: string): Result<JournalRecord, string> => {
  const parsed = parse(text);
  return parsed.ok ? shape(parsed.value) : parsed;
};

/** Accepts the next record after `head`, or says why it is none. Null stands for bytes that are no text. */
export const checkText = (head: JournalHead, text: string | null, sha256: Sha256): Result<CheckedRecord, string> => {
  if (text === null) return fail("the record is not UTF-8");
  const read = readRecord(text);
  if (!read.ok) return read;
  const record = read.value;
  if (record.seq !== head.seq + 1) return fail(`record ${record.seq} stands where record ${head.seq + 1} belongs`);
  if (record.prev !== head.hash) return fail(`the record does not link to record ${head.seq}: one of the two was changed`);
  return ok({ record, text, head: { seq: record.seq, hash: recordHash(text, sha256) } });
};

/** As `checkText`, for whoever cannot decode faster. */
export const checkRecord = (head: JournalHead, payload: Uint8Array, sha256: Sha256): Result<CheckedRecord, string> => {
  const decoded = decodeUtf8(payload);
  return checkText(head, decoded.ok ? decoded.value : null, sha256);
};
