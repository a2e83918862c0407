import { expect, it } from "vitest";
import { encodeUtf8, truncateText } from "../src/index.ts";

it("truncateText() cuts at the length it is given, but never through a character", () => {
  expect([truncateText("abc", 3), truncateText("abcd", 3), truncateText("abc", 0)]).toEqual(["abc", "abc", ""]);
  expect(truncateText("ab😀", 3)).toBe("ab");
  expect(truncateText("ab😀d", 4)).toBe("ab😀");
  for (let most = 0; most < 8; most += 1) expect(() => encodeUtf8(truncateText("😀é😀€", most))).not.toThrow();
});
