// FC-PROTO-0001: bytes to intent. The floor decodes and parses the same bytes and checks nothing.
import { defaultProtocolLimits, encodeUtf8, parseIntent } from "@femtoclaw/protocol";
import { compare, keep, times, type Row } from "./measure.ts";

const call = {
  tool_call: {
    tool: "fs.write",
    args: { path: "notes/2026-11-21/triage.md", content: "The build is red since 8af252e: one window too few, in moving-average.mjs at line 4.", mode: "replace", lines: 12 },
  },
};

export const validation = async (rounds: number): Promise<readonly Row[]> => {
  const bytes = encodeUtf8(JSON.stringify(call));
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const operations = 20_000;
  return [
    await compare(
      "validation",
      `parseIntent, ${bytes.length} bytes`,
      "TextDecoder + JSON.parse",
      rounds,
      operations,
      times(operations, () => keep(parseIntent(bytes, defaultProtocolLimits))),
      times(operations, () => keep(JSON.parse(decoder.decode(bytes)))),
    ),
  ];
};
