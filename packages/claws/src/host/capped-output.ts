// FC-CLAW-0001.R14 (G10): several streams share one allowance of bytes. The head is kept; what comes after the cap is dropped at
// once, so memory is bounded by the grant whatever a process or a server sends.

export interface CappedOutput {
  /** Takes what fits and returns false as soon as something did not. */
  take(stream: number, chunk: Uint8Array): boolean;
  /** The bytes kept of one stream. */
  bytes(stream: number): Buffer;
  isFull(): boolean;
}

export const cappedOutput = (maxBytes: number): CappedOutput => {
  const chunks: Uint8Array[][] = [];
  let left = maxBytes;
  let full = false;
  return {
    take: (stream, chunk) => {
      if (chunk.length > left) full = true;
      // The last piece is copied, so that a small head does not keep a large buffer alive.
      const kept = chunk.length > left ? new Uint8Array(chunk.subarray(0, left)) : chunk;
      left -= kept.length;
      if (kept.length > 0) (chunks[stream] ??= []).push(kept);
      return !full;
    },
    bytes: (stream) => Buffer.concat(chunks[stream] ?? []),
    isFull: () => full,
  };
};
