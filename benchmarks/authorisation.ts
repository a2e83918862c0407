// FC-POL-0001: the decision, with rules that look at arguments. The floor is the same check written out by hand as one function: no
// policy, no reasons, no grant. Then the same decision among ten thousand rules, whose floor is that among ten.
import { compare, keep, times, type Row } from "./measure.ts";
import { askAndDecide } from "./resource-policy.ts";
import { gateJudge, lastCall, queuesOf, range, type Judge } from "./ticket-policy.ts";

const byHand = (rules: number): Judge => {
  const queues = queuesOf(rules);
  return (args) => {
    for (const queue of queues) {
      const { number } = args;
      if (args.queue === queue && Number.isSafeInteger(number) && number >= range.min && number <= range.max) return true;
    }
    return false;
  };
};

export const authorisation = async (rounds: number): Promise<readonly Row[]> => {
  const operations = 50_000;
  const [ten, many, hand] = [gateJudge(10), gateJudge(10_000), byHand(10)];
  const [first, last] = [lastCall(10), lastCall(10_000)];
  if (!ten(first) || !many(last) || !hand(first)) throw new Error("the benchmark's call is denied");
  const among = async (what: string, kind: "path" | "url"): Promise<Row> => {
    const [few, all] = [askAndDecide(kind, 10), askAndDecide(kind, 10_000)];
    if (!few() || !all()) throw new Error("the benchmark's call is denied");
    return compare("authorise", `ask and evaluate, 10,000 rules about ${what}`, "the same, 10 rules", rounds, operations / 10, times(operations / 10, () => keep(all())), times(operations / 10, () => keep(few())));
  };
  return [
    await compare("authorise", "evaluate, 10 rules, last one matches", "the check written by hand", rounds, operations, times(operations, () => keep(ten(first))), times(operations, () => keep(hand(first)))),
    await compare("authorise", "evaluate, 10,000 rules, last one matches", "evaluate, 10 rules", rounds, operations, times(operations, () => keep(many(last))), times(operations, () => keep(ten(first)))),
    await among("directories", "path"),
    await among("URLs", "url"),
  ];
};
