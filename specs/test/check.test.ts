import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { checkSpecifications, writeLock } from "../check.ts";
import { describeDefect } from "../defect.ts";
import { plantedTree, repository, type PlantedTree } from "./planted-tree.ts";

const index = "specs/index.json";
const protocol = "specs/FC_Protocol_Specification.md";
const lock = "specs/requirements.lock.json";

let tree: PlantedTree;
beforeEach(() => {
  tree = plantedTree();
});
afterEach(() => tree.dispose());

const defects = (): readonly string[] => checkSpecifications(tree.root).defects.map(describeDefect);

describe("the real tree", () => {
  test("has no defect", () => {
    const report = checkSpecifications(repository);
    expect(report.defects.map(describeDefect)).toEqual([]);
    expect(report.counts.requirements).toBeGreaterThan(100);
    expect(report.counts.citations).toBeGreaterThan(report.counts.requirements);
  });

  test("has none as an untouched copy either, so what follows is the planted fault's doing", () => {
    expect(defects()).toEqual([]);
  });
});

interface Planted {
  readonly fault: string;
  readonly plant: (tree: PlantedTree) => void;
  /** The start of the line that must be reported. */
  readonly file: string;
  readonly says: RegExp;
}

const edgeEntry = /,\n {4}\{ "number": 60[^\n]*/;

const inIndex: readonly Planted[] = [
  { fault: "a specification is missing", plant: (it) => it.replace(index, edgeEntry, ""), file: index, says: /expected 60 specifications, found 59/ },
  { fault: "two numbers are exchanged", plant: (it) => it.replace(index, '"number": 7,', '"number": 8,'), file: `${index}:`, says: /expected number 7, found 8/ },
  { fault: "a tier is wrong", plant: (it) => it.replace(index, '"number": 41, "id": "FC-DIST-0001", "tier": "reference"', '"number": 41, "id": "FC-DIST-0001", "tier": "enterprise"'), file: index, says: /number 41 belongs to the reference tier/ },
  { fault: "an id is there twice", plant: (it) => it.replace(index, '"FC-PROTO-0002"', '"FC-PROTO-0001"'), file: index, says: /the id FC-PROTO-0001 is already that of number 7/ },
  { fault: "an id has the wrong form", plant: (it) => it.replace(index, '"FC-PROTO-0004"', '"FC-PROTO-4"'), file: index, says: /"FC-PROTO-4" is not an id/ },
  { fault: "a file is there twice", plant: (it) => it.replace(index, "FC_Protocol_Versioning_Specification.md", "FC_Protocol_Specification.md"), file: index, says: /the file FC_Protocol_Specification.md is already/ },
  { fault: "a file name has no underscores", plant: (it) => it.replace(index, "FC_Grants_Specification.md", "grants.md"), file: index, says: /"grants.md" is not a name/ },
  { fault: "a package does not exist", plant: (it) => it.replace(index, '"packages": ["brains"]', '"packages": ["brain"]'), file: index, says: /FC-BRAIN-0001 belongs to the package "brain"/ },
  { fault: "a specification has no owner", plant: (it) => it.replace(index, '"packages": ["brains"]', '"packages": []'), file: index, says: /FC-BRAIN-0001 has no package/ },
  { fault: "a planned package came to exist", plant: (it) => it.write("packages/edge/package.json", "{}"), file: index, says: /"edge" exists; take it out/ },
  { fault: "a domain is unknown", plant: (it) => it.replace(index, '"domain": "Upgrade and Migration"', '"domain": "Upgrades"'), file: index, says: /"Upgrades" is none of the domains/ },
  { fault: "a domain is missing", plant: (it) => it.replace(index, '    "Core Runtime",\n', ""), file: index, says: /expected 18 different domains, found 17/ },
  { fault: "an entry has an unknown key", plant: (it) => it.replace(index, '{ "number": 1,', '{ "owner": "x", "number": 1,'), file: index, says: /unknown key "owner"/ },
  { fault: "an entry has an unknown status", plant: (it) => it.replace(index, '"status": "registered"', '"status": "draft"'), file: index, says: /an entry needs number, id, tier/ },
  { fault: "the index is not JSON", plant: (it) => it.write(index, "{"), file: index, says: /cannot be read/ },
  { fault: "a written specification has no file", plant: (it) => it.remove(protocol), file: index, says: /FC-PROTO-0001 is written, and .* does not exist/ },
  { fault: "a registered specification has a file", plant: (it) => it.write("specs/FC_Distributed_Runtime_Model_Specification.md", "# FC-DIST-0001 Distributed Runtime Model\n"), file: index, says: /FC-DIST-0001 is only registered/ },
  { fault: "a file is not in the index", plant: (it) => it.write("specs/FC_Stray_Specification.md", "# FC-STRAY-0001 Stray\n"), file: "specs/FC_Stray_Specification.md:1", says: /is not in the index/ },
];

const r = (number: number): string => `- **FC-PROTO-0001.R${number}~1** (MUST)`;

const inDocuments: readonly Planted[] = [
  { fault: "a requirement in the middle is deleted", plant: (it) => it.replace(protocol, /- \*\*FC-PROTO-0001\.R5~1.*\n/, ""), file: protocol, says: /expected FC-PROTO-0001\.R5, found FC-PROTO-0001\.R6/ },
  { fault: "a requirement is there twice", plant: (it) => it.replace(protocol, r(6), r(5)), file: protocol, says: /FC-PROTO-0001\.R5 is already on line/ },
  { fault: "a requirement has no word", plant: (it) => it.replace(protocol, `${r(5)} `, "- **FC-PROTO-0001.R5~1** "), file: protocol, says: /R5 has no word of RFC 2119/ },
  { fault: "a sentence does not say its word", plant: (it) => it.replace(protocol, "the three forms MUST be rejected", "the three forms is rejected"), file: protocol, says: /R5 is marked MUST, and its sentence does not say so/ },
  { fault: "a MUST is shown by a MUST NOT", plant: (it) => it.replace(protocol, "the three forms MUST be rejected", "the three forms MUST NOT be rejected"), file: protocol, says: /R5 is marked MUST, and its sentence does not say so/ },
  { fault: "a requirement does not say how it is shown", plant: (it) => it.replace(protocol, " one FC_PROTO_ code. *Shown by:* vector, test.", " one FC_PROTO_ code."), file: protocol, says: /R5 does not say how it is shown/ },
  { fault: "a requirement is shown by faith", plant: (it) => it.replace(protocol, " one FC_PROTO_ code. *Shown by:* vector, test.", " one FC_PROTO_ code. *Shown by:* faith."), file: protocol, says: /R5 is shown by "faith"/ },
  { fault: "a guarantee does not exist", plant: (it) => it.replace(protocol, "*Guarantee:* G2.", "*Guarantee:* G13."), file: protocol, says: /names the guarantee "G13"/ },
  { fault: "a requirement has no revision", plant: (it) => it.replace(protocol, "FC-PROTO-0001.R5~1", "FC-PROTO-0001.R5"), file: protocol, says: /a requirement begins with/ },
  { fault: "a requirement of another specification strays in", plant: (it) => it.replace(protocol, "FC-PROTO-0001.R5~1", "FC-EXEC-0001.R5~1"), file: protocol, says: /FC-EXEC-0001\.R5 stands in the document of FC-PROTO-0001/ },
  { fault: "a document has another's heading", plant: (it) => it.replace(protocol, "# FC-PROTO-0001 Protocol", "# FC-PROTO-0002 Protocol"), file: `${protocol}:1`, says: /expected the heading/ },
  { fault: "a document has no requirement", plant: (it) => it.write(protocol, "# FC-PROTO-0001 Protocol\n"), file: protocol, says: /has no requirement/ },
];

const cites = (id: string): string => `// first line\n// shows ${id}\n`;

const inCitations: readonly Planted[] = [
  { fault: "a source cites a requirement that does not exist", plant: (it) => it.write("packages/gate/src/deny.ts", cites("FC-PROTO-0001.R99")), file: "packages/gate/src/deny.ts:2", says: /cites FC-PROTO-0001\.R99, which does not exist/ },
  { fault: "a test does", plant: (it) => it.write("packages/gate/test/deny.test.ts", cites("FC-SEC-0001.R0")), file: "packages/gate/test/deny.test.ts:2", says: /"FC-SEC-0001\.R0" is not of the form/ },
  { fault: "a README does", plant: (it) => it.write("packages/gate/README.md", cites("FC-POL-0001.R40")), file: "packages/gate/README.md:2", says: /FC-POL-0001\.R40, which does not exist/ },
  { fault: "a vector does", plant: (it) => it.write("compliance/vectors/protocol/a.json", '{\n"req": ["FC-PROTO-0001.R18"]}'), file: "compliance/vectors/protocol/a.json:2", says: /FC-PROTO-0001\.R18, which does not exist/ },
  { fault: "a benchmark cites a specification that does not exist", plant: (it) => it.write("benchmarks/src/start.ts", cites("FC-SPEED-0001")), file: "benchmarks/src/start.ts:2", says: /cites FC-SPEED-0001, which is not in the index/ },
  { fault: "a document cites a requirement that does not exist", plant: (it) => it.replace(protocol, "FC-EXEC-0001.R10 ends it", "FC-EXEC-0001.R100 ends it"), file: protocol, says: /FC-EXEC-0001\.R100, which does not exist/ },
  { fault: "a citation goes into a specification that is not written", plant: (it) => it.write("packages/gate/src/flow.ts", cites("FC-DIST-0001.R1")), file: "packages/gate/src/flow.ts:2", says: /FC-DIST-0001 is not written yet; cite FC-DIST-0001 alone/ },
  { fault: "a citation names an old revision", plant: (it) => it.write("packages/gate/src/deny.ts", cites("FC-PROTO-0001.R7~9")), file: "packages/gate/src/deny.ts:2", says: /current revision is 1/ },
  ...["FC-PROTO-001.R7", "FC-PROTO-0001.r7", "FC-PROTO-0001.7", "FC-PROTO-0001R7", "FC-Proto-0001.R7"].map((id) => ({
    fault: `a citation is misspelt ${id}`,
    plant: (it: PlantedTree) => it.write("packages/gate/src/deny.ts", cites(id)),
    file: "packages/gate/src/deny.ts:2",
    says: /is not of the form/,
  })),
];

const inLock: readonly Planted[] = [
  { fault: "a sentence changed", plant: (it) => it.replace(protocol, "with nothing but JSON whitespace", "with nothing but white space"), file: protocol, says: /FC-PROTO-0001\.R1 differs from the lock/ },
  { fault: "a level changed", plant: (it) => it.replace("specs/FC_Security_Architecture_Specification.md", /\(SHOULD\)(.*)SHOULD/, "(MUST) Journal files MUST"), file: "specs/FC_Security", says: /R16 differs from the lock/ },
  { fault: "the last requirement is deleted", plant: (it) => it.replace(protocol, /- \*\*FC-PROTO-0001\.R17~1.*\n/, ""), file: lock, says: /FC-PROTO-0001\.R17 is in the lock and in no document/ },
  { fault: "a requirement was added", plant: (it) => it.replace(lock, /^.*"FC-PROTO-0001\.R17".*\n/m, ""), file: protocol, says: /FC-PROTO-0001\.R17 is not in the lock/ },
  { fault: "an owner changed", plant: (it) => it.replace(index, '"file": "FC_Protocol_Specification.md", "packages": ["protocol"]', '"file": "FC_Protocol_Specification.md", "packages": ["gate"]'), file: protocol, says: /FC-PROTO-0001\.R1 differs from the lock/ },
  { fault: "the lock has another layout", plant: (it) => it.replace(lock, '"version": 1', '"version": 2'), file: lock, says: /is not what the documents give/ },
  { fault: "the lock is gone", plant: (it) => it.remove(lock), file: lock, says: /does not exist/ },
];

describe.each([
  ["the index", inIndex],
  ["a document", inDocuments],
  ["a citation", inCitations],
  ["the lock", inLock],
])("a fault planted in %s is caught when", (_where, planted) => {
  test.each(planted)("$fault", ({ plant, file, says }) => {
    plant(tree);
    const reported = defects().filter((line) => line.startsWith(file) && says.test(line));
    expect(reported, defects().join("\n")).not.toEqual([]);
  });
});

describe("a defect", () => {
  test("names the line it is on", () => {
    const line = tree.lineOf(protocol, "FC-PROTO-0001.R9~1");
    tree.replace(protocol, /(?<=R9~1.*)MUST be rejected/, "is rejected");
    expect(defects()).toContainEqual(expect.stringMatching(new RegExp(`^${protocol}:${line}: FC-PROTO-0001\\.R9 is marked MUST`)));
  });

  test("of one entry of the index names that entry's line", () => {
    const line = tree.lineOf(index, '"FC-BRAIN-0001"');
    tree.replace(index, '"packages": ["brains"]', '"packages": ["brain"]');
    expect(defects()).toContainEqual(expect.stringMatching(new RegExp(`^${index}:${line}: `)));
  });
});

describe("well-formed citations pass:", () => {
  test.each(["FC-PROTO-0001", "FC-PROTO-0001.R7", "FC-PROTO-0001.R7~1", "FC-EXEC-0001.R9..R12", "FC-PROTO-0001.R7.", "FC-DIST-0001"])("%s", (text) => {
    tree.write("packages/gate/src/deny.ts", cites(text));
    expect(defects()).toEqual([]);
  });
});

describe("the evidence list", () => {
  const unshown = (): readonly string[] => checkSpecifications(tree.root).unshown.map((it) => it.message.split(" ")[0] ?? "");

  test("holds each MUST shown by vector or test that none of these cites, and no other", () => {
    const all = unshown();
    expect(all).toContain("FC-PROTO-0001.R7");
    expect(all).not.toContain("FC-SEC-0001.R14"); // by inspection
    expect(all).not.toContain("FC-SEC-0001.R16"); // a SHOULD
  });

  test("is shortened by a test and by a vector, and not by a source file", () => {
    const before = unshown();
    tree.write("packages/protocol/src/a.ts", cites("FC-PROTO-0001.R5"));
    tree.write("packages/protocol/test/a.test.ts", cites("FC-PROTO-0001.R7"));
    tree.write("compliance/vectors/protocol/a.json", '{"req": ["FC-PROTO-0001.R8~1"]}');
    expect(before.filter((id) => !unshown().includes(id))).toEqual(["FC-PROTO-0001.R7", "FC-PROTO-0001.R8"]);
  });
});

describe("writeLock()", () => {
  const reworded = (): void => tree.replace(protocol, "with nothing but JSON whitespace", "with only JSON whitespace");
  const locked = (): string => readFileSync(join(tree.root, lock), "utf8");

  test("writes the same bytes again when nothing changed", () => {
    const before = locked();
    expect(writeLock(tree.root, { sameRevision: false })).toEqual([]);
    expect(locked()).toBe(before);
  });

  test("refuses a changed sentence under the same revision, and leaves the lock as it was", () => {
    const before = locked();
    reworded();
    expect(writeLock(tree.root, { sameRevision: false })).toEqual([expect.stringMatching(/^FC-PROTO-0001\.R1 changed and its revision did not/)]);
    expect(locked()).toBe(before);
  });

  test("accepts it under a higher revision, and the check passes again", () => {
    reworded();
    tree.replace(protocol, "FC-PROTO-0001.R1~1", "FC-PROTO-0001.R1~2");
    expect(writeLock(tree.root, { sameRevision: false })).toEqual([]);
    expect(defects()).toEqual([]);
  });

  test("accepts an editorial change that is declared as one", () => {
    reworded();
    expect(writeLock(tree.root, { sameRevision: true })).toEqual([]);
    expect(defects()).toEqual([]);
  });

  test("refuses while a document is defective", () => {
    tree.replace(protocol, `${r(5)} `, "- **FC-PROTO-0001.R5~1** ");
    expect(writeLock(tree.root, { sameRevision: false })).not.toEqual([]);
  });
});

describe("node specs/check.ts", () => {
  const run = (...flags: readonly string[]): { readonly status: number | null; readonly stdout: string; readonly stderr: string } => {
    const { status, stdout, stderr } = spawnSync(process.execPath, [join(tree.root, "specs/check.ts"), ...flags], { encoding: "utf8", timeout: 20_000 });
    return { status, stdout, stderr };
  };

  test("ends 0 and says what it counted", () => {
    const { status, stdout } = run();
    expect(stdout).toMatch(/^60 specifications \(\d+ written\), \d+ requirements, \d+ citations: ok\n$/);
    expect(status).toBe(0);
  });

  test("ends 1 with one line a defect", () => {
    tree.write("packages/gate/src/deny.ts", cites("FC-PROTO-0001.R99"));
    const { status, stderr } = run();
    expect(stderr).toBe("packages/gate/src/deny.ts:2: cites FC-PROTO-0001.R99, which does not exist\n");
    expect(status).toBe(1);
  });

  test("ends 0 with --evidence and lists what is not shown", () => {
    const { status, stdout } = run("--evidence");
    expect(stdout).toMatch(/^warning: specs\/FC_\w+\.md:\d+: FC-[A-Z]+-0001\.R\d+ is cited by no vector and no test$/m);
    expect(status).toBe(0);
  });

  test("ends 2 for an option that it does not know", () => {
    expect(run("--evidense").status).toBe(2);
  });
});
