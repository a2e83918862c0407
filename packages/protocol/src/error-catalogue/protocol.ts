import { entry } from "./entry.ts";

const fix = "See the rejected output with `femtoclaw audit show`, and fix the brain or its prompt.";
const raise = (limit: string): string => `Send less, or raise ${limit} in the protocol limits.`;

/** Why bytes are not strict JSON or not an intent (FC-PROTO-0001), why a value has no canonical form, and why a text is no id. */
export const protocolFaults = {
  FC_PROTO_EMPTY: entry("protocol", "FC-PROTO-0001.R1", "there is no JSON text at all", fix),
  FC_PROTO_BOM: entry("protocol", "FC-PROTO-0001.R9", "the text begins with a byte order mark", "Write the text as UTF-8 without a byte order mark."),
  FC_PROTO_UTF8: entry("protocol", "FC-PROTO-0001.R9", "the bytes are not UTF-8", "Write the text as UTF-8; cut it only between characters."),
  FC_PROTO_SYNTAX: entry("protocol", "FC-PROTO-0001.R1", "a byte that the JSON grammar does not allow there", fix),
  FC_PROTO_TRUNCATED: entry("protocol", "FC-PROTO-0001.R1", "the text ends inside a JSON value", "Let the brain finish its output; raise its output token limit if it was cut."),
  FC_PROTO_TRAILING_TEXT: entry("protocol", "FC-PROTO-0001.R12", "something follows the JSON value", "Send one JSON object and nothing after it."),
  FC_PROTO_BAD_NUMBER: entry("protocol", "FC-PROTO-0001.R10", "a number that the JSON grammar does not allow", fix),
  FC_PROTO_UNSAFE_INTEGER: entry("protocol", "FC-PROTO-0001.R10", "a number beyond the integers that every reader holds exactly", "Send large integers as strings."),
  FC_PROTO_NUMBER_OVERFLOW: entry("protocol", "FC-PROTO-0001.R10", "a number too large to be finite", "Send a number that a double can hold, or a string."),
  FC_PROTO_NEGATIVE_ZERO: entry("protocol", "FC-PROTO-0001.R10", "a negative zero, which has no canonical form of its own", "Send 0."),
  FC_PROTO_CONTROL_CHARACTER: entry("protocol", "FC-PROTO-0001.R1", "an unescaped control character in a string", "Escape control characters, for example as \\n or \\u0000."),
  FC_PROTO_BAD_ESCAPE: entry("protocol", "FC-PROTO-0001.R1", "an escape that JSON does not have", "Use only \\\" \\\\ \\/ \\b \\f \\n \\r \\t and \\u with four hexadecimal digits."),
  FC_PROTO_LONE_SURROGATE: entry("protocol", "FC-PROTO-0001.R9", "half of a surrogate pair, which is no character", "Send whole characters; cut text only between them."),
  FC_PROTO_DUPLICATE_KEY: entry("protocol", "FC-PROTO-0001.R7", "a key twice in one object, after unescaping", "Send each key once."),
  FC_PROTO_FORBIDDEN_KEY: entry("protocol", "FC-PROTO-0001.R8", "a key that reaches into the prototype of objects", "Choose another key than __proto__, constructor or prototype."),
  FC_PROTO_TOO_LONG: entry("protocol", "FC-PROTO-0001.R11", "more bytes than allowed", raise("maxBytes")),
  FC_PROTO_TOO_DEEP: entry("protocol", "FC-PROTO-0001.R11", "more nesting than allowed", raise("maxDepth")),
  FC_PROTO_TOO_MANY_KEYS: entry("protocol", "FC-PROTO-0001.R11", "more keys in the document than allowed", raise("maxKeys")),
  FC_PROTO_TOO_MANY_ITEMS: entry("protocol", "FC-PROTO-0001.R11", "more array items in the document than allowed", raise("maxItems")),
  FC_PROTO_STRING_TOO_LONG: entry("protocol", "FC-PROTO-0001.R11", "a string longer than allowed", raise("maxStringBytes")),

  FC_PROTO_MARKDOWN_FENCE: entry("protocol", "FC-PROTO-0001.R12", "Markdown around the JSON object", "Tell the brain to answer with the bare JSON object, without code fences."),
  FC_PROTO_LEADING_TEXT: entry("protocol", "FC-PROTO-0001.R12", "text before the JSON object", "Tell the brain to answer with the bare JSON object, without an introduction."),
  FC_PROTO_NOT_OBJECT: entry("protocol", "FC-PROTO-0001.R1", "a JSON value that is not an object", fix),
  FC_PROTO_TWO_FORMS: entry("protocol", "FC-PROTO-0001.R6", "more than one form of intent in one object", "Send one intent at a time."),
  FC_PROTO_UNKNOWN_KEY: entry("protocol", "FC-PROTO-0001.R6", "a key that the form does not have", fix),
  FC_PROTO_MISSING_KEY: entry("protocol", "FC-PROTO-0001.R6", "a key that the form requires is absent", fix),
  FC_PROTO_WRONG_TYPE: entry("protocol", "FC-PROTO-0001.R5", "a member of another type than the form requires", fix),
  FC_PROTO_TOOL_NAME: entry("protocol", "FC-PROTO-0001.R3", "a text that cannot be the name of a tool", "Use the name of a registered tool, such as fs.read."),
  FC_PROTO_VERSION: entry("protocol", "FC-PROTO-0004.R2", "a text that is no protocol version", "Write it as two numbers with a dot between, such as 1.0, or leave it out."),
  FC_PROTO_VERSION_UNSUPPORTED: entry("protocol", "FC-PROTO-0004.R3", "a protocol version that this release does not read", "Let the brain speak the version that the run's first record names."),

  FC_PROTO_NOT_CANONICALISABLE: entry("internal", "FC-PROTO-0002.R14", "a value that has no canonical JSON form", "Pass only what JSON can carry: finite numbers, whole characters, no undefined, no cycle."),
  FC_PROTO_RUN_ID: entry("usage", "FC-CORE-0001", "not the id of a run", "Copy the id from `femtoclaw status`."),
  FC_PROTO_EXECUTION_ID: entry("usage", "FC-CORE-0001", "not the id of an execution", "Copy the id from `femtoclaw status`; it is a run id, a dot and a number."),
} as const;
