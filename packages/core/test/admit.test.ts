import { canonicalise } from "@femtoclaw/protocol";
import { describe, expect, it } from "vitest";
import { admitInput, admitIntent, admitResult } from "../src/admit.ts";
import { initialState, outcomeWords } from "../src/index.ts";
import { definition, run, sha256 } from "./support/definition.ts";

const empty = initialState(run);

describe("the way into the context window", () => {
  it("marks the user's words as trusted and everything else as not", () => {
    const one = admitInput(definition, empty, "task");
    const two = admitIntent(definition, { ...empty, ...one }, "{}");
    const three = admitResult(definition, two, "ok", "echo", { said: "x" });
    expect(three.context).toEqual([
      { role: "input", trust: "trusted", content: "task", tokens: 1 },
      { role: "intent", trust: "untrusted", content: "{}", tokens: 1 },
      { role: "result", trust: "untrusted", outcome: "ok", capability: "echo", output: { said: "x" }, tokens: 3 },
    ]);
  });

  it("digests every entry that was ever admitted, also after it slid out of the window", () => {
    let [state, digest] = [empty, ""];
    for (let count = 0; count < 9; count += 1) {
      state = { ...state, ...admitInput(definition, state, `input ${count}`) };
      digest = sha256(`${digest}\n${canonicalise({ role: "input", trust: "trusted", content: `input ${count}`, tokens: 2 })}`);
      expect(state.contextDigest).toBe(digest);
    }
    expect(state.context).toHaveLength(6);
  });

  it("has a word for every outcome, and tells the words apart", () => {
    const digests = outcomeWords.map((word) => admitResult(definition, empty, word).contextDigest);
    expect(new Set(digests).size).toBe(9);
  });
});
