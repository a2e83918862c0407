import { describe, expect, it } from "vitest";
import { comparePolicies, compileMandate, policyQuestions, readPolicy } from "../../src/index.ts";
import { compile, decide, places, policyOf, registry, run, sha256, workspace } from "../support.ts";

interface Lists {
  readonly words: unknown;
  readonly places: unknown;
  readonly hidden: unknown;
  readonly ranges: unknown;
}

const lists = { words: ["log", "show"], places: ["./notes", "./docs"], hidden: ["**/.git/**"], ranges: ["10.0.0.0/8", "192.0.2.1"] };
const named: Lists = { words: { set: "words" }, places: { set: "places" }, hidden: { set: "hidden" }, ranges: { set: "ranges" } };

/** Every place where a list of texts may stand. */
const policyText = (it: Lists, sets: object): string =>
  JSON.stringify({
    version: 1,
    name: "x",
    ...sets,
    capabilities: {
      shell: {
        allow: [
          { id: "choice", bin: "git", argv: [{ oneOf: it.words }, { optional: { oneOf: it.words } }, { many: { flag: "-x", oneOf: it.words } }] },
          { id: "flags", bin: "wc", argv: [{ flags: [{ flag: "-w", oneOf: it.words }] }, { path: { within: it.places } }] },
        ],
        deny: [{ id: "not-show", bin: "git", argv: ["show", { oneOf: it.words }] }],
      },
      "fs.read": { allow: [{ id: "read", path: { within: it.places, not: it.hidden } }] },
      "http.get": { allow: [{ id: "get", url: { origin: "https://inside.example.com", addresses: it.ranges } }] },
      "mail.send": { allow: [{ id: "mail", where: { "/subject": { oneOf: it.words }, "/to/0": { cidr: it.ranges }, "/to/1": { path: { within: it.places, not: it.hidden } } } }] },
    },
  });
const inPlace = policyText(lists, {});
const bySets = policyText(named, { sets: lists });

describe("a policy with named sets (FC-POL-0002.R7)", () => {
  it("is the policy with their texts in place of the names, in all that it asks and allows", () => {
    const [a, b] = [readPolicy(inPlace, "p"), readPolicy(bySets, "p")];
    expect(b.policy?.document).toEqual(a.policy?.document);
    if (a.policy === null || b.policy === null) throw new Error("unreadable");
    expect(policyQuestions(b.policy.document, workspace)).toEqual(policyQuestions(a.policy.document, workspace));
    expect(comparePolicies(policyOf(inPlace), policyOf(bySets), registry)).toMatchObject({ calls: [], others: [] });
    expect(policyOf(bySets).capabilities.get("shell")?.allow).toEqual(policyOf(inPlace).capabilities.get("shell")?.allow);
  });

  it("decides by their texts", () => {
    const policy = policyOf(bySets);
    expect(run(policy, "git", "log", "show").verdict).toBe("AUTHORIZED");
    expect(run(policy, "git", "push").verdict).toBe("DENIED_POLICY_VIOLATION");
    expect(run(policy, "git", "show", "log")).toMatchObject({ verdict: "DENIED_POLICY_VIOLATION", rule: { id: "not-show" } });
    expect(decide(policy, "fs.read", { path: "docs/a" }).verdict).toBe("AUTHORIZED");
    expect(decide(policy, "fs.read", { path: "docs/.git/config" }).verdict).toBe("DENIED_POLICY_VIOLATION");
    expect(decide(policy, "http.get", { url: "https://inside.example.com/" }).verdict).toBe("AUTHORIZED");
    expect(decide(policy, "mail.send", { to: ["10.1.2.3", "notes/x"], subject: "log" }).verdict).toBe("AUTHORIZED");
    expect(decide(policy, "mail.send", { to: ["11.1.2.3", "notes/x"], subject: "log" }).verdict).toBe("DENIED_POLICY_VIOLATION");
  });

  it("has a digest that covers them (FC-POL-0002.R13)", () => {
    const other = bySets.replace('["log","show"]', '["log","diff"]');
    expect(policyOf(other).digest).not.toBe(policyOf(bySets).digest);
  });
});

const withSets = (sets: string, rule: string): string => `version: 1\nname: x\nsets: ${sets}\ncapabilities:\n  mail.send:\n    allow:\n      - id: a\n        where:\n          ${rule}\n`;

