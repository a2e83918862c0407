import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { ContextEntry } from "@femtoclaw/core";
import { estimateTokens, slidingWindow } from "@femtoclaw/memory";

const input = (content: string, tokens = 1): ContextEntry => ({ role: "input", trust: "trusted", content, tokens });
const intent = (content: string, tokens = 1): ContextEntry => ({ role: "intent", trust: "untrusted", content, tokens });
const result = (output: string, tokens = 1): ContextEntry => ({ role: "result", trust: "untrusted", outcome: "ok", capability: "shell", output, tokens });
const names = (entries: readonly ContextEntry[]): string => entries.map((it) => (it.role === "result" ? it.output : it.content)).join(" ");
const unlimited = 1_000_000;

const history = [input("task"), intent("i1"), result("r1"), intent("i2"), result("r2"), intent("i3"), result("r3")];

describe("slidingWindow()", () => {
  test("keeps everything while both bounds hold", () => {
    expect(slidingWindow({ maxEntries: 7, maxTokens: 7 })(history)).toEqual(history);
  });

  test("evicts an intent together with its result, oldest first, and keeps the task", () => {
    expect(names(slidingWindow({ maxEntries: 6, maxTokens: unlimited })(history))).toBe("task i2 r2 i3 r3");
    expect(names(slidingWindow({ maxEntries: 4, maxTokens: unlimited })(history))).toBe("task i3 r3");
  });

  test("evicts by tokens as it does by count", () => {
    const heavy = [input("task"), intent("i1"), result("r1", 90), intent("i2"), result("r2", 5)];
    expect(names(slidingWindow({ maxEntries: 100, maxTokens: 50 })(heavy))).toBe("task i2 r2");
  });

  test("keeps task and newest unit even where they alone are beyond the bounds", () => {
    expect(names(slidingWindow({ maxEntries: 1, maxTokens: 1 })(history))).toBe("task i3 r3");
  });

  test("keeps the input that is being answered as well as the first one", () => {
    const later = [input("task"), intent("done"), input("middle"), intent("done too"), input("now"), intent("i1"), result("r1"), intent("i2"), result("r2")];
    expect(names(slidingWindow({ maxEntries: 4, maxTokens: unlimited })(later))).toBe("task now i2 r2");
  });

  test("FC-MEM-0001.R20: keeps instruction, task and pinned inputs beyond both bounds, and lets no size or role go before age", () => {
    const instruction: ContextEntry = { role: "instruction", trust: "trusted", content: "rules", tokens: 1 };
    const pinned: ContextEntry = { role: "input", trust: "trusted", content: "pinned", tokens: 1, pinned: true };
    const summary: ContextEntry = { role: "summary", trust: "untrusted", content: "before", tokens: 1 };
    const entries = [instruction, input("task"), summary, input("small"), intent("i1"), result("r1", 90), pinned, intent("i2"), result("r2"), input("now")];
    const shown = (maxEntries: number, maxTokens = unlimited): string => slidingWindow({ maxEntries, maxTokens })(entries).map((it) => (it.role === "result" ? it.output : it.content)).join(" ");
    expect(shown(9)).toBe("rules task small i1 r1 pinned i2 r2 now");
    expect(shown(8)).toBe("rules task i1 r1 pinned i2 r2 now");
    // The bound is reached only with the large result, and what is older goes all the same.
    expect(shown(100, 50)).toBe("rules task pinned i2 r2 now");
    expect(shown(1, 1)).toBe("rules task pinned now");
  });

  test("is deterministic, keeps the order, never leaves a result without its intent, and never evicts without need", () => {
    const step = fc.oneof(
      fc.nat(20).map((tokens) => [input("input", tokens)]),
      fc.tuple(fc.nat(20), fc.nat(20)).map(([a, b]) => [intent("intent", a), result("result", b)]),
    );
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 20 }), fc.integer({ min: 1, max: 15 }), fc.integer({ min: 1, max: 150 }), (steps, maxEntries, maxTokens) => {
        const entries = steps.flat();
        const window = slidingWindow({ maxEntries, maxTokens });
        const kept = window(entries);
        expect(window(entries)).toEqual(kept);
        expect(window(kept)).toEqual(kept);
        expect(entries.filter((it) => kept.includes(it))).toEqual(kept);
        expect(kept.at(-1)).toBe(entries.at(-1));
        expect(kept).toContain(entries.find(({ role }) => role === "input") ?? kept[0]);
        for (const [index, it] of kept.entries()) if (it.role === "result") expect(kept[index - 1]?.role).toBe("intent");
        const fits = entries.length <= maxEntries && entries.reduce((sum, { tokens }) => sum + tokens, 0) <= maxTokens;
        if (fits) expect(kept).toEqual(entries);
      }),
      { numRuns: 300 },
    );
  });
});

test("estimateTokens() is a quarter of the UTF-8 bytes, rounded up", () => {
  expect([estimateTokens(""), estimateTokens("abcd"), estimateTokens("abcde"), estimateTokens("🦀")]).toEqual([0, 1, 2, 1]);
});
