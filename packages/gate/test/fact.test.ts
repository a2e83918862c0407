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
