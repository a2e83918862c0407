// FC-STORAGE-0001: a segment file is named after the seq of its first record, so that a listing is in order.

const pattern = /^([0-9]{16})\.segment$/;

export const segmentName = (firstSeq: number): string => `${String(firstSeq).padStart(16, "0")}.segment`;

/** The first seq, or null for a file that is no segment. */
export const parseSegmentName = (name: string): number | null => {
  const digits = pattern.exec(name)?.[1];
  return digits === undefined ? null : Number(digits);
};
