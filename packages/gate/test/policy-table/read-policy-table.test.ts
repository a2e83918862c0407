import { describe, expect, it } from "vitest";
import { readPolicyTable } from "../../src/index.ts";
import { places } from "../support.ts";

const faults = (text: string): readonly string[] => {
  const table = readPolicyTable(text, "table.yaml");
  return table.ok ? [] : places(table.fault);
};

describe("readPolicyTable() (FC-POL-0002)", () => {
  it("reads every case with its call, what it expects and the line in which it stands", () => {
    const text = `version: 1
policy: ../policy.yaml
cases:
  - {name: listed, call: {bin: ls, argv: [-l]}, expect: AUTHORIZED, rule: list}

  - name: not sent
    call: {tool_call: {tool: mail.send, args: {to: [ann]}}}
    untrusted: true
    expect: DENIED_POLICY_VIOLATION
`;
    expect(readPolicyTable(text, "table.yaml")).toEqual({
      ok: true,
      value: {
        file: "table.yaml",
        policy: "../policy.yaml",
        cases: [
          { name: "listed", call: { capability: "shell", args: { bin: "ls", argv: ["-l"] } }, expect: "AUTHORIZED", rule: "list", untrusted: false, line: 4 },
          { name: "not sent", call: { capability: "mail.send", args: { to: ["ann"] } }, expect: "DENIED_POLICY_VIOLATION", rule: null, untrusted: true, line: 6 },
        ],
      },
    });
  });

  it("names no policy where the table names none", () => {
    expect(readPolicyTable("version: 1\ncases: [{name: a, call: {bin: ls, argv: []}, expect: AUTHORIZED}]", "table.yaml")).toMatchObject({ value: { policy: null } });
  });

  it.each<[string, string, readonly string[]]>([
    ["nothing at all", "", ["FC_POLICY_SCHEMA 1:1"]],
    ["a list", "[]", ["FC_POLICY_SCHEMA 1:1"]],
    ["cases that are no list", "version: 1\ncases: {a: 1}", ["FC_POLICY_SCHEMA 2:1"]],
    ["no case", "version: 1\ncases: []", ["FC_POLICY_SCHEMA 2:1"]],
    ["a case that is no object", "version: 1\ncases: [7]", ["FC_POLICY_SCHEMA 2:9"]],
    ["a case that is null", "version: 1\ncases: [null]", ["FC_POLICY_SCHEMA 2:9"]],
    ["a call that is no object", "version: 1\ncases: [{name: a, expect: AUTHORIZED, call: ls}]", ["FC_POLICY_SCHEMA 2:39"]],
    ["a message, which needs no policy", "version: 1\ncases: [{name: a, expect: AUTHORIZED, call: {message: {content: hello}}}]", ["FC_POLICY_SCHEMA 2:39"]],
    ["a call longer than any that a brain may make", `version: 1\ncases: [{name: a, expect: AUTHORIZED, call: {bin: ls, argv: [${"x".repeat(70_000)}]}}]`, ["FC_POLICY_SCHEMA 2:39"]],
    ["an alias", "version: 1\ncases: *all", ["FC_POLICY_SYNTAX 2:8"]],
  ])("refuses %s where it stands", (_, text, expected) => {
    expect(faults(text)).toEqual(expected);
  });

  it("places what is wrong inside a call at that part of it", () => {
    const table = readPolicyTable("version: 1\ncases:\n  - name: a\n    call: {tool_call: {tool: NO, args: {}}}\n    expect: AUTHORIZED\n", "table.yaml");
    expect(table).toMatchObject({ fault: [{ code: "FC_POLICY_SCHEMA", at: { file: "table.yaml", line: 4, column: 24, pointer: "/cases/0/call/tool_call/tool" } }] });
  });

  it("reports the defects of calls and of all around them at once, in the order of the text", () => {
    const text = `cases:
  - {call: {bin: ls}, expect: NEVER, name: a}
  - name: b
    expect: NEVER
    call: {message: {content: hello}}
  - name: c
    expect: AUTHORIZED
    call: {bin: ls, argv: []}
    why: x
  - {name: d, expect: NEVER, call: {bin: ls}, rule: 7}
version: 2
`;
    expect(faults(text)).toEqual(["2:6", "2:23", "4:5", "5:5", "9:5", "10:15", "10:30", "10:47", "11:1"].map((place) => `FC_POLICY_SCHEMA ${place}`));
  });
});
