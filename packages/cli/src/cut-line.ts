import { fit } from "./display-width.ts";
import type { Line } from "./styled-line.ts";

/** The beginning of the line that fits, with an ellipsis where something was cut. */
export const cutLine = (line: Line, columns: number): Line => {
  let room = columns;
  return line.map((it) => {
    const text = fit(it.text, Math.max(0, room));
    room -= it.text.length;
    return room <= 0 && text === "…" ? { ...it, text: "" } : { ...it, text };
  });
};
