import { fail, ok, type Result } from "../result.ts";
import { fault, type Fault } from "../fault.ts";
import type { JsonValue } from "../json-value.ts";
import type { ProtocolLimits } from "../protocol-limits.ts";
import { describeByte, END } from "./ascii.ts";
import { positionOf } from "./position.ts";
import { readValue } from "./read-value.ts";
import { openReader, reject, skipWhitespace, type Defect, type Reader } from "./reader.ts";

/**
 * JSON-text = ws value ws, over bytes, once, with no repair (RFC 8259 narrowed as in RFC 7493; FC-PROTO-0001.R5 to R16). Whatever is
 * wrong first is the answer: one code, with byte offset, line, column and JSON pointer. The objects are plain; no key of
 * them is `__proto__`, `constructor` or `prototype`.
 */
export const readStrictJson = (bytes: Uint8Array, limits: ProtocolLimits): Result<JsonValue, Fault> => {
  const reader = openReader(bytes, limits);
  const value = readDocument(reader);
  return value === undefined ? fail(faultOf(reader)) : ok(value);
};

const readDocument = (reader: Reader): JsonValue | undefined => {
  const { bytes, limits } = reader;
  if (!(bytes.length <= limits.maxBytes)) {
    const admitted = limits.maxBytes > 0 ? limits.maxBytes : 0;
    return reject(reader, "FC_PROTO_TOO_LONG", admitted, `at most ${limits.maxBytes} bytes`, `${bytes.length} bytes`);
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    return reject(reader, "FC_PROTO_BOM", 0, "UTF-8 without a byte order mark", "a byte order mark");
  }
  if (skipWhitespace(reader) === END) return reject(reader, "FC_PROTO_EMPTY", reader.at, "a JSON value", "nothing");
  const value = readValue(reader, 0);
  if (value === undefined) return undefined;
  const rest = skipWhitespace(reader);
  return rest === END ? value : reject(reader, "FC_PROTO_TRAILING_TEXT", reader.at, "the end of the text", describeByte(rest));
};

const faultOf = (reader: Reader): Fault => {
  const { code, expected, found, offset, path } = reader.defect ?? unexplained(reader);
  return fault(code, expected, found, positionOf(reader.bytes, offset, path.toReversed()));
};

/** No part of the grammar leaves without a value and without a defect; if one did, the text is still rejected. */
const unexplained = (reader: Reader): Defect =>
  ({ code: "FC_PROTO_SYNTAX", offset: reader.at, expected: "a JSON value", found: "something else", path: [] });
