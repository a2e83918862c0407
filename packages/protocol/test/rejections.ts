import { encodeUtf8, parseIntent, defaultProtocolLimits, type FaultCode, type FaultPosition, type ProtocolLimits } from "../src/index.ts";

/** One brain output that must be rejected, with the code and the place that must be told (FC-PROTO-0001.R5 and R16). */
export interface Rejection {
  readonly why: string;
  readonly input: string | Uint8Array;
  readonly limits?: Partial<ProtocolLimits>;
  readonly code: FaultCode;
  /** offset, line, column, pointer */
  readonly at: readonly [number, number, number, string];
}

export const bytesOf = (input: string | Uint8Array): Uint8Array => (typeof input === "string" ? encodeUtf8(input) : input);

export const judge = ({ input, limits }: Rejection): { readonly code?: FaultCode; readonly at?: FaultPosition } => {
  const result = parseIntent(bytesOf(input), { ...defaultProtocolLimits, ...limits });
  return result.ok || result.fault.at === undefined ? {} : { code: result.fault.code, at: result.fault.at };
};

/** A message whose content ends in raw bytes: 23 bytes stand before them. */
const withBytes = (...raw: number[]): Uint8Array => {
  const head = encodeUtf8('{"message":{"content":"');
  const tail = encodeUtf8('"}}');
  return Uint8Array.from([...head, ...raw, ...tail]);
};
const utf8 = (why: string, ...raw: number[]): Rejection =>
  ({ why, input: withBytes(...raw), code: "FC_PROTO_UTF8", at: [23, 1, 24, "/message/content"] });

const args = (text: string): string => `{"tool_call":{"tool":"t","args":${text}}}`;
/** Position inside `args(text)`, whose value begins at byte 32. */
const inArgs = (offset: number, pointer: string): readonly [number, number, number, string] =>
  [32 + offset, 1, 33 + offset, `/tool_call/args${pointer}`];

const versioned = (version: string): string => `{"protocol":${version},"message":{"content":"x"}}`;
/** The value of `versioned` begins at byte 12. */
const atVersion: Rejection["at"] = [12, 1, 13, "/protocol"];

