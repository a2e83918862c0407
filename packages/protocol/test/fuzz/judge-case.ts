// The oracle: parseIntent never throws, accepts exactly what the reference accepts, and what it accepts means the same when it is
// written again.
import { canonicalise, defaultProtocolLimits, encodeUtf8, intentValue, parseIntent, type Intent, type ProtocolLimits } from "../../src/index.ts";
import { isReferenceIntent } from "./reference-intent.ts";

export const limits: ProtocolLimits = { ...defaultProtocolLimits, maxDepth: 8 };

type Parse = (bytes: Uint8Array, limits: ProtocolLimits) => { readonly ok: boolean; readonly value?: Intent };

/** What is wrong with how this case was read; null where nothing is. */
export const judgeCase = (bytes: Uint8Array, parse: Parse = parseIntent): string | null => {
  let read: ReturnType<Parse>;
  try {
    read = parse(bytes, limits);
  } catch (thrown) {
    return `threw ${String(thrown)}`;
  }
  const expected = isReferenceIntent(bytes, limits.maxDepth);
  if (read.ok !== expected) return expected ? "rejected what is an intent" : "accepted what is none";
  if (read.value === undefined) return null;
  const text = canonicalise(intentValue(read.value));
  const again = parseIntent(encodeUtf8(text), { ...limits, maxDepth: limits.maxDepth + 2 });
  return again.ok && canonicalise(intentValue(again.value)) === text ? null : "means something else when it is written again";
};
