import { describe, expect, it } from "vitest";
import { suite } from "../src/suite.ts";
import { allChecksBut, brokenNamed, loaded, vectors } from "./support.ts";

/** Fault, the vector that is sharpest on it, and exactly the checks that see it there. */
const seenBy: readonly (readonly [fault: string, vector: string, checks: readonly string[]])[] = [
  ["always-allows", "gate/no-rule", ["decisions", "effects", "told"]],
  ["repairs-replies", "protocol/markdown-fence", ["decisions", "effects", "rejections", "told"]],
  ["accepts-duplicate-keys", "protocol/duplicate-argument", ["decisions", "effects", "rejections", "told"]],
  ["acknowledges-early", "machine/decision-before-effect", ["answer-after-record", "decision-before-effect"]],
  ["drops-outcomes", "machine/outcome-before-thought", ["effect-ends", "outcome-before-thought", "replays-identically"]],
  ["runs-twice", "machine/one-start", ["effect-once", "effects"]],
  ["alters-grants", "machine/exact-grant", ["decision-before-effect", "effects"]],
  ["leaks-errors", "machine/failure-detail", ["contextNever", "no-error-detail"]],
  ["records-secrets", "machine/secret-in-error", ["no-secret"]],
  ["reruns-in-doubt", "journal/in-doubt", ["effect-once", "effects"]],
  ["forgets-in-doubt", "journal/in-doubt", ["effect-ends", "records"]],
  ["hides-tampering", "journal/edit", ["verifications"]],
  ["swallows-policy-defects", "gate/policy-unknown-key", ["opens"]],
  ["passes-over-flow", "gate/flow-denied", ["decisions", "effects", "told"]],
  ["ignores-mandates", "gate/mandate-outside", ["decisions", "effects", "told"]],
  ["hears-only-yes", "gate/yes-after-no", ["effects", "records"]],
  ["drops-answers", "gate/answered-yes", ["kinds", "replays-identically", "yes-before-effect"]],
  ["unbinds-answers", "gate/answer-names-all", ["answer-names-its-question", "replays-identically"]],
  ["hangs", "machine/steps-enough", ["answers", "in-time", "thoughts"]],
];

describe("each check is needed:", () => {
  it.each(seenBy)("%s on %s is seen by its checks, by each of them alone, and by no other", { timeout: 60_000 }, async (fault, vector, seeing) => {
    const target = brokenNamed(fault);
    const options = { loaded, vectors, only: [vector] };
    const whole = await suite(target).run(options);
    expect([...new Set(whole.results.flatMap(({ failures }) => failures.map(({ check }) => check)))].sort()).toEqual([...seeing].sort());
    const blind = await suite(target).run({ ...options, withoutChecks: seeing });
    expect(blind.failed).toBe(0);
    for (const only of seeing) {
      const alone = await suite(target).run({ ...options, withoutChecks: allChecksBut([only]) });
      expect(alone.conclusion, only).toBe("nonconformant");
    }
  });
});
