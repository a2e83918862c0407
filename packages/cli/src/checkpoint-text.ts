// What is said of a journal's last checkpoint, in `status` and in `doctor`.
import { formatTime, plural } from "./quantity.ts";

export interface LastCheckpoint {
  /** Records that it signs. */
  readonly size: number;
  readonly root: string;
  /** The name of the key that it says it was signed with. */
  readonly origin: string;
  readonly file: string;
  readonly storedMs: number;
}

export const checkpointText = ({ size, origin, storedMs }: LastCheckpoint, records: number): string => {
  const after = Math.max(0, records - size);
  return `${plural(size, "record")} signed by ${origin}, ${formatTime(storedMs)}; ${after === 0 ? "none" : plural(after, "record")} after it`;
};
