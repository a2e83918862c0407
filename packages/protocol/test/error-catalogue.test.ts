import { readFileSync, globSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { canonicalise, catalogue, encodeUtf8, executionId, FemtoClawError, isFaultCode, parseRunId } from "../src/index.ts";
import { judge, rejections } from "./rejections.ts";

const thrownCode = (act: () => unknown): string => {
  try {
    act();
  } catch (thrown) {
    if (thrown instanceof FemtoClawError) return thrown.code;
    throw thrown;
  }
  return "nothing was thrown";
};

describe("the error catalogue", () => {
  const own = Object.keys(catalogue).filter((code) => code.startsWith("FC_PROTO_")).toSorted();

  it("lists every code that this package produces, and none that nothing produces", () => {
    const badId = parseRunId("x");
    const produced = [
      ...rejections.map((rejection) => judge(rejection).code),
      badId.ok ? undefined : badId.fault.code,
      thrownCode(() => executionId("run_x", 0)),
      thrownCode(() => canonicalise(Number.NaN)),
      thrownCode(() => encodeUtf8("\ud800")),
    ];
    expect([...new Set(produced)].toSorted()).toEqual(own);
  });

  it("has no code that the sources of this package never name", () => {
    const root = new URL("../src/", import.meta.url).pathname;
    const sources = globSync("**/*.ts", { cwd: root }).filter((file) => !file.startsWith("error-catalogue")).map((file) => readFileSync(root + file, "utf8")).join("\n");
    const named = new Set(sources.match(/\bFC_PROTO_[A-Z0-9_]+/g));
    expect([...named].toSorted()).toEqual(own);
  });

  it("gives every code a category, a clause, a title, and one sentence that says what to do", () => {
    for (const [code, entry] of Object.entries(catalogue)) {
      expect(code).toMatch(/^FC(_[A-Z0-9]+)+$/);
      expect(entry.clause, code).toMatch(/^FC-[A-Z]+-\d{4}(\.R\d+)?$/);
      expect(entry.title.length, code).toBeGreaterThan(0);
      expect(entry.next, code).toMatch(/^[A-Z].*\.$/);
    }
  });

  it("calls every rejection of a brain's output a matter of protocol that ends no runtime", () => {
    for (const { code } of rejections) expect(catalogue[code]).toMatchObject({ category: "protocol", fatal: false });
  });

  it("is closed and cannot be added to", () => {
    expect(Object.isFrozen(catalogue)).toBe(true);
    expect([isFaultCode("FC_PROTO_EMPTY"), isFaultCode("FC_PROTO_NONE"), isFaultCode("toString")]).toEqual([true, false, false]);
  });
});
