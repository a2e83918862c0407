// How bytes become JSON: as text where they are UTF-8, as base64 where they are not. Nothing is replaced, so nothing is lost.

export interface Encoded {
  readonly encoding: "utf-8" | "base64";
  readonly content: string;
  /** How many of the bytes the content stands for. */
  readonly bytes: number;
}

/** `cut`: the bytes are the head of something longer, so a character that is torn at the end is left for the next part. */
export const textOrBase64 = (bytes: Buffer, cut: boolean): Encoded => {
  const whole = cut ? bytes.length - tornBytes(bytes) : bytes.length;
  const text = whole === 0 && bytes.length > 0 ? null : decode(bytes.subarray(0, whole));
  return text === null
    ? { encoding: "base64", content: bytes.toString("base64"), bytes: bytes.length }
    : { encoding: "utf-8", content: text, bytes: whole };
};

const decode = (bytes: Uint8Array): string | null => {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
};

/** The length of an unfinished UTF-8 sequence at the end; 0 where there is none. */
const tornBytes = (bytes: Uint8Array): number => {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    if (byte < 0xc0) continue;
    const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
    return needed > back ? back : 0;
  }
  return 0;
};
