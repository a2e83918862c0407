// RFC 4648 base64, with padding: how bytes that are not text stand in a record.

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

export const encodeBase64 = (bytes: Uint8Array): string => {
  let text = "";
  for (let i = 0; i < bytes.length; i += 3) {
    const [a = 0, b = 0, c = 0] = [bytes[i], bytes[i + 1], bytes[i + 2]];
    const group = (a << 16) | (b << 8) | c;
    text += alphabet.charAt(group >> 18) + alphabet.charAt((group >> 12) & 63);
    text += i + 1 < bytes.length ? alphabet.charAt((group >> 6) & 63) : "=";
    text += i + 2 < bytes.length ? alphabet.charAt(group & 63) : "=";
  }
  return text;
};

/** Null when the text is not exactly what `encodeBase64` writes: whatever else the loop makes bytes of, the comparison at the end refuses. */
export const decodeBase64 = (text: string): Uint8Array | null => {
  if (text.length % 4 !== 0) return null;
  const padding = text.endsWith("==") ? 2 : text.endsWith("=") ? 1 : 0;
  const bytes = new Uint8Array((text.length / 4) * 3 - padding);
  for (let i = 0, at = 0; i < text.length; i += 4) {
    let group = 0;
    for (let k = 0; k < 4; k += 1) group = (group << 6) | (alphabet.indexOf(text.charAt(i + k)) & 63);
    // What padding stands for lies behind the last byte, where an array keeps nothing.
    for (const shift of [16, 8, 0]) bytes[at++] = (group >> shift) & 255;
  }
  return encodeBase64(bytes) === text ? bytes : null;
};
