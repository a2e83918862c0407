import type { FaultCode } from "../error-catalogue/index.ts";
import type { ProtocolLimits } from "../protocol-limits.ts";
import { CARRIAGE_RETURN, describeByte, END, LINE_FEED, SPACE, TAB } from "./ascii.ts";

/** Where one reading stands. Each part of the grammar moves `at` forward, and answers `undefined` once `defect` is set. */
export interface Reader {
  readonly bytes: Uint8Array;
  readonly limits: ProtocolLimits;
  at: number;
  keys: number;
  items: number;
  defect: Defect | undefined;
}

/** The first thing that was wrong; `path` grows from the inside out while the reading unwinds. */
export interface Defect {
  readonly code: FaultCode;
  readonly offset: number;
  readonly expected: string;
  readonly found: string;
  readonly path: (string | number)[];
}

export const openReader = (bytes: Uint8Array, limits: ProtocolLimits): Reader =>
  ({ bytes, limits, at: 0, keys: 0, items: 0, defect: undefined });

export const reject = (reader: Reader, code: FaultCode, offset: number, expected: string, found: string): undefined => {
  reader.defect = { code, offset, expected, found, path: [] };
  return undefined;
};

/** The byte at the reader is not what the grammar wants: an end of the text and a wrong byte are different faults. */
export const rejectByte = (reader: Reader, expected: string, code: FaultCode = "FC_PROTO_SYNTAX"): undefined => {
  const byte = byteHere(reader);
  return reject(reader, byte === END ? "FC_PROTO_TRUNCATED" : code, reader.at, expected, describeByte(byte));
};

/** Records that the defect lies under `token`. */
export const under = (reader: Reader, token: string | number): undefined => {
  reader.defect?.path.push(token);
  return undefined;
};

export const byteHere = (reader: Reader): number =>
  reader.bytes[reader.at] ?? END;

/** ws = *( %x20 / %x09 / %x0A / %x0D ). Answers the byte behind it. */
export const skipWhitespace = (reader: Reader): number => {
  const { bytes } = reader;
  const length = bytes.length;
  for (let at = reader.at; at < length; at += 1) {
    const byte = bytes[at] ?? END;
    if (byte > SPACE || (byte !== SPACE && byte !== LINE_FEED && byte !== TAB && byte !== CARRIAGE_RETURN)) {
      reader.at = at;
      return byte;
    }
  }
  reader.at = length;
  return END;
};
