import { readFileSync } from "node:fs";
import { join } from "node:path";
import { catalogue, fault, isFaultCode } from "@femtoclaw/protocol";
import { describe, expect, it } from "vitest";
import { commandTable } from "../src/command-table.ts";
import { exitCode, exitCodeMeanings, exitCodeOf, exitCodeOfSignal } from "../src/exit-code.ts";
import { CLI_VERSION } from "../src/version.ts";

const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");

describe("exit codes", () => {
  it("differ for every category of fault", () => {
    const byCategory = new Map<string, number>();
    for (const code of Object.keys(catalogue)) if (isFaultCode(code)) byCategory.set(catalogue[code].category, exitCodeOf(fault(code, "", "")));
    expect(byCategory.size).toBe(13);
    // An interruption by a fault and by SIGINT mean the same; all else differs.
    expect(new Set(byCategory.values()).size).toBe(byCategory.size);
    expect(byCategory.get("internal")).toBe(1);
    expect(byCategory.get("usage")).toBe(2);
    expect([...byCategory.values()]).not.toContain(0);
  });

  it("are each documented once, in --help and in the README", () => {
    const codes = Object.values(exitCode);
    expect(exitCodeMeanings.map(([code]) => code)).toEqual(codes.toSorted((a, b) => a - b));
    for (const [code, meaning] of exitCodeMeanings) expect(readme).toContain(`| ${code} | ${meaning} |`);
  });

  it("are what a shell reports for the signal", () => {
    expect([exitCodeOfSignal("SIGINT"), exitCodeOfSignal("SIGTERM"), exitCodeOfSignal("SIGHUP")]).toEqual([130, 143, 129]);
  });

  it("are named for each command from the documented ones", () => {
    const known = new Set<number>(exitCodeMeanings.map(([code]) => code));
    for (const { name, exitCodes, examples } of commandTable) {
      for (const code of exitCodes) expect(known.has(code), `${name}: ${code}`).toBe(true);
      expect(examples.length, name).toBeGreaterThan(0);
    }
  });
});

describe("the version", () => {
  it("is that of the manifest", () => {
    expect(JSON.parse(readFileSync(join(import.meta.dirname, "../package.json"), "utf8")).version).toBe(CLI_VERSION);
  });
});
