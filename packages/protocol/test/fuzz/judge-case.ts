// The oracle: parseIntent never throws, accepts exactly what the reference accepts and reads the same in it, and what it accepts means
// the same when it is written again.
import { isDeepStrictEqual } from "node:util";
import { canonicalise, defaultProtocolLimits, encodeUtf8, intentValue, parseIntent } from "../../src/index.ts";
import type { FuzzCase } from "./fuzz-case.ts";
import { referenceIntent } from "./reference-intent.ts";

type Parse = typeof parseIntent;

/** What is wrong with how this case was read; null where nothing is. */
export const judgeCase = ({ bytes, limits }: FuzzCase, parse: Parse = parseIntent): string | null => {
  let read: ReturnType<Parse>;
  try {
    read = parse(bytes, limits);
  } catch (thrown) {
    return `threw ${String(thrown)}`;
  }
  const expected = referenceIntent(bytes, limits);
  if (read.ok !== (expected !== null)) return read.ok ? "accepted what is no intent" : `rejected an intent with ${read.fault.code}`;
  if (!read.ok) return isPlace(read.fault.at?.offset, bytes.length) ? null : "told no place in the text";
  const value = intentValue(read.value);
  if (!isDeepStrictEqual(value, expected)) return "read something else in an intent";
  // Its own bounds are those of its first spelling: the long form of a call has more keys and is deeper.
  const again = parseIntent(encodeUtf8(canonicalise(value)), { ...defaultProtocolLimits, maxDepth: 16 });
  return again.ok && isDeepStrictEqual(again.value, read.value) ? null : "means something else when it is written again";
};

const isPlace = (offset: number | undefined, length: number): boolean => offset !== undefined && offset >= 0 && offset <= length;
