import { describe, expect, it } from "vitest";
import { joinParts } from "../../src/policy/join-parts.ts";
import type { WrittenDocument } from "../../src/policy/policy-document.ts";
import type { PolicyPart } from "../../src/policy/read-part.ts";

const part = (file: string, document: Omit<WrittenDocument, "version" | "name">): PolicyPart => ({ file, document: { version: 1, name: file, ...document }, place: (pointer) => ({ file, pointer }) });
const rules = (...ids: readonly string[]) => ids.map((id) => ({ id }));

const own = part("own", { profile: "strict", budgets: {}, sets: { mine: ["m"] }, capabilities: { "fs.read": { require: "approval" }, shell: { allow: rules("o0", "o1"), enabled: true } } });
const one = part("one", { sets: { "a/b~c": ["x"] }, capabilities: { shell: { allow: rules("a0"), deny: rules("d0", "d1"), limits: { perRun: 1 } }, "x/y~z": { deny: rules("y0") } } });
const two = part("two", { sets: { last: ["l"] }, capabilities: { shell: { allow: rules("b0", "b1"), deny: rules("e0"), results: {} }, "fs.read": { allow: rules("r0") }, perRun: {} } });
const joined = joinParts(own, [one, two]);

describe("joinParts() (FC-POL-0002.R9)", () => {
  it("gives the policy itself back where it includes nothing", () => {
    expect(joinParts(own, [])).toEqual({ part: own, faults: [] });
    expect(joinParts(own, []).part).toBe(own);
  });

  it("has all sets, settings and rules, those of the policy first and the others in the order of the includes", () => {
    expect(joined.faults).toEqual([]);
    expect(joined.part.file).toBe("own");
    expect(joined.part.document).toEqual({
      version: 1, name: "own", profile: "strict", budgets: {},
      sets: { mine: ["m"], "a/b~c": ["x"], last: ["l"] },
      capabilities: {
        "fs.read": { require: "approval", allow: rules("r0") },
        shell: { allow: rules("o0", "o1", "a0", "b0", "b1"), deny: rules("d0", "d1", "e0"), enabled: true, limits: { perRun: 1 }, results: {} },
        "x/y~z": { deny: rules("y0") },
        perRun: {},
      },
    });
    expect(Object.keys(joined.part.document.capabilities ?? {})).toEqual(["fs.read", "shell", "x/y~z", "perRun"]);
  });

  it.each([
    ["", "own", ""], ["/flow/0/id", "own", "/flow/0/id"], ["/budgets/perRun", "own", "/budgets/perRun"], ["/capabilities", "own", "/capabilities"],
    ["/sets/mine/0", "own", "/sets/mine/0"], ["/sets/a~1b~0c", "one", "/sets/a~1b~0c"], ["/sets/last", "two", "/sets/last"], ["/sets/none", "own", "/sets/none"],
    ["/capabilities/shell/allow/1/bin", "own", "/capabilities/shell/allow/1/bin"], ["/capabilities/shell/allow/2", "one", "/capabilities/shell/allow/0"], ["/capabilities/shell/allow/4/argv/0/int", "two", "/capabilities/shell/allow/1/argv/0/int"],
    ["/capabilities/shell/deny/0", "one", "/capabilities/shell/deny/0"], ["/capabilities/shell/deny/1/id", "one", "/capabilities/shell/deny/1/id"], ["/capabilities/shell/deny/2/id", "two", "/capabilities/shell/deny/0/id"], ["/capabilities/x~1y~0z/deny/0/id", "one", "/capabilities/x~1y~0z/deny/0/id"],
    ["/capabilities/fs.read/allow/0", "two", "/capabilities/fs.read/allow/0"], ["/capabilities/fs.read/require", "own", "/capabilities/fs.read/require"], ["/capabilities/fs.read/allow", "two", "/capabilities/fs.read/allow"],
    ["/capabilities/shell/limits/perRun", "one", "/capabilities/shell/limits/perRun"], ["/capabilities/shell/results", "two", "/capabilities/shell/results"], ["/capabilities/shell/enabled", "own", "/capabilities/shell/enabled"], ["/capabilities/shell/toString", "own", "/capabilities/shell/toString"],
    ["/capabilities/shell", "own", "/capabilities/shell"], ["/capabilities/shell/allow", "own", "/capabilities/shell/allow"], ["/capabilities/shell/deny", "one", "/capabilities/shell/deny"], ["/capabilities/perRun", "two", "/capabilities/perRun"], ["/capabilities/perRun/enabled", "two", "/capabilities/perRun/enabled"],
    ["/capabilities/none/allow/0", "own", "/capabilities/none/allow/0"], ["/capabilities/shell/allow/5", "own", "/capabilities/shell/allow/5"],
  ])("knows where %s is written (FC-POL-0002.R12)", (pointer, file, at) => {
    expect(joined.part.place(pointer)).toEqual({ file, pointer: at });
  });

  it("takes what is said twice from the first that says it, and complains of each later one at its place (FC-POL-0002.R11)", () => {
    const again = part("again", { sets: { mine: ["other"], last: ["other"] }, capabilities: { shell: { allow: rules("c0"), enabled: false, limits: {} }, "x/y~z": { enabled: true } } });
    const { part: whole, faults } = joinParts(own, [one, two, again, part("third", { sets: { mine: [] } })]);
    expect(whole.document.sets).toEqual({ mine: ["m"], "a/b~c": ["x"], last: ["l"] });
    expect(whole.document.capabilities?.["shell"]).toMatchObject({ enabled: true, limits: { perRun: 1 } });
    expect(faults.map(({ code, at }) => [code, at?.file, at?.pointer])).toEqual([
      ["FC_POLICY_INCLUDE", "again", "/sets/mine"], ["FC_POLICY_INCLUDE", "again", "/sets/last"], ["FC_POLICY_INCLUDE", "again", "/capabilities/shell/enabled"], ["FC_POLICY_INCLUDE", "again", "/capabilities/shell/limits"],
      ["FC_POLICY_INCLUDE", "third", "/sets/mine"],
    ]);
    expect(faults.map(({ expected }) => expected.slice(expected.indexOf(";")))).toEqual(["; own has it", "; two has it", "; own has it", "; one has it", "; own has it"]);
  });

  it("joins parts that have no sets and no capabilities, and makes up no rules", () => {
    expect(joinParts(part("own", {}), [part("one", { capabilities: { shell: { enabled: true } } })]).part.document).toEqual({ version: 1, name: "own", sets: {}, capabilities: { shell: { enabled: true } } });
    expect(joinParts(part("own", {}), [part("one", {})]).part.document.capabilities).toEqual({});
  });
});
