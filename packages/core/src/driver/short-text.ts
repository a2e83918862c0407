import { truncateText } from "@femtoclaw/protocol";
import { detach } from "./detach.ts";

const mostUnits = 1_000;

/** A person's words as a record can carry them: bounded (G10), and whole characters only. */
export const shortText = (value: unknown): string => {
  const text = detach(value);
  return typeof text === "string" ? truncateText(text, mostUnits) : "";
};
