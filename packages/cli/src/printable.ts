// Text for a terminal. The adversary is whoever wrote what is shown (a brain, a file, a web page, a program): control characters
// could move the cursor, rewrite a verdict above, set the clipboard; direction marks could show a path that is not the one granted.
//
//   C0, DEL, C1, bidirectional controls, zero-width and other format characters, line and paragraph separators, lone surrogates
//   → \u{hex}, visible and harmless. A line break becomes ↵ and a tab a blank, where the text must stay on its line.

const isBreak = (code: number): boolean => code === 0x0a || code === 0x0d || code === 0x2028 || code === 0x2029;

const isHidden = (code: number): boolean =>
  code < 0x20 ||
  (code >= 0x7f && code <= 0x9f) ||
  code === 0xad ||
  code === 0x61c ||
  (code >= 0x180b && code <= 0x180f) ||
  (code >= 0x200b && code <= 0x200f) ||
  (code >= 0x2028 && code <= 0x202e) ||
  (code >= 0x2060 && code <= 0x206f) ||
  code === 0xfeff ||
  (code >= 0xfff0 && code <= 0xfffb) ||
  (code >= 0xd800 && code <= 0xdfff) ||
  (code >= 0xe0000 && code <= 0xe0fff);

const escaped = (code: number): string => `\\u{${code.toString(16)}}`;

const printableWith = (text: string, breakAs: (code: number) => string): string => {
  let shown = "";
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    if (isBreak(code)) shown += breakAs(code);
    else if (code === 0x09) shown += " ";
    else shown += isHidden(code) ? escaped(code) : character;
  }
  return shown;
};

/** JSON that a terminal shows harmlessly and a parser reads as it was: outside of strings there is nothing to escape (indentation is C0, and stays). */
export const printableJson = (json: string): string => {
  let shown = "";
  for (const character of json) {
    const code = character.codePointAt(0) ?? 0;
    if (code < 0x7f || !isHidden(code)) shown += character;
    else for (let at = 0; at < character.length; at += 1) shown += `\\u${character.charCodeAt(at).toString(16).padStart(4, "0")}`;
  }
  return shown;
};

/** On one line, whatever it was. */
export const printable = (text: string): string => printableWith(text.replaceAll("\r\n", "\n"), (code) => (code === 0x0a ? "↵" : escaped(code)));

/** With its line breaks, as separate lines. */
export const printableLines = (text: string): readonly string[] =>
  printableWith(text.replaceAll("\r\n", "\n"), (code) => (code === 0x0a ? "\n" : escaped(code))).split("\n");
