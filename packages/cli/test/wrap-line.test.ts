import { describe, expect, it } from "vitest";
import { displayWidth } from "../src/display-width.ts";
import { labelled, plain, textOfLine } from "../src/styled-line.ts";
import { wrapLine } from "../src/wrap-line.ts";

const squeezed = (text: string): string => text.replaceAll(" ", "");

describe("a line too long for the terminal", () => {
  it.each(["many short words ".repeat(20), "x".repeat(300), `before ${"日本".repeat(80)} after`, `a${" ".repeat(200)}b`])("is broken without a loss, and no part is too wide: %s", (text) => {
    const line = labelled("label", [plain(text)]);
    const lines = wrapLine(line, 60).map(textOfLine);
    expect(lines.length).toBeGreaterThan(2);
    for (const it of lines) expect(displayWidth(it.trimEnd())).toBeLessThanOrEqual(60);
    for (const it of lines.slice(1)) expect(it).toMatch(/^ {15}/);
    expect(squeezed(lines.join(""))).toBe(squeezed(textOfLine(line)));
  });

  it("is broken between words, and a short one is left as it is", () => {
    const lines = wrapLine(labelled("label", [plain("alpha beta gamma delta epsilon zeta eta theta")]), 46).map((it) => textOfLine(it).trimEnd());
    expect(lines).toEqual(["   label     alpha beta gamma delta epsilon", "               zeta eta theta"]);
    const short = labelled("label", [plain("short")]);
    expect(wrapLine(short, 60)).toEqual([short]);
  });
});
