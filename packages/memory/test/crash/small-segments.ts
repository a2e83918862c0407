/** So small that a few records fill one, and a few bytes have to be preallocated again and again: every path is taken often. */
export const smallSegments = { segmentBytes: 8_192, preallocateBytes: 2_048 } as const;
