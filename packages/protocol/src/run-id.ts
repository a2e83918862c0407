/**
 * run-id       = "run_" 26CHAR      a ULID: 48 bits of milliseconds, then 80 random bits, most significant first
 * execution-id = run-id "." number  number = "0" / ( %x31-39 *DIGIT ), the executions of a run in order
 * CHAR         = Crockford's base 32 in lower case: digits and letters without i, l, o, u
 *
 * Ids sort as text by the time of their making. 26 characters hold 130 bits, so the first is at most 7.
 */
import { FemtoClawError, fault, type Fault } from "./fault.ts";
import { fail, ok, type Result } from "./result.ts";

export type RunId = `run_${string}`;
export type ExecutionId = `${RunId}.${number}`;

const ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz";
const PREFIX = "run_";
const TIME_CHARACTERS = 10;
const RUN_ID_LENGTH = PREFIX.length + 26;
const RANDOM_BYTES = 10;
const LATEST_MS = 2 ** 48 - 1;

export const isRunId = (text: string): text is RunId => {
  if (text.length !== RUN_ID_LENGTH || !text.startsWith(PREFIX) || text.charAt(PREFIX.length) > "7") return false;
  for (let at = PREFIX.length; at < RUN_ID_LENGTH; at += 1) {
    if (!ALPHABET.includes(text.charAt(at))) return false;
  }
  return true;
};

export const parseRunId = (text: string): Result<RunId, Fault> =>
  isRunId(text) ? ok(text) : fail(fault("FC_PROTO_RUN_ID", "run_ and 26 characters of lower-case base 32", "another text"));

/** The same time and the same random bytes give the same id. Throws FC_PROTO_RUN_ID when either cannot make one. */
export const makeRunId = (timeMs: number, random: Uint8Array): RunId => {
  if (!Number.isSafeInteger(timeMs) || timeMs < 0 || timeMs > LATEST_MS) {
    throw new FemtoClawError(fault("FC_PROTO_RUN_ID", "a time in whole milliseconds within 48 bits", String(timeMs)));
  }
  if (random.length < RANDOM_BYTES) {
    throw new FemtoClawError(fault("FC_PROTO_RUN_ID", `${RANDOM_BYTES} random bytes`, `${random.length}`));
  }
  return `run_${encodeTime(timeMs)}${encodeRandom(random)}`;
};

const encodeTime = (timeMs: number): string => {
  let text = "";
  let rest = timeMs;
  for (let count = 0; count < TIME_CHARACTERS; count += 1) {
    text = ALPHABET.charAt(rest % 32) + text;
    rest = Math.floor(rest / 32);
  }
  return text;
};

/** Five bits at a time; two groups of five bytes fill sixteen characters exactly. */
const encodeRandom = (random: Uint8Array): string => {
  let text = "";
  let held = 0;
  let bits = 0;
  for (let index = 0; index < RANDOM_BYTES; index += 1) {
    held = ((held << 8) | (random[index] ?? 0)) & 0xfff;
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      text += ALPHABET.charAt((held >> bits) & 31);
    }
  }
  return text;
};

/** Throws FC_PROTO_EXECUTION_ID unless `number` counts something. */
export const executionId = (runId: RunId, number: number): ExecutionId => {
  if (!isRunId(runId) || !Number.isSafeInteger(number) || number < 0) {
    throw new FemtoClawError(fault("FC_PROTO_EXECUTION_ID", "a run id and a whole number from 0", "something else"));
  }
  return `${runId}.${number}`;
};

/** The run and the number that an execution id names. */
export const parseExecutionId = (text: string): Result<{ readonly runId: RunId; readonly number: number }, Fault> => {
  const runId = text.slice(0, RUN_ID_LENGTH);
  const digits = text.slice(RUN_ID_LENGTH + 1);
  const number = Number(digits);
  const isWhole = text.charAt(RUN_ID_LENGTH) === "." && Number.isSafeInteger(number) && number >= 0 && String(number) === digits;
  return isRunId(runId) && isWhole
    ? ok({ runId, number })
    : fail(fault("FC_PROTO_EXECUTION_ID", "a run id, a dot and a whole number", "another text"));
};

export const isExecutionId = (text: string): text is ExecutionId => parseExecutionId(text).ok;
