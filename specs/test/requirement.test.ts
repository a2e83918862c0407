import { expect, test } from "vitest";
import { looksLikeRequirement, parseRequirement } from "../requirement.ts";

const line = "- **FC-PROTO-0001.R7~2** (MUST NOT) A reply MUST NOT be two. *Shown by:* vector, test. *Guarantee:* G3, G10.";

test("a requirement is read from one line", () => {
  expect(parseRequirement(line, "a.md", 4)).toEqual({
    ok: true,
    requirement: {
      id: "FC-PROTO-0001.R7",
      specification: "FC-PROTO-0001",
      number: 7,
      revision: 2,
      level: "MUST NOT",
      sentence: "A reply MUST NOT be two.",
      shownBy: ["vector", "test"],
      guarantees: ["G3", "G10"],
      file: "a.md",
      line: 4,
    },
  });
});

test("a requirement may name no guarantee", () => {
  expect(parseRequirement(line.replace(/ \*Guarantee.*$/, ""), "a.md", 4)).toMatchObject({ ok: true, requirement: { guarantees: [] } });
});

test("text after the last part is not passed over", () => {
  expect(parseRequirement(`${line} And more.`, "a.md", 4)).toMatchObject({ ok: false });
});

test("a line that means to be a requirement is seen although it is not well-formed", () => {
  expect(["**FC-PROTO-0001.R7~1** (MUST) x", "  - **FC-PROTO-0001.R7** x", "* **FC-PROTO-1.R7**"].map(looksLikeRequirement)).toEqual([true, true, true]);
  expect(["- **Grant**: what", "see FC-PROTO-0001.R7", "FC-PROTO-0001"].map(looksLikeRequirement)).toEqual([false, false, false]);
});
