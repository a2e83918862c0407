import { expect, it } from "vitest";
import { factAboutHost, factAboutPath, type Fact } from "../src/index.ts";

const facts: readonly Fact[] = [
  { kind: "host", host: "/a", addresses: ["192.0.2.1"] },
  { kind: "path", path: "/b", real: "/c" },
  { kind: "path", path: "/a", real: "/d" },
  { kind: "path", path: "/a", real: "/e" },
  { kind: "path", path: "host", real: "/f" },
  { kind: "host", host: "host", addresses: ["192.0.2.2", "192.0.2.3"] },
  { kind: "host", host: "host", addresses: [] },
  { kind: "path", path: "/nowhere", real: null },
];

it("factAboutPath() is the first answer about that very path, and null where there is none", () => {
  expect(["/a", "/b", "host", "/nowhere", "/z", "/A"].map((path) => factAboutPath(facts, path))).toEqual(["/d", "/c", "/f", null, null, null]);
});

it("factAboutHost() is the first answer about that very name, and no address where there is none", () => {
  expect(["/a", "host", "/b", "HOST"].map((host) => factAboutHost(facts, host))).toEqual([["192.0.2.1"], ["192.0.2.2", "192.0.2.3"], [], []]);
});

it("neither takes an answer of the other kind, whatever stands beside it", () => {
  const host = { kind: "host", host: "host", addresses: ["192.0.2.1"], path: "/a", real: "/etc" } as const;
  const path = { kind: "path", path: "/a", real: "/b", host: "host", addresses: ["10.0.0.1"] } as const;
  expect(factAboutPath([host, path], "/a")).toBe("/b");
  expect(factAboutHost([path, host], "host")).toEqual(["192.0.2.1"]);
});
