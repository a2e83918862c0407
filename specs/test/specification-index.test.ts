import { expect, test } from "vitest";
import { readIndex } from "../specification-index.ts";
import { repository } from "./planted-tree.ts";

const { specifications, domains, defects } = readIndex(repository);

test("the index holds sixty specifications, numbered 1 to 60", () => {
  expect(defects).toEqual([]);
  expect(specifications.map((entry) => entry.number)).toEqual(Array.from({ length: 60 }, (_, at) => at + 1));
});

test("forty are enterprise and twenty reference, in eighteen domains", () => {
  expect(specifications.filter((entry) => entry.tier === "enterprise")).toHaveLength(40);
  expect(specifications.filter((entry) => entry.tier === "reference").map((entry) => entry.number)[0]).toBe(41);
  expect(new Set(specifications.map((entry) => entry.domain))).toEqual(new Set(domains));
  expect(domains).toHaveLength(18);
});

test("the public ids and file names keep their meaning", () => {
  const titles = Object.fromEntries(specifications.map((entry) => [entry.id, `${entry.title} | ${entry.file}`]));
  expect(titles).toMatchObject({
    "FC-CORE-0001": "Runtime Architecture | FC_Runtime_Architecture_Specification.md",
    "FC-PROTO-0001": "Protocol | FC_Protocol_Specification.md",
    "FC-POL-0001": "Capability Authorization and Policy | FC_Capability_Authorization_Specification.md",
    "FC-SEC-0001": "Security Architecture | FC_Security_Architecture_Specification.md",
  });
});

test("the eight specifications of the main path are written", () => {
  const written = specifications.filter((entry) => entry.status === "written").map((entry) => entry.id);
  const mainPath = ["FC-CORE-0001", "FC-EXEC-0001", "FC-PROTO-0001", "FC-CLAW-0001", "FC-POL-0001", "FC-SEC-0001", "FC-MEM-0001", "FC-OBS-0001"];
  expect(written).toEqual(expect.arrayContaining(mainPath));
});
