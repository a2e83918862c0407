import { expect, it } from "vitest";
import { encodeUtf8, truncateText } from "../src/index.ts";

it("truncateText() cuts at the length it is given, but never through a character", () => {
  expect([truncateText("abc", 3), truncateText("abcd", 3), truncateText("abc", 0)]).toEqual(["abc", "abc", ""]);
  expect(truncateText("ab😀", 3)).toBe("ab");
  expect(truncateText("ab😀d", 4)).toBe("ab😀");
  for (const border of ["\u{10000}", "\u{10ffff}"]) expect(truncateText(`a${border}`, 2)).toBe("a");
  for (let most = 0; most < 8; most += 1) expect(() => encodeUtf8(truncateText("😀é😀€", most))).not.toThrow();
});

it("truncateText() leaves a text that fits as it is, even one that ends in half a character", () => {
  for (const most of [2, 3]) expect(truncateText("a\ud83d", most)).toBe("a\ud83d");
});
