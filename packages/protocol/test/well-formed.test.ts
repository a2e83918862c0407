import { expect, it } from "vitest";
import { isWellFormed } from "../src/index.ts";

it.each([["", true], ["abc", true], ["é€😀", true], ["\ud7ff\ue000", true], ["\u{10ffff}", true], ["\ud800", false], ["\udfff", false], ["\udbff", false], ["\udc00", false], ["a\ud83db", false], ["\ude00\ud83d", false], ["😀\ud83d", false]])(
  "isWellFormed(%j) is %s (FC-PROTO-0001.R9)",
  (text, expected) => {
    expect(isWellFormed(text)).toBe(expected);
  },
);
