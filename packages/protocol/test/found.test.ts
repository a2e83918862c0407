// What a rejection says was expected and found: read by a person who has to find the fault, so each word has to be true.
import { describe, expect, it } from "vitest";
import { decodeUtf8, defaultProtocolLimits, encodeUtf8, parseIntent } from "../src/index.ts";

const told = (input: string | Uint8Array): readonly [string, string] => {
  const result = parseIntent(typeof input === "string" ? encodeUtf8(input) : input, defaultProtocolLimits);
  return result.ok ? ["", ""] : [result.fault.expected, result.fault.found];
};

describe("a rejection names what was found", () => {
  it.each([
    ["null", "a JSON object", "null"],
    ["[]", "a JSON object", "an array"],
    ['"x"', "a JSON object", "a string"],
    ["1", "a JSON object", "a number"],
    ["true", "a JSON object", "a boolean"],
    ['{"message":null}', "an object", "null"],
    ['{"message":{"content":{}}}', "a string", "an object"],
    ['{"message":{"content":[]}}', "a string", "an array"],
    ['{"tool_call":{"tool":"t"}}', "args", "no such key"],
    ['{"tool_call":{"args":{}}}', "tool", "no such key"],
    ['{"bin":"ls"}', "argv", "no such key"],
    ['{"argv":[]}', "bin", "no such key"],
    ['{"message":{}}', "content", "no such key"],
    ["{}", "message, tool_call, or bin with argv", "an empty object"],
  ])("%s: expected %s, found %s", (input, expected, found) => {
    expect(told(input)).toEqual([expected, found]);
  });

  it.each([
    ["{x", "'x'"], ["{!", "'!'"], ["{~", "'~'"], ["{\u007f", "byte 0x7f"], ["{\u0001", "byte 0x01"], ["{", "the end of the text"], ["{\u00a0", "byte 0xc2"],
    ['{"\\ ', "byte 0x20"],
  ])("%j: found %s", (input, found) => {
    expect(told(input)[1]).toBe(found);
  });

  it("says of a string never closed that its end was expected", () => {
    expect(told('{"message":{"content":"é')).toEqual(["the end of the string", "the end of the text"]);
  });

  it("says what is in the way of a missing key, where a stranger has its place", () => {
    expect(told('{"message":{"contents":"x"}}')).toEqual(["only content", "another key"]);
    expect(told('{"note":1}')).toEqual(["message, tool_call, or bin with argv", "another key"]);
  });
});

describe("a rejection of bytes that are no UTF-8 says why", () => {
  it.each([
    [[0x80], "a continuation byte without a first byte"],
    [[0xbf], "a continuation byte without a first byte"],
    [[0xc0, 0xaf], "an overlong encoding"],
    [[0xc1, 0xbf], "an overlong encoding"],
    [[0xc2], "a truncated character"],
    [[0xc2, 0x41], "a truncated character"],
    [[0xe0, 0x80, 0x80], "an overlong encoding"],
    [[0xe0, 0x9f, 0xbf], "an overlong encoding"],
    [[0xe0, 0xa0], "a truncated character"],
    [[0xe0, 0x7f], "a truncated character"],
    [[0xed, 0xa0, 0x80], "an encoded surrogate"],
    [[0xed, 0xbf, 0xbf], "an encoded surrogate"],
    [[0xed, 0x9f], "a truncated character"],
    [[0xed, 0xc0], "a truncated character"],
    [[0xf0, 0x80, 0x80, 0x80], "an overlong encoding"],
    [[0xf0, 0x8f, 0xbf, 0xbf], "an overlong encoding"],
    [[0xf0, 0x90, 0x80], "a truncated character"],
    [[0xf0, 0x7f], "a truncated character"],
    [[0xf4, 0x90, 0x80, 0x80], "a code point beyond U+10FFFF"],
    [[0xf4, 0xbf, 0xbf, 0xbf], "a code point beyond U+10FFFF"],
    [[0xf4, 0x8f, 0xbf], "a truncated character"],
    [[0xf4, 0xc0], "a truncated character"],
    [[0xf5], "a code point beyond U+10FFFF"],
    [[0xff], "a code point beyond U+10FFFF"],
  ])("%j: %s", (bytes, found) => {
    const decoded = decodeUtf8(Uint8Array.from([0x61, ...bytes]));
    expect(decoded.ok ? null : decoded.fault).toMatchObject({ code: "FC_PROTO_UTF8", found, at: { offset: 1, line: 1, column: 2, pointer: "" } });
    expect(told(Uint8Array.from([...encodeUtf8('{"message":{"content":"'), ...bytes]))[1]).toBe(found);
  });
});

describe("Markdown around an intent", () => {
  it.each([["```json\n{}", "FC_PROTO_MARKDOWN_FENCE"], ["`{}`", "FC_PROTO_MARKDOWN_FENCE"], ["~~~\n{}", "FC_PROTO_MARKDOWN_FENCE"], ["~{}", "FC_PROTO_LEADING_TEXT"], ["a~~", "FC_PROTO_LEADING_TEXT"], ["Sure: {}", "FC_PROTO_LEADING_TEXT"], ['{"message":{"content":"x"}}```', "FC_PROTO_MARKDOWN_FENCE"], ['{"message":{"content":"x"}}~', "FC_PROTO_TRAILING_TEXT"]])(
    "%j is %s",
    (input, code) => {
      const result = parseIntent(encodeUtf8(input), defaultProtocolLimits);
      expect(result.ok ? "" : result.fault.code).toBe(code);
    },
  );
});
