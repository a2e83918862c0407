/**
 * FC-AUDIT-0001: the lines of an export as JSON Lines, each ended by one newline, all canonical JSON:
 *
 *   {"body":…,"seq":…,"time":…}                   a record, byte for byte as stored
 *   {"gap":{"from":3,"hashes":["…"],"to":9}}      proven exports: the records 3 to 9 are not here; the roots of the subtrees over them
 *   {"checkpoint":"…"}                            proven exports, last: the signed note to whose root all lines before lead
 *
 * What is not proven has only lines of the first sort.
 */
import { isJsonObject } from "@femtoclaw/gate";
import { canonicalise, type JsonValue } from "@femtoclaw/protocol";

export interface Gap {
  /** Both count from 1, and both are left out. */
  readonly from: number;
  readonly to: number;
  /** 64 hexadecimal digits each. */
  readonly hashes: readonly string[];
}

export type EvidenceLine = { readonly gap: Gap } | { readonly checkpoint: string };

export const gapLine = ({ from, to, hashes }: Gap): string => canonicalise({ gap: { from, to, hashes } });
export const checkpointLine = (note: string): string => canonicalise({ checkpoint: note });

/** How the first line of an export begins; no other document that is checked begins so. */
export const isExportLine = (line: string): boolean => line.startsWith('{"body":') || line.startsWith('{"gap":');
export const isEvidenceLine = (line: string): boolean => line.startsWith('{"gap":') || line.startsWith('{"checkpoint":');

const isCount = (value: JsonValue | undefined): value is number => typeof value === "number" && Number.isSafeInteger(value) && value >= 1;

const evidenceIn = (value: JsonValue): EvidenceLine | null => {
  if (!isJsonObject(value)) return null;
  const { gap, checkpoint } = value;
  if (typeof checkpoint === "string") return { checkpoint };
  if (gap === undefined || !isJsonObject(gap)) return null;
  const { from, to } = gap;
  const hashes = Array.isArray(gap["hashes"]) ? gap["hashes"].filter((it) => typeof it === "string") : [];
  return isCount(from) && isCount(to) && from <= to ? { gap: { from, to, hashes } } : null;
};

/** Null for anything that is not exactly one of them. */
export const readEvidenceLine = (line: string): EvidenceLine | null => {
  try {
    const found = evidenceIn(JSON.parse(line));
    if (found === null) return null;
    const text = "gap" in found ? gapLine(found.gap) : checkpointLine(found.checkpoint);
    return text === line ? found : null;
  } catch {
    return null;
  }
};
