// A line too long for the terminal, as several: broken at words, each further one under what the first had to say. Nothing is left
// out; a word that is wider than the room is broken where the room ends.
import { displayWidth } from "./display-width.ts";
import { indentWidth, plain, textOfLine, type Line, type Span } from "./styled-line.ts";

/** Words with the blanks after them, in their styles; the blanks that a line begins with belong to its first word. */
const wordsOf = (line: Line): readonly Span[] =>
  line.flatMap(({ style, text }) => (text.match(/^ +[^ ]* *|[^ ]+ */g) ?? []).map((word): Span => ({ style, text: word })));

export const wrapLine = (line: Line, columns: number): readonly Line[] => {
  const indent = indentWidth + 2;
  if (columns < 3 * indent || displayWidth(textOfLine(line)) <= columns) return [line];
  const lines: Span[][] = [[]];
  let used = 0;
  const add = (it: Span): void => {
    lines.at(-1)?.push(it);
    used += displayWidth(it.text);
  };
  const breakLine = (): void => {
    lines.push([plain(" ".repeat(indent))]);
    used = indent;
  };
  for (const { style, text } of wordsOf(line)) {
    const width = displayWidth(text.trimEnd());
    if (used + width > columns && used > indent && width <= columns - indent) breakLine();
    // Many blanks are shown as many: they could be what tells two arguments apart.
    if (used + width <= columns && displayWidth(text) <= width + 1) {
      add({ style, text });
      continue;
    }
    for (const character of text) {
      if (used + displayWidth(character) > columns) breakLine();
      add({ style, text: character });
    }
  }
  return lines;
};
