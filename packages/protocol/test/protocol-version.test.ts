import { describe, expect, it } from "vitest";
import { defaultProtocolLimits, encodeUtf8, isProtocolVersion, isReadableVersion, negotiateVersion, parseIntent, PROTOCOL_VERSION } from "../src/index.ts";

const read = (text: string) => parseIntent(encodeUtf8(text), defaultProtocolLimits);

describe("a message that states its version", () => {
  it.each(['"message":{"content":"x"}', '"tool_call":{"tool":"fs.read","args":{"path":"a"}}', '"bin":"ls","argv":["-l"]'])("means the same as without: %s (FC-PROTO-0004.R1)", (form) => {
    const plain = read(`{${form}}`);
    expect(plain.ok).toBe(true);
    expect(read(`{"protocol":"${PROTOCOL_VERSION}",${form}}`)).toEqual(plain);
    expect(read(`{${form},"protocol":"${PROTOCOL_VERSION}"}`)).toEqual(plain);
  });
});

describe("isReadableVersion()", () => {
  it.each([
    ["1.0", "1.0", true], ["1.0", "1.3", true], ["1.3", "1.3", true], ["1.2", "1.10", true],
    ["1.4", "1.3", false], ["1.10", "1.9", false], ["2.0", "1.3", false], ["0.9", "1.3", false], ["0.0", "1.0", false], ["1", "1.0", false], ["1.0", "one", false],
  ])("of %s by a reader of %s is %s (FC-PROTO-0004.R3, R4)", (theirs, ours, expected) => {
    expect(isReadableVersion(theirs, ours)).toBe(expected);
  });

  it("reads its own version, which is one", () => {
    expect(isProtocolVersion(PROTOCOL_VERSION)).toBe(true);
    expect(isReadableVersion(PROTOCOL_VERSION)).toBe(true);
  });
});

describe("negotiateVersion() (FC-PROTO-0004.R5)", () => {
  it.each([
    [["1.0", "1.2", "1.1"], "1.2", "1.2"],
    [["1.2", "1.0", "1.1"], "1.1", "1.1"],
    [["2.0", "1.9", "1.10"], "1.10", "1.10"],
    [["2.0", "x", "", "0.1"], "1.5", null],
    [[], "1.0", null],
  ])("of %j by a reader of %s is %s", (offered, ours, expected) => {
    expect(negotiateVersion(offered, ours)).toBe(expected);
    expect(negotiateVersion(offered.toReversed(), ours)).toBe(expected);
  });

  it("offers this release's own where nothing else is said", () => {
    expect(negotiateVersion(["1.0", "7.0"])).toBe("1.0");
  });
});
