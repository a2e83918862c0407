/** Lines of a stream that may never end one: of a line longer than `maxBytes` one byte more than that is kept, so that it is still seen to be too long. */
export async function* readLines(stream: AsyncIterable<Uint8Array | string>, maxBytes: number): AsyncGenerator<string, void, undefined> {
  let parts: Buffer[] = [];
  let length = 0;
  const keep = (part: Buffer): void => {
    const kept = part.subarray(0, Math.max(0, maxBytes + 1 - length));
    if (kept.length === 0) return;
    parts.push(kept);
    length += kept.length;
  };
  const take = (): string => {
    const line = Buffer.concat(parts).toString("utf8").replace(/\r$/, "");
    parts = [];
    length = 0;
    return line;
  };
  for await (const chunk of stream) {
    let rest = typeof chunk === "string" ? Buffer.from(chunk) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
    for (let end = rest.indexOf(10); end !== -1; end = rest.indexOf(10)) {
      keep(rest.subarray(0, end));
      yield take();
      rest = rest.subarray(end + 1);
    }
    keep(rest);
  }
  if (length > 0) yield take();
}

/** All of it, or the beginning with one byte more than allowed. */
export const readText = async (stream: AsyncIterable<Uint8Array | string>, maxBytes: number): Promise<string> => {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const part = Buffer.from(chunk).subarray(0, maxBytes + 1 - length);
    parts.push(part);
    length += part.length;
    if (length > maxBytes) break;
  }
  return Buffer.concat(parts).toString("utf8");
};