export const rejections: readonly Rejection[] = [
  ...["2.0", "0.9", "1.1", "1.10", "10.0", "999999999.0"].map((it): Rejection => ({ why: `the version ${it}`, input: versioned(`"${it}"`), code: "FC_PROTO_VERSION_UNSUPPORTED", at: atVersion })),
  ...["", "1", "1.", ".0", "1.0.0", "01.0", "1.00", "+1.0", "-1.0", " 1.0", "1.0 ", "1,0", "v1.0", "1.0\\n", "1.٠", "1e0.0", "1.0000000000"].map(
    (it): Rejection => ({ why: `the version ${JSON.stringify(it)}`, input: versioned(`"${it}"`), code: "FC_PROTO_VERSION", at: atVersion }),
  ),
  ...["1.0", "1", "null", "[]", "{}", "true"].map((it): Rejection => ({ why: `the version ${it}, which is no text`, input: versioned(it), code: "FC_PROTO_WRONG_TYPE", at: atVersion })),
  { why: "a version alone", input: '{"protocol":"1.0"}', code: "FC_PROTO_MISSING_KEY", at: [0, 1, 1, ""] },
  { why: "a version with two forms", input: '{"protocol":"1.0","message":{"content":"x"},"bin":"ls","argv":[]}', code: "FC_PROTO_TWO_FORMS", at: [0, 1, 1, ""] },
  { why: "a version and a stranger", input: '{"protocol":"1.0","message":{"content":"x"},"x":1}', code: "FC_PROTO_UNKNOWN_KEY", at: [44, 1, 45, "/x"] },
  { why: "a version inside a form", input: '{"message":{"content":"x","protocol":"1.0"}}', code: "FC_PROTO_UNKNOWN_KEY", at: [26, 1, 27, "/message/protocol"] },
  { why: "two versions", input: '{"protocol":"1.0","protocol":"1.0","message":{"content":"x"}}', code: "FC_PROTO_DUPLICATE_KEY", at: [18, 1, 19, "/protocol"] },
  { why: "an unknown major, before all else that is wrong", input: '{"protocol":"2.0","note":1}', code: "FC_PROTO_VERSION_UNSUPPORTED", at: atVersion },
  { why: "no bytes", input: "", code: "FC_PROTO_EMPTY", at: [0, 1, 1, ""] },
  { why: "whitespace alone", input: " \n\t", code: "FC_PROTO_EMPTY", at: [3, 2, 2, ""] },
  { why: "a byte order mark", input: '\ufeff{"message":{"content":"x"}}', code: "FC_PROTO_BOM", at: [0, 1, 1, ""] },
  ...["\u{eeff}", "\u{ff3f}", "\u{fefc}"].map((it): Rejection => ({ why: `${JSON.stringify(it)}, which has two bytes of a byte order mark`, input: `${it}{}`, code: "FC_PROTO_LEADING_TEXT", at: [0, 1, 1, ""] })),

  utf8("a continuation byte alone", 0x80),
  utf8("an overlong slash of two bytes", 0xc0, 0xaf),
  utf8("an overlong slash of three bytes", 0xe0, 0x80, 0xaf),
  utf8("an overlong slash of four bytes", 0xf0, 0x80, 0x80, 0xaf),
  utf8("an encoded high surrogate", 0xed, 0xa0, 0x80),
  utf8("a surrogate pair encoded half by half", 0xed, 0xa0, 0xbd, 0xed, 0xb8, 0x80),
  utf8("a code point beyond U+10FFFF", 0xf4, 0x90, 0x80, 0x80),
  utf8("a first byte that no encoding has", 0xf8, 0x88, 0x80, 0x80, 0x80),
  utf8("the byte FF", 0xff),
  utf8("two bytes of three", 0xe2, 0x82),
  utf8("three bytes of four", 0xf0, 0x9f, 0x98),
  { why: "UTF-8 cut by the end of the text", input: withBytes(0xe2, 0x82).subarray(0, 25), code: "FC_PROTO_UTF8", at: [23, 1, 24, "/message/content"] },

  { why: "a trailing comma in an object", input: '{"message":{"content":"x",}}', code: "FC_PROTO_SYNTAX", at: [26, 1, 27, "/message"] },
  { why: "a trailing comma in an array", input: args('{"a":[1,]}'), code: "FC_PROTO_SYNTAX", at: inArgs(8, "/a/1") },
  { why: "a comment", input: '{/* hi */"message":{"content":"x"}}', code: "FC_PROTO_SYNTAX", at: [1, 1, 2, ""] },
  { why: "a key without quotes", input: '{message:{"content":"x"}}', code: "FC_PROTO_SYNTAX", at: [1, 1, 2, ""] },
  { why: "single quotes", input: "{'message':{}}", code: "FC_PROTO_SYNTAX", at: [1, 1, 2, ""] },
  { why: "an equals sign", input: '{"message"={}}', code: "FC_PROTO_SYNTAX", at: [10, 1, 11, ""] },
  { why: "a wrong literal", input: args('{"a":nul}'), code: "FC_PROTO_SYNTAX", at: inArgs(5, "/a") },
  { why: "NaN", input: args('{"a":NaN}'), code: "FC_PROTO_SYNTAX", at: inArgs(5, "/a") },
  { why: "Infinity", input: args('{"a":Infinity}'), code: "FC_PROTO_SYNTAX", at: inArgs(5, "/a") },
  { why: "a bracket that closes a brace", input: args('{"a":[1}'), code: "FC_PROTO_SYNTAX", at: inArgs(7, "/a") },
  { why: "a no-break space between tokens", input: '{\u00a0"message":{}}', code: "FC_PROTO_SYNTAX", at: [1, 1, 2, ""] },
  { why: "a backtick inside the object, where it is no fence", input: args('{"a":`x`}'), code: "FC_PROTO_SYNTAX", at: inArgs(5, "/a") },
  { why: "a wrong byte on the third line", input: '{\n  "message":\n  {"content" "é"}}', code: "FC_PROTO_SYNTAX", at: [28, 3, 14, "/message"] },

  { why: "a brace never closed", input: '{"message":{"content":"x"}', code: "FC_PROTO_TRUNCATED", at: [26, 1, 27, ""] },
  { why: "a string never closed", input: '{"message":{"content":"x', code: "FC_PROTO_TRUNCATED", at: [24, 1, 25, "/message/content"] },
  { why: "a text that ends in an escape", input: '{"message":{"content":"\\', code: "FC_PROTO_TRUNCATED", at: [24, 1, 25, "/message/content"] },
  { why: "a text that ends in a \\u escape", input: '{"message":{"content":"\\u00', code: "FC_PROTO_TRUNCATED", at: [27, 1, 28, "/message/content"] },
  { why: "a text that ends after a key", input: '{"message"', code: "FC_PROTO_TRUNCATED", at: [10, 1, 11, ""] },
  { why: "a text that ends in a literal", input: "tru", code: "FC_PROTO_TRUNCATED", at: [3, 1, 4, ""] },

  { why: "a second object", input: '{"message":{"content":"x"}}{"message":{"content":"y"}}', code: "FC_PROTO_TRAILING_TEXT", at: [27, 1, 28, ""] },
  { why: "an afterword", input: '{"message":{"content":"x"}}\nDone.', code: "FC_PROTO_TRAILING_TEXT", at: [28, 2, 1, ""] },
  { why: "a zero byte behind the object", input: '{"message":{"content":"x"}}\u0000', code: "FC_PROTO_TRAILING_TEXT", at: [27, 1, 28, ""] },

  { why: "a leading zero", input: args('{"a":01}'), code: "FC_PROTO_BAD_NUMBER", at: inArgs(5, "/a") },
  { why: "a negative leading zero", input: args('{"a":-00}'), code: "FC_PROTO_BAD_NUMBER", at: inArgs(5, "/a") },
  { why: "a point without digits", input: args('{"a":1.}'), code: "FC_PROTO_BAD_NUMBER", at: inArgs(7, "/a") },
  { why: "an exponent without digits", input: args('{"a":1e+}'), code: "FC_PROTO_BAD_NUMBER", at: inArgs(8, "/a") },
  { why: "a minus alone", input: args('{"a":-}'), code: "FC_PROTO_BAD_NUMBER", at: inArgs(6, "/a") },
  { why: "minus infinity", input: args('{"a":-Infinity}'), code: "FC_PROTO_BAD_NUMBER", at: inArgs(6, "/a") },
  { why: "a plus sign", input: args('{"a":+1}'), code: "FC_PROTO_SYNTAX", at: inArgs(5, "/a") },
  { why: "a hexadecimal number", input: args('{"a":0x10}'), code: "FC_PROTO_SYNTAX", at: inArgs(6, "") },

  { why: "2^53", input: args('{"a":9007199254740992}'), code: "FC_PROTO_UNSAFE_INTEGER", at: inArgs(5, "/a") },
  { why: "-2^53", input: args('{"a":-9007199254740992}'), code: "FC_PROTO_UNSAFE_INTEGER", at: inArgs(5, "/a") },
  { why: "2^53 + 1, which a double cannot hold", input: args('{"a":9007199254740993}'), code: "FC_PROTO_UNSAFE_INTEGER", at: inArgs(5, "/a") },
  { why: "an integer of four hundred digits", input: args(`{"a":${"9".repeat(400)}}`), code: "FC_PROTO_UNSAFE_INTEGER", at: inArgs(5, "/a") },
  { why: "a large integer in exponent form", input: args('{"a":1e20}'), code: "FC_PROTO_UNSAFE_INTEGER", at: inArgs(5, "/a") },
  { why: "a decimal that rounds to 2^53", input: args('{"a":9007199254740991.9}'), code: "FC_PROTO_UNSAFE_INTEGER", at: inArgs(5, "/a") },
  { why: "a number that overflows", input: args('{"a":[0,1e400]}'), code: "FC_PROTO_NUMBER_OVERFLOW", at: inArgs(8, "/a/1") },
  { why: "a number that overflows downwards", input: args('{"a":-1e309}'), code: "FC_PROTO_NUMBER_OVERFLOW", at: inArgs(5, "/a") },
  { why: "a negative zero", input: args('{"a":-0}'), code: "FC_PROTO_NEGATIVE_ZERO", at: inArgs(5, "/a") },
  { why: "a negative zero with a fraction", input: args('{"a":-0.0}'), code: "FC_PROTO_NEGATIVE_ZERO", at: inArgs(5, "/a") },
  { why: "a negative number that underflows to zero", input: args('{"a":-1e-400}'), code: "FC_PROTO_NEGATIVE_ZERO", at: inArgs(5, "/a") },

  { why: "a raw line feed in a string", input: '{"message":{"content":"a\nb"}}', code: "FC_PROTO_CONTROL_CHARACTER", at: [24, 1, 25, "/message/content"] },
  { why: "a raw zero byte in a string", input: '{"message":{"content":"é\u0000"}}', code: "FC_PROTO_CONTROL_CHARACTER", at: [25, 1, 25, "/message/content"] },
  { why: "an escape of another language", input: '{"message":{"content":"\\x41"}}', code: "FC_PROTO_BAD_ESCAPE", at: [24, 1, 25, "/message/content"] },
  { why: "an escaped quote of another language", input: '{"message":{"content":"it\\\'s"}}', code: "FC_PROTO_BAD_ESCAPE", at: [26, 1, 27, "/message/content"] },
  { why: "an escape in capitals", input: '{"message":{"content":"\\U0041"}}', code: "FC_PROTO_BAD_ESCAPE", at: [24, 1, 25, "/message/content"] },
  { why: "three hexadecimal digits", input: '{"message":{"content":"\\u00g0"}}', code: "FC_PROTO_BAD_ESCAPE", at: [27, 1, 28, "/message/content"] },
  { why: "a control byte as hexadecimal digit", input: '{"message":{"content":"\\u001\u0010"}}', code: "FC_PROTO_BAD_ESCAPE", at: [28, 1, 29, "/message/content"] },
  ...["/", ":", "@", "G", "`", "g", " "].map((it): Rejection => ({ why: `${JSON.stringify(it)} as hexadecimal digit`, input: `{"message":{"content":"\\u000${it}"}}`, code: "FC_PROTO_BAD_ESCAPE", at: [28, 1, 29, "/message/content"] })),

  { why: "an escaped high surrogate alone", input: '{"message":{"content":"\\ud83d"}}', code: "FC_PROTO_LONE_SURROGATE", at: [23, 1, 24, "/message/content"] },
  { why: "an escaped low surrogate alone", input: '{"message":{"content":"\\ude00"}}', code: "FC_PROTO_LONE_SURROGATE", at: [23, 1, 24, "/message/content"] },
  { why: "the first escaped high surrogate alone", input: '{"message":{"content":"\\ud800"}}', code: "FC_PROTO_LONE_SURROGATE", at: [23, 1, 24, "/message/content"] },
  { why: "the last escaped low surrogate alone", input: '{"message":{"content":"\\udfff"}}', code: "FC_PROTO_LONE_SURROGATE", at: [23, 1, 24, "/message/content"] },
  { why: "two high surrogates", input: '{"message":{"content":"\\ud83d\\ud83d"}}', code: "FC_PROTO_LONE_SURROGATE", at: [23, 1, 24, "/message/content"] },
  { why: "a surrogate pair in the wrong order", input: '{"message":{"content":"\\ude00\\ud83d"}}', code: "FC_PROTO_LONE_SURROGATE", at: [23, 1, 24, "/message/content"] },
  { why: "two low surrogates, which would make a code point beyond U+10FFFF", input: '{"message":{"content":"\\ude00\\ude00"}}', code: "FC_PROTO_LONE_SURROGATE", at: [23, 1, 24, "/message/content"] },
  { why: "a high surrogate before the first unit past the low ones", input: '{"message":{"content":"\\ud83d\\ue000"}}', code: "FC_PROTO_LONE_SURROGATE", at: [23, 1, 24, "/message/content"] },
  { why: "a high surrogate before another escape", input: '{"message":{"content":"a\\ud83d\\n"}}', code: "FC_PROTO_LONE_SURROGATE", at: [24, 1, 25, "/message/content"] },
  { why: "a high surrogate before a low one whose backslash is missing", input: '{"message":{"content":"\\ud83d/ude00"}}', code: "FC_PROTO_LONE_SURROGATE", at: [23, 1, 24, "/message/content"] },
  { why: "a high surrogate before a broken escape", input: '{"message":{"content":"\\ud83d\\uzzzz"}}', code: "FC_PROTO_BAD_ESCAPE", at: [31, 1, 32, "/message/content"] },

  { why: "a key twice", input: args('{"a":1,"a":1}'), code: "FC_PROTO_DUPLICATE_KEY", at: inArgs(7, "/a") },
  { why: "a key and its escaped twin", input: args('{"a":1,"\\u0061":2}'), code: "FC_PROTO_DUPLICATE_KEY", at: inArgs(7, "/a") },
  { why: "an accented key and its escaped twin", input: args('{"\\u00e9":1,"é":2}'), code: "FC_PROTO_DUPLICATE_KEY", at: inArgs(12, "/é") },
  { why: "a form twice", input: '{"message":{"content":"x"},"message":{"content":"y"}}', code: "FC_PROTO_DUPLICATE_KEY", at: [27, 1, 28, "/message"] },
  { why: "an inherited name twice", input: args('{"toString":1,"toString":1}'), code: "FC_PROTO_DUPLICATE_KEY", at: inArgs(14, "/toString") },
  { why: "__proto__", input: args('{"__proto__":{"x":1}}'), code: "FC_PROTO_FORBIDDEN_KEY", at: inArgs(1, "/__proto__") },
  { why: "__proto__ in escapes", input: args('{"\\u005f_proto__":{}}'), code: "FC_PROTO_FORBIDDEN_KEY", at: inArgs(1, "/__proto__") },
  { why: "constructor, deep inside", input: args('{"a":[{"constructor":1}]}'), code: "FC_PROTO_FORBIDDEN_KEY", at: inArgs(7, "/a/0/constructor") },
  { why: "prototype", input: args('{"prototype":1}'), code: "FC_PROTO_FORBIDDEN_KEY", at: inArgs(1, "/prototype") },

  { why: "one byte too many", input: '{"message":{"content":"x"}}', limits: { maxBytes: 26 }, code: "FC_PROTO_TOO_LONG", at: [26, 1, 27, ""] },
  { why: "any byte when the bound is no number", input: "{}", limits: { maxBytes: Number.NaN }, code: "FC_PROTO_TOO_LONG", at: [0, 1, 1, ""] },
  { why: "one container too deep", input: args("[[]]"), limits: { maxDepth: 3 }, code: "FC_PROTO_TOO_DEEP", at: inArgs(1, "/0") },
  { why: "any container when the bound is no number", input: "{}", limits: { maxDepth: Number.NaN }, code: "FC_PROTO_TOO_DEEP", at: [0, 1, 1, ""] },
  { why: "one key too many, counted over the document", input: args('{"a":1,"b":2}'), limits: { maxKeys: 4 }, code: "FC_PROTO_TOO_MANY_KEYS", at: inArgs(7, "/b") },
  { why: "any key when the bound is no number", input: '{"a":1}', limits: { maxKeys: Number.NaN }, code: "FC_PROTO_TOO_MANY_KEYS", at: [1, 1, 2, "/a"] },
  { why: "one item too many, counted over the document", input: args("[[1,2], [3, 4]]"), limits: { maxItems: 5 }, code: "FC_PROTO_TOO_MANY_ITEMS", at: inArgs(12, "/1/1") },
  { why: "any item when the bound is no number", input: "[1]", limits: { maxItems: Number.NaN }, code: "FC_PROTO_TOO_MANY_ITEMS", at: [1, 1, 2, "/0"] },
  { why: "one string byte too many", input: '{"message":{"content":"12345678"}}', limits: { maxStringBytes: 7 }, code: "FC_PROTO_STRING_TOO_LONG", at: [30, 1, 31, "/message/content"] },
  { why: "an escaped string byte too many", input: '{"message":{"content":"\\u0061\\n"}}', limits: { maxStringBytes: 7 }, code: "FC_PROTO_STRING_TOO_LONG", at: [30, 1, 31, "/message/content"] },
  { why: "a key too long", input: '{"message!":1}', limits: { maxStringBytes: 7 }, code: "FC_PROTO_STRING_TOO_LONG", at: [9, 1, 10, ""] },
  { why: "any string when the bound is no number", input: '{"a":1}', limits: { maxStringBytes: Number.NaN }, code: "FC_PROTO_STRING_TOO_LONG", at: [2, 1, 3, ""] },

  { why: "a code fence before", input: '```json\n{"message":{"content":"x"}}\n```', code: "FC_PROTO_MARKDOWN_FENCE", at: [0, 1, 1, ""] },
  { why: "a code fence behind", input: '{"message":{"content":"x"}}\n```', code: "FC_PROTO_MARKDOWN_FENCE", at: [28, 2, 1, ""] },
  { why: "a fence of tildes", input: '\n~~~\n{"message":{"content":"x"}}\n~~~', code: "FC_PROTO_MARKDOWN_FENCE", at: [1, 2, 1, ""] },
  { why: "inline code", input: '`{"message":{"content":"x"}}`', code: "FC_PROTO_MARKDOWN_FENCE", at: [0, 1, 1, ""] },
  { why: "an introduction", input: 'Sure! {"message":{"content":"x"}}', code: "FC_PROTO_LEADING_TEXT", at: [0, 1, 1, ""] },
  { why: "an introduction that begins like a literal", input: ' note: {"message":{"content":"x"}}', code: "FC_PROTO_LEADING_TEXT", at: [1, 1, 2, ""] },
  { why: "a zero byte before", input: '\u0000{"message":{"content":"x"}}', code: "FC_PROTO_LEADING_TEXT", at: [0, 1, 1, ""] },

  { why: "an array around the object", input: '[{"message":{"content":"x"}}]', code: "FC_PROTO_NOT_OBJECT", at: [0, 1, 1, ""] },
  { why: "a string", input: ' "message"', code: "FC_PROTO_NOT_OBJECT", at: [1, 1, 2, ""] },
  { why: "null", input: "null", code: "FC_PROTO_NOT_OBJECT", at: [0, 1, 1, ""] },
  { why: "a number", input: "1", code: "FC_PROTO_NOT_OBJECT", at: [0, 1, 1, ""] },
  { why: "a message and a tool call", input: '{"message":{"content":"x"},"tool_call":{"tool":"t","args":{}}}', code: "FC_PROTO_TWO_FORMS", at: [0, 1, 1, ""] },
  { why: "a tool call and half an exec form", input: '{"tool_call":{"tool":"t","args":{}},"argv":[]}', code: "FC_PROTO_TWO_FORMS", at: [0, 1, 1, ""] },
  { why: "all three forms and a stranger", input: '{"x":1,"message":1,"tool_call":2,"bin":3}', code: "FC_PROTO_TWO_FORMS", at: [0, 1, 1, ""] },

  { why: "a key of no form", input: ' {"answer":"x"}', code: "FC_PROTO_UNKNOWN_KEY", at: [2, 1, 3, "/answer"] },
  { why: "a key beside a message", input: '{"message":{"content":"x"},"thought":"y"}', code: "FC_PROTO_UNKNOWN_KEY", at: [27, 1, 28, "/thought"] },
  { why: "a key beside a tool call", input: '{"tool_call":{"tool":"t","args":{}},"thought":"y"}', code: "FC_PROTO_UNKNOWN_KEY", at: [36, 1, 37, "/thought"] },
  { why: "a key inside a message", input: '{"message":{"role":"user","content":"x"}}', code: "FC_PROTO_UNKNOWN_KEY", at: [12, 1, 13, "/message/role"] },
  { why: "a key inside a tool call", input: '{"tool_call":{"tool":"t","args":{},"id":1}}', code: "FC_PROTO_UNKNOWN_KEY", at: [35, 1, 36, "/tool_call/id"] },
  { why: "a key beside the exec form", input: '{"bin":"ls","argv":["a"],"cwd":"/"}', code: "FC_PROTO_UNKNOWN_KEY", at: [25, 1, 26, "/cwd"] },
  { why: "a key in the wrong case", input: '{"Message":{"content":"x"}}', code: "FC_PROTO_UNKNOWN_KEY", at: [1, 1, 2, "/Message"] },
  { why: "a slash and a tilde in the key", input: '{"a/b~":1}', code: "FC_PROTO_UNKNOWN_KEY", at: [1, 1, 2, "/a~1b~0"] },
  { why: "a key too long for the pointer", input: `{"message":{"${"k".repeat(300)}":1}}`, code: "FC_PROTO_UNKNOWN_KEY", at: [12, 1, 13, "/message"] },

  { why: "an empty object", input: "{}", code: "FC_PROTO_MISSING_KEY", at: [0, 1, 1, ""] },
  { why: "a message without content", input: '{"message":{}}', code: "FC_PROTO_MISSING_KEY", at: [11, 1, 12, "/message"] },
  { why: "a tool call without args", input: '{"tool_call":{"tool":"t"}}', code: "FC_PROTO_MISSING_KEY", at: [13, 1, 14, "/tool_call"] },
  { why: "a tool call without tool", input: '{"tool_call": {"args":{}}}', code: "FC_PROTO_MISSING_KEY", at: [14, 1, 15, "/tool_call"] },
  { why: "the exec form without argv", input: '{"bin":"ls"}', code: "FC_PROTO_MISSING_KEY", at: [0, 1, 1, ""] },
  { why: "the exec form without bin", input: '{"argv":[]}', code: "FC_PROTO_MISSING_KEY", at: [0, 1, 1, ""] },

  { why: "a message that is a string", input: '{"message":"x"}', code: "FC_PROTO_WRONG_TYPE", at: [11, 1, 12, "/message"] },
  { why: "content that is a number", input: '{"message":{"content":1}}', code: "FC_PROTO_WRONG_TYPE", at: [22, 1, 23, "/message/content"] },
  { why: "content that is null", input: '{"message":{"content": null}}', code: "FC_PROTO_WRONG_TYPE", at: [23, 1, 24, "/message/content"] },
  { why: "content that is a number, with whitespace around all before it", input: '{ "message" : { "content" : 1 } }', code: "FC_PROTO_WRONG_TYPE", at: [28, 1, 29, "/message/content"] },
  { why: "a tool call that is an array", input: '{"tool_call":[]}', code: "FC_PROTO_WRONG_TYPE", at: [13, 1, 14, "/tool_call"] },
  { why: "a tool that is a number", input: '{"tool_call":{"args":{},"tool":1}}', code: "FC_PROTO_WRONG_TYPE", at: [31, 1, 32, "/tool_call/tool"] },
  { why: "args that are JSON in a string", input: '{"tool_call":{"tool":"t","args":"{}"}}', code: "FC_PROTO_WRONG_TYPE", at: [32, 1, 33, "/tool_call/args"] },
  { why: "args that are an array", input: args("[]"), code: "FC_PROTO_WRONG_TYPE", at: inArgs(0, "") },
  { why: "a bin that is an array", input: '{"bin":["ls"],"argv":[]}', code: "FC_PROTO_WRONG_TYPE", at: [7, 1, 8, "/bin"] },
  { why: "an argv that is a command line", input: '{"bin":"ls","argv":"-l /"}', code: "FC_PROTO_WRONG_TYPE", at: [19, 1, 20, "/argv"] },
  { why: "an argument that is a number", input: '{"bin":"head","argv":["-n", 5]}', code: "FC_PROTO_WRONG_TYPE", at: [28, 1, 29, "/argv/1"] },
  { why: "an argument that is a number, with whitespace around all before it", input: '{ "bin" : "head" , "argv" : [ "-n" , 5 ] }', code: "FC_PROTO_WRONG_TYPE", at: [37, 1, 38, "/argv/1"] },

  { why: "an empty tool name", input: '{"tool_call":{"tool":"","args":{}}}', code: "FC_PROTO_TOOL_NAME", at: [21, 1, 22, "/tool_call/tool"] },
  { why: "a tool name in capitals", input: '{"tool_call":{"tool":"Shell","args":{}}}', code: "FC_PROTO_TOOL_NAME", at: [21, 1, 22, "/tool_call/tool"] },
  { why: "a tool name that is a path", input: '{"tool_call":{"tool":"../shell","args":{}}}', code: "FC_PROTO_TOOL_NAME", at: [21, 1, 22, "/tool_call/tool"] },
  { why: "a tool name with a space behind", input: '{"tool_call":{"tool":"shell ","args":{}}}', code: "FC_PROTO_TOOL_NAME", at: [21, 1, 22, "/tool_call/tool"] },
];
