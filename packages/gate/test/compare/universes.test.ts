// The machines of places, against what the gate itself says of every short text.
import { describe, expect, it } from "vitest";
import { anyText, operands, realPaths, urlPaths } from "../../src/compare/universes.ts";
import { resolveOperand, resolvePath } from "../../src/path.ts";
import { parseWebUrl } from "../../src/web-url.ts";
import { accepted, missedBy, textsOver } from "./machines.ts";

const pathLike = [...textsOver("/.a", 6), ...textsOver("/.\0-", 4)];

describe("the texts that can occur in a place", () => {
  it("as real paths are those that mean themselves", () => {
    expect(accepted(realPaths, pathLike)).toEqual(pathLike.filter((it) => it.startsWith("/") && resolvePath("/", it) === it));
  });

  it("as operands are those that a program resolves as the gate does", () => {
    expect(accepted(operands, pathLike)).toEqual(pathLike.filter((it) => resolveOperand("/w", it) !== null));
  });

  it("as paths of URLs are those that a URL keeps as they are, without brackets, which stand there as a star does: no glob can name them", () => {
    const ascii = Array.from({ length: 128 }, (_, code) => `/${String.fromCodePoint(code)}x`);
    const texts = [...textsOver("/.a", 6), ...textsOver("/ \0?#é\u{1f600}", 3), ...ascii];
    const isKept = (it: string): boolean => it.startsWith("/") && !/[%[\]]/.test(it) && parseWebUrl(`https://a.com${it}`)?.path === it;
    expect(accepted(urlPaths, texts)).toEqual(texts.filter(isKept));
  });

  it("as any text are all", () => {
    expect(accepted(anyText, ["", "a", "\0/"])).toEqual(["", "a", "\0/"]);
    expect(anyText.bounds).toEqual([]);
  });

  it.each(Object.entries({ realPaths, operands, urlPaths, anyText }))("of %s are told apart by no character that a search leaves out", (_, machine) => {
    expect(missedBy(machine, textsOver("/.-a", 4))).toEqual([]);
  });

  it.each(Object.entries({ realPaths, operands, urlPaths, anyText }))("of %s are none any more behind what cannot go on", (_, machine) => {
    for (const code of [0, 0x2d, 0x2e, 0x2f, 0x61]) expect(machine.accepts(machine.next([], code))).toBe(false);
    expect(machine.accepts([])).toBe(false);
  });
});
