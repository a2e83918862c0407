import { defaultProtocolLimits, encodeUtf8, intentValue, canonicalise, parseIntent, type Intent } from "../src/index.ts";
import { describe, expect, it } from "vitest";
import { bytesOf, judge, rejections } from "./rejections.ts";

const intentOf = (text: string): Intent | string => {
  const result = parseIntent(encodeUtf8(text), defaultProtocolLimits);
  return result.ok ? result.value : result.fault.code;
};

describe("parseIntent() accepts", () => {
  it("a message (FC-PROTO-0001.R2)", () => {
    expect(intentOf('{"message":{"content":"Done: 3 < 4."}}')).toEqual({ kind: "message", content: "Done: 3 < 4." });
  });

  it("an empty message, since nothing is filled in for it (FC-PROTO-0001.R13)", () => {
    expect(intentOf('{"message":{"content":""}}')).toEqual({ kind: "message", content: "" });
  });

  it("a tool call with its keys in any order (FC-PROTO-0001.R3)", () => {
    const call = { kind: "tool_call", tool: "fs.read", args: { path: "a", lines: [1, -2.5, true, null] } };
    expect(intentOf('{"tool_call":{"tool":"fs.read","args":{"path":"a","lines":[1,-2.5,true,null]}}}')).toEqual(call);
    expect(intentOf('{"tool_call":{"args":{"lines":[1,-2.5,true,null],"path":"a"},"tool":"fs.read"}}')).toEqual(call);
  });

  it("the short exec form as a call of shell (FC-PROTO-0001.R4, FC-PROTO-0003.R1)", () => {
    const long = '{"tool_call":{"tool":"shell","args":{"bin":"git","argv":["log","-n","3"]}}}';
    expect(intentOf('{"bin":"git","argv":["log","-n","3"]}')).toEqual(intentOf(long));
    expect(intentOf('{"argv":[],"bin":"ls"}')).toEqual({ kind: "tool_call", tool: "shell", args: { bin: "ls", argv: [] } });
  });

  it("JSON whitespace around and between, and nothing else", () => {
    expect(intentOf('\r\n\t {\n"message" :\t{ "content"\r: "x" } } \n')).toEqual({ kind: "message", content: "x" });
  });

  it("text as it stands: not trimmed, folded or normalised (FC-PROTO-0001.R13)", () => {
    expect(intentOf('{"message":{"content":" e\u0301 É \ufeff "}}')).toEqual({ kind: "message", content: " e\u0301 É \ufeff " });
  });

  it("keys that plain objects inherit, as own members", () => {
    const intent = intentOf('{"tool_call":{"tool":"t","args":{"toString":1,"hasOwnProperty":2,"valueOf":3}}}');
    expect(intent).toMatchObject({ args: { toString: 1, hasOwnProperty: 2, valueOf: 3 } });
  });
});

describe("parseIntent() rejects, and tells what is wrong first (FC-PROTO-0001.R5, FC-PROTO-0002.R8)", () => {
  it.each(rejections.map((rejection) => [rejection.code, rejection.why, rejection] as const))("with %s %s", (code, _why, rejection) => {
    const [offset, line, column, pointer] = rejection.at;
    expect(judge(rejection)).toEqual({ code, at: { offset, line, column, pointer } });
  });

  it("with a pointer that ends at the nearest ancestor that fits (FC-PROTO-0002.R9)", () => {
    const pointerFor = (key: string): string | undefined => {
      const result = parseIntent(encodeUtf8(`{"tool_call":{"tool":"t","args":{"a":{"${key}":{"b":?}}}}}`), defaultProtocolLimits);
      return result.ok ? undefined : result.fault.at?.pointer;
    };
    const head = "/tool_call/args/a/";
    const fits = 256 - head.length;
    expect(pointerFor("k".repeat(fits - 2))).toBe(`${head}${"k".repeat(fits - 2)}/b`);
    expect(pointerFor("k".repeat(fits))).toBe(`${head}${"k".repeat(fits)}`);
    expect(pointerFor("k".repeat(fits + 1))).toBe("/tool_call/args/a");
    expect(pointerFor("~".repeat(fits / 2 + 1))).toBe("/tool_call/args/a");
  });

  it("an exec form with anything but texts, and takes nothing apart (FC-PROTO-0003.R3)", () => {
    for (const text of ['{"bin":["ls"],"argv":[]}', '{"bin":null,"argv":[]}', '{"bin":"ls","argv":"-l"}', '{"bin":"ls","argv":{"0":"-l","length":1}}', '{"bin":"ls","argv":[["-l"]]}', '{"bin":"ls","argv":["-l",null]}', '{"bin":"ls","argv":[true]}']) {
      expect(intentOf(text), text).toBe("FC_PROTO_WRONG_TYPE");
    }
  });

  it("the same bytes in the same way each time, and leaves them as they were (FC-PROTO-0001.R14)", () => {
    for (const rejection of rejections) {
      const bytes = bytesOf(rejection.input);
      const before = bytes.slice();
      expect(judge({ ...rejection, input: bytes })).toEqual(judge({ ...rejection, input: bytes }));
      expect(bytes).toEqual(before);
    }
  });

  it("every proper beginning of an intent", () => {
    const whole = encodeUtf8('{"tool_call":{"tool":"fs.write","args":{"a":["é",1.5e1,true,null,"\\ud83d\\ude00"]}}}');
    expect(parseIntent(whole, defaultProtocolLimits).ok).toBe(true);
    for (let end = 0; end < whole.length; end += 1) {
      const result = parseIntent(whole.subarray(0, end), defaultProtocolLimits);
      expect(result.ok ? "accepted" : result.fault.at?.offset).toSatisfy((offset) => typeof offset === "number" && offset <= end);
    }
  });

  it("without repeating what was sent (FC-PROTO-0002.R10)", () => {
    const secret = "hunter2-hunter2-hunter2";
    for (const text of [`{"message":"${secret}"}`, `${secret}{}`, `{"tool_call":{"tool":"${secret} ","args":{}}}`, `{"message":{"content":"x"}}${secret}`]) {
      const result = parseIntent(encodeUtf8(text), defaultProtocolLimits);
      expect(JSON.stringify(result)).not.toContain("hunter2-");
    }
  });
});

describe("intentValue()", () => {
  it("writes an intent in the shape that parseIntent() reads back", () => {
    for (const text of ['{"message":{"content":"x"}}', '{"tool_call":{"args":{"b":1,"a":2},"tool":"t"}}', '{"bin":"ls","argv":["-l"]}']) {
      const intent = intentOf(text);
      if (typeof intent === "string") throw new Error(intent);
      expect(intentOf(canonicalise(intentValue(intent)))).toEqual(intent);
    }
  });
});
