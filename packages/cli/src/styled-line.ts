// What is shown, as data: lines of styled spans. Only the screen knows how a style looks, or that there is colour at all.

export type Style = "plain" | "label" | "good" | "bad" | "warn" | "dim" | "strong" | "note";

export interface Span {
  readonly style: Style;
  readonly text: string;
}

export type Line = readonly Span[];

export const span = (style: Style, text: string): Span => ({ style, text });
export const plain = (text: string): Span => span("plain", text);
export const dim = (text: string): Span => span("dim", text);

export const blankLine: Line = [];
export const plainLine = (text: string): Line => [plain(text)];

/** Every line of the tool begins alike: a narrow margin for the step number, a label, and then what there is to say. */
const marginWidth = 3;
const labelWidth = 10;
export const indentWidth = marginWidth + labelWidth;

export const labelled = (label: string, spans: Line, margin = ""): Line => [
  dim(margin === "" ? " ".repeat(marginWidth) : `${margin.padStart(marginWidth - 1)} `),
  span("label", label.padEnd(labelWidth)),
  ...spans,
];

/** Goes on under what the line above had to say. */
export const continued = (spans: Line): Line => [plain(" ".repeat(indentWidth)), ...spans];

export const textOfLine = (line: Line): string => line.map(({ text }) => text).join("");
