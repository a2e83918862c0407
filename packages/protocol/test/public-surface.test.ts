import { expect, it } from "vitest";
import * as protocol from "../src/index.ts";

it("the package exports these values and no others", () => {
  expect(Object.keys(protocol).toSorted()).toEqual([
    "FemtoClawError", "PROTOCOL_VERSION", "SHELL_TOOL", "canonicalise", "catalogue", "decodeBase64", "decodeUtf8", "defaultProtocolLimits", "describeFault",
    "describePosition", "digestOf", "encodeBase64", "encodeUtf8", "executionId", "fail", "fault", "formatPointer", "intentValue", "isExecutionId",
    "isFaultCode", "isPointer", "isProtocolVersion", "isReadableVersion", "isRunId", "isToolName", "isWellFormed", "makeRunId", "negotiateVersion", "ok", "parseExecutionId", "parseIntent", "parseRunId", "pointerTokens", "readStrictJson",
    "resolvePointer", "truncateText", "utf8Length",
  ]);
});
