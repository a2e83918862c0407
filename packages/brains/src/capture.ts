// Takes one value out of a real result. No patterns: each part is found by one pass over the text, on every engine alike.
import { fail, fault, ok, resolvePointer, type Fault, type JsonValue, type Result } from "@femtoclaw/protocol";
import type { Selection } from "./scenario.ts";

const lineEnd = "\n";
const isBlank = (character: string): boolean => character === " " || character === "\t" || character === "\r" || character === "\n";

/** `position` counts from 1, or from the end when it is negative. */
const itemAt = (items: readonly string[], position: number): string | undefined =>
  items[position > 0 ? position - 1 : items.length + position];

const linesOf = (text: string): readonly string[] => {
  const lines = text.split(lineEnd).map((line) => (line.endsWith("\r") ? line.slice(0, -1) : line));
  // A final line end closes the last line and does not open an empty one.
  return lines.length > 1 && lines.at(-1) === "" ? lines.slice(0, -1) : lines;
};

const wordsOf = (text: string): readonly string[] => {
  const words: string[] = [];
  let word = "";
  for (const character of text) {
    if (!isBlank(character)) word += character;
    else if (word !== "") {
      words.push(word);
      word = "";
    }
  }
  return word === "" ? words : [...words, word];
};

const missing = (expected: string, found: string): { readonly ok: false; readonly fault: Fault } =>
  fail(fault("FC_BRAIN_SCENARIO", expected, found));

export const selectText = (output: JsonValue, selection: Selection): Result<string, Fault> => {
  const value = resolvePointer(output, selection.from);
  if (value === undefined) return missing(`a value at ${selection.from} of the last result's output`, "no such value");
  if (value !== null && typeof value === "object") return missing(`a text or number at ${selection.from}`, "an array or object");
  let text = String(value);
  if (selection.after !== null) {
    const at = text.indexOf(selection.after);
    if (at === -1) return missing(`the text to capture "after"`, "a result without it");
    text = text.slice(at + selection.after.length);
  }
  if (selection.line !== null) {
    const line = itemAt(linesOf(text), selection.line);
    if (line === undefined) return missing(`line ${selection.line}`, "a result with fewer lines");
    text = line;
  }
  if (selection.word !== null) {
    const word = itemAt(wordsOf(text), selection.word);
    if (word === undefined) return missing(`word ${selection.word}`, "fewer words");
    text = word;
  }
  if (selection.before !== null) {
    const at = text.indexOf(selection.before);
    if (at === -1) return missing(`the text to capture "before"`, "a result without it");
    text = text.slice(0, at);
  }
  return ok(text);
};
