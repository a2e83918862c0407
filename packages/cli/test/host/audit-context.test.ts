import { describe, expect, it } from "vitest";
import { captured, documentOf, exec, message, place, policy, scenario } from "../support.ts";

const files = {
  "policy.yaml": policy({ shell: { allow: [{ id: "cat", bin: "cat", argv: [{ path: { within: "." } }] }] } }),
  "scenario.yaml": scenario(exec("cat", "note.txt"), message("It says hello."), message("Noted."), message("Done.")),
  "femtoclaw.yaml": "version: 1\npolicy: policy.yaml\ninstruction: Be brief.\nbrain: {kind: simulation, scenario: scenario.yaml}\n",
  "note.txt": "hello\n",
};
const lines = (...inputs: readonly string[]) => ({ stdin: (async function* () { yield `${inputs.join("\n")}\n`; })() });

describe("femtoclaw audit show --context STEP (FC-MEM-0001.R22)", () => {
  it("shows exactly what the brain was given at one step, and that it is what was recorded", { timeout: 60_000 }, async () => {
    const directory = place(files);
    const chat = await captured(["chat"], directory, lines("Read the note.", "/pin Never guess.", "/summary The note says hello.", "Go on."));
    expect(chat).toMatchObject({ code: 0, stderr: "" });
    expect(chat.stdout).toContain("summary   The note says hello.");
    const at = async (step: number) => documentOf(await captured(["audit", "show", "last", "--context", String(step), "--json"], directory));
    expect(await at(1)).toMatchObject({ step: 1, matches: true, context: [{ role: "instruction", content: "Be brief." }, { role: "input", content: "Read the note." }] });
    expect((await at(2)).context).toHaveLength(4);
    const last = await at(4);
    expect(last).toMatchObject({
      matches: true,
      context: [{ role: "instruction" }, { role: "input", content: "Read the note." }, { role: "summary", content: "The note says hello." }, { role: "input", content: "Never guess.", pinned: true }, { role: "input", content: "Go on." }],
    });
    expect(last.digest).toBe(last.recorded);
    const shown = await captured(["audit", "show", "last", "--context", "4"], directory);
    expect(shown.code).toBe(0);
    for (const text of ["step   4 of run_", last.digest, "as recorded", "summary\n  The note says hello.", "input  trusted  pinned\n  Never guess."]) expect(shown.stdout).toContain(text);
    expect((await captured(["replay", "last"], directory)).stdout).toContain("replay identical");
  });

  it.each([
    ["a step that the run has not", ["last", "--context", "9"], "a step of this run, from 1 to 2"],
    ["what is no step", ["last", "--context", "x"], "--context and the number of a step"],
    ["a step without --context", ["last", "2"], "--context and the number of a step"],
  ])("refuses %s", async (_, args, expected) => {
    const directory = place(files);
    await captured(["run", "Read the note."], directory);
    expect(await captured(["audit", "show", ...args], directory)).toMatchObject({ code: 2, stderr: expect.stringContaining(expected) });
  });
});
