import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { recordKinds } from "../../packages/core/src/record.ts";
import { repository } from "./planted-tree.ts";

test("FC-CORE-0001 lists the record kinds there are, all of them and no other (FC-CORE-0001.R11)", () => {
  const text = readFileSync(join(repository, "specs/FC_Runtime_Architecture_Specification.md"), "utf8");
  const list = /^The record kinds are,[^]*?\.$/m.exec(text)?.[0] ?? "";
  const named = [...list.matchAll(/`([^`]+)`/g)].map((it) => it[1]);
  expect(named.toSorted()).toEqual([...recordKinds].sort());
});