describe("a set", () => {
  it("that is unknown is a defect where it is named, with the nearest name (FC-POL-0002.R8)", () => {
    const { policy, faults } = compile(withSets("{queues: [a]}", "/subject: {oneOf: {set: queue}}").replace("id: a", "id: a\n        comment: x"));
    expect(policy).toBeNull();
    expect(faults).toMatchObject([
      { code: "FC_POLICY_SET", expected: "the name of a set of this policy; did you mean queues?", found: "queue", at: { file: "policy.yaml", line: 10, column: 30, pointer: "/capabilities/mail.send/allow/0/where/~1subject/oneOf/set" } },
    ]);
    expect(compile(withSets("{queues: [a]}", "/subject: {oneOf: {set: constructor}}")).faults).toMatchObject([{ code: "FC_POLICY_SET", found: "constructor" }]);
    expect(compile("version: 1\nname: x\ncapabilities: {fs.read: {allow: [{id: a, path: {within: {set: none}}}]}}").faults).toMatchObject([{ code: "FC_POLICY_SET", found: "none" }]);
  });

  it("that nothing names is warned of at its place (FC-POL-0002.R8)", () => {
    const { faults, warnings } = compile(withSets("{queues: [a], idle: [b]}", "/subject: {oneOf: {set: queues}}"));
    expect(faults).toEqual([]);
    expect(warnings).toMatchObject([{ code: "FC_POLICY_SET", found: "idle", at: { line: 3, column: 21, pointer: "/sets/idle" } }]);
  });

  it("whose texts do not suit is a defect of the place that names it", () => {
    const { faults } = compile(withSets("{nets: [10.0.0.0/8, ten, 11.0.0.0/33]}", "/subject: {cidr: {set: nets}}"));
    expect(places(faults)).toEqual(["FC_POLICY_PREDICATE 9:22", "FC_POLICY_PREDICATE 9:22"]);
    expect(faults.map(({ found }) => found)).toEqual(['"ten"', '"11.0.0.0/33"']);
    expect(places(compile("version: 1\nname: x\nsets: {there: [nowhere]}\ncapabilities: {fs.read: {allow: [{id: a, path: {within: {set: there}}}]}}").faults)).toEqual(["FC_POLICY_PATH 4:49"]);
  });

  it("is no longer than what may be written there, and all of them together are bounded (FC-POL-0002.R8)", () => {
    const long = JSON.stringify(Array.from({ length: 65 }, (_, index) => `10.0.0.${index}`));
    expect(compile(withSets(`{nets: ${long}}`, "/subject: {cidr: {set: nets}}")).faults).toMatchObject([{ code: "FC_POLICY_SET", expected: "a set of at most 64 texts", found: "65 in nets" }]);
    expect(compile(withSets(`{nets: ${long}}`, "/subject: {oneOf: {set: nets}}")).faults).toEqual([]);
    const words = Array.from({ length: 1_024 }, (_, index) => `w${index}`);
    const often = (times: number) => JSON.stringify({ version: 1, name: "x", sets: { words }, capabilities: { "mail.send": { allow: Array.from({ length: times }, (_, index) => ({ id: `r${index}`, where: { "/subject": { oneOf: { set: "words" } } } })) } } });
    expect(readPolicy(often(64), "p").faults).toEqual([]);
    expect(readPolicy(often(65), "p").faults).toMatchObject([{ code: "FC_POLICY_SET", expected: "at most 65536 texts from sets in a policy" }]);
  });

  it("of the wrong shape is one defect, and not also a set that is missing", () => {
    expect(places(compile(withSets("{queues: [1]}", "/subject: {oneOf: {set: queues}}")).faults)).toEqual(["FC_POLICY_SCHEMA 3:17"]);
    expect(places(compile(withSets("[]", "/subject: {oneOf: {set: queues}}")).faults)).toEqual(["FC_POLICY_SCHEMA 3:1"]);
  });

  it("that is missing is told beside a defect that hides none", () => {
    const rule = "/subject: {oneOf: {set: queues}}";
    for (const other of ["tides: []", "resets: {}", "sets-of-mine: {}", "includes: []"]) {
      expect(compile(`${withSets("{}", rule)}${other}\n`).faults.map(({ code }) => code), other).toEqual(["FC_POLICY_SET", "FC_POLICY_SCHEMA"]);
    }
    expect(compile(`${withSets("{}", rule)}include: {}\n`).faults.map(({ code }) => code)).toEqual(["FC_POLICY_SCHEMA"]);
    expect(compile(`${withSets("{}", rule)}include: [{file: base}]\n`).faults.map(({ code }) => code)).toEqual(["FC_POLICY_SCHEMA"]);
    expect(compile(withSets("{}", `${rule}\n          /to: {include: 1}`)).faults.map(({ code }) => code)).toEqual(["FC_POLICY_SET", "FC_POLICY_SCHEMA"]);
  });

  it("counts where it is named and not where it stands, whatever else it is named like", () => {
    expect(compile("version: 1\nname: x\ncapabilities: {fs.read: {allow: [{id: a, path: {within: {set: none}}}]}}").faults).toMatchObject([{ expected: "the name of a set of this policy", found: "none" }]);
    const { policy } = readPolicy(JSON.stringify({ version: 1, name: "x", sets: { a: ["x"] }, capabilities: { "a/b~c": { deny: [{ id: "r", where: { "/x~1y": { oneOf: { set: "b" } } } }] } } }), "p");
    expect(policy?.faults).toMatchObject([{ code: "FC_POLICY_SET", at: { pointer: "/capabilities/a~1b~0c/deny/0/where/~1x~01y/oneOf/set" } }]);
  });

  it("is nothing that a mandate may have or name", () => {
    const mandate = (more: object) => compileMandate(JSON.stringify({ version: 1, name: "m", ...more, capabilities: { "fs.read": { allow: [{ id: "m", path: { within: { set: "places" } } }] } } }), "m", registry, policyOf(bySets), sha256);
    expect(mandate({ sets: lists })).toMatchObject({ ok: false, fault: [{ code: "FC_POLICY_SCHEMA", found: "sets" }] });
    expect(mandate({})).toMatchObject({ ok: false, fault: [{ code: "FC_POLICY_SET", found: "places" }] });
  });
});
