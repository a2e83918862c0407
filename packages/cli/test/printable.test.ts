import { describe, expect, it } from "vitest";
import { displayWidth, fit } from "../src/display-width.ts";
import { printable, printableJson, printableLines } from "../src/printable.ts";
import { formatBytes, formatDuration, formatTime } from "../src/quantity.ts";

describe("printable text", () => {
  it("leaves ordinary text of any language as it is", () => {
    for (const text of ["plain", "Grüße", "日本語", "עברית", "emoji 🎉"]) expect(printable(text)).toBe(text);
  });

  it("shows what could move the cursor, rewrite a line or set the clipboard", () => {
    expect(printable("ok\u001b[2K\u001b[1ADENIED")).toBe("ok\\u{1b}[2K\\u{1b}[1ADENIED");
    expect(printable("\u001b]52;c;eA==\u0007")).toBe("\\u{1b}]52;c;eA==\\u{7}");
    expect(printable("a\rb")).toBe("a\\u{d}b");
    expect(printable("\u009b31m")).toBe("\\u{9b}31m");
  });

  it("shows direction marks and invisible characters, which could make one path look like another", () => {
    expect(printable("a\u202egnp.exe")).toBe("a\\u{202e}gnp.exe");
    expect(printable("no\u200btes")).toBe("no\\u{200b}tes");
    expect(printable("tag\u{e0041}")).toBe("tag\\u{e0041}");
    expect(printable("half \ud800")).toBe("half \\u{d800}");
  });

  it("stays on one line, or becomes lines where they are wanted", () => {
    expect(printable("a\nb\r\nc\td")).toBe("a↵b↵c d");
    expect(printableLines("a\nb\r\nc\u2028d")).toEqual(["a", "b", "c\\u{2028}d"]);
  });

  it("is JSON that means the same and hides nothing", () => {
    const value = { text: "\u009b31m \u202e \u200b \u2028 \u{e0041} Grüße 🎉\n\u007f" };
    const shown = printableJson(JSON.stringify(value, null, 2));
    expect(JSON.parse(shown)).toEqual(value);
    expect(shown).toContain("\\u009b31m \\u202e \\u200b \\u2028 \\udb40\\udc41 Grüße 🎉\\n\\u007f");
    expect(printable(shown.replaceAll("\n", ""))).toBe(shown.replaceAll("\n", ""));
  });

  it("never lets a control character through, whatever the code point", () => {
    for (let code = 0; code <= 0x2fff; code += 1) {
      const shown = printable(String.fromCodePoint(code));
      expect(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(shown) && !/[\u0600-\u0605\u06dd\u070f\u0890\u0891\u08e2]/.test(shown), code.toString(16)).toBe(false);
    }
  });
});

describe("a text that must fit", () => {
  it("counts wide characters twice", () => {
    expect(displayWidth("abc")).toBe(3);
    expect(displayWidth("日本")).toBe(4);
    expect(displayWidth("🎉")).toBe(2);
  });
  it("is cut between characters, with a mark", () => {
    expect(fit("short", 10)).toBe("short");
    expect(fit("a longer text", 8)).toBe("a longe…");
    expect(fit("日本語", 5)).toBe("日本…");
    expect(fit("🎉🎉🎉", 4)).toBe("🎉…");
  });
});

describe("quantities", () => {
  it("have a unit and no more digits than they need", () => {
    expect([0, 999, 1_000, 12_345, 999_499, 999_500, 5_000_000_000].map(formatBytes)).toEqual(["0 B", "999 B", "1.0 kB", "12 kB", "999 kB", "1.0 MB", "5.0 GB"]);
    expect([0, 999, 1_500, 59_900, 61_000, 3_720_000].map(formatDuration)).toEqual(["0 ms", "999 ms", "1.5 s", "59.9 s", "1 min 1 s", "1 h 2 min"]);
  });
  it("do not fail at a time that no calendar has", () => {
    expect(formatTime(0)).toBe("1970-01-01 00:00:00Z");
    expect(formatTime(Number.MAX_SAFE_INTEGER)).toBe("9007199254740991 ms");
  });
});
