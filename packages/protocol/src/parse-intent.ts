import { fault, type Fault } from "./fault.ts";
import { shapeIntent, type ShapeDefect } from "./intent-shape.ts";
import type { Intent } from "./intent.ts";
import type { ProtocolLimits } from "./protocol-limits.ts";
import { fail, ok, type Result } from "./result.ts";
import { BACKTICK, describeByte, TILDE } from "./strict-json/ascii.ts";
import { locate } from "./strict-json/locate.ts";
import { positionOf } from "./strict-json/position.ts";
import { readStrictJson } from "./strict-json/read-strict-json.ts";
import { openReader, skipWhitespace } from "./strict-json/reader.ts";

/**
 * The bytes of a brain to one intent, or one fault (FC-PROTO-0001). Nothing is repaired, guessed or coerced: the brain is
 * untrusted, and whatever reads more into its bytes than they say decides in its place.
 */
export const parseIntent = (bytes: Uint8Array, limits: ProtocolLimits): Result<Intent, Fault> => {
  const document = readStrictJson(bytes, limits);
  if (!document.ok) return fail(tellTalkFromJson(bytes, limits, document.fault));
  const shaped = shapeIntent(document.value);
  return "intent" in shaped ? ok(shaped.intent) : fail(faultOf(bytes, limits, shaped.defect));
};

/** The commonest defect has its own cure, so its own codes: the brain talked around its JSON, or dressed it in Markdown. */
const tellTalkFromJson = (bytes: Uint8Array, limits: ProtocolLimits, it: Fault): Fault => {
  const offset = it.at?.offset ?? 0;
  const reader = openReader(bytes, limits);
  skipWhitespace(reader);
  const isLeading = it.code === "FC_PROTO_SYNTAX" && reader.at === offset;
  if (!isLeading && it.code !== "FC_PROTO_TRAILING_TEXT") return it;
  const byte = bytes[offset] ?? 0;
  if (byte === BACKTICK || (byte === TILDE && bytes[offset + 1] === TILDE)) {
    return fault("FC_PROTO_MARKDOWN_FENCE", "a bare JSON object", describeByte(byte), it.at);
  }
  return isLeading ? fault("FC_PROTO_LEADING_TEXT", "'{'", it.found, it.at) : it;
};

const faultOf = (bytes: Uint8Array, limits: ProtocolLimits, { code, expected, found, path }: ShapeDefect): Fault => {
  const place = locate(bytes, limits, path);
  return fault(code, expected, found, positionOf(bytes, code === "FC_PROTO_UNKNOWN_KEY" ? place.key : place.value, path));
};
