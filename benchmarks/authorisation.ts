// FC-POL-0001: the decision, with ten rules that look at arguments. The floor is the same check written out by hand as one
// function: no policy, no reasons, no grant.
import { compilePolicy, createRegistry, evaluate, noUsage, readPolicy, type Capability } from "@femtoclaw/gate";
import { sha256 } from "@femtoclaw/memory/host";
import { compare, keep, times, type Row } from "./measure.ts";

const capability: Capability = {
  descriptor: {
    name: "ticket.update",
    description: "Updates a ticket.",
    args: {
      type: "object",
      additionalProperties: false,
      required: ["queue", "number"],
      properties: { queue: { type: "string" }, number: { type: "integer" } },
    },
    effects: ["writes"],
    resource: { kind: "none" },
    retry: "never",
  },
  validateArgs: () => [],
};

const rules = Array.from({ length: 10 }, (_, index) => `      - id: queue-${index}\n        where: {/queue: {const: queue-${index}}, /number: {int: {min: 1, max: 99999}}}`);
const text = `version: 1\nname: bench\ncapabilities:\n  ticket.update:\n    allow:\n${rules.join("\n")}\n`;

export const authorisation = async (rounds: number): Promise<readonly Row[]> => {
  const registry = createRegistry([capability], sha256);
  const reading = readPolicy(text, "bench.yaml");
  if (!registry.ok || reading.policy === null) throw new Error("the benchmark's policy is not one");
  const { policy } = compilePolicy(reading.policy, registry.value, { workspace: "/", paths: {}, programs: {}, protected: [] }, { sha256 });
  if (policy === null) throw new Error("the benchmark's policy does not compile");
  const call = { capability: "ticket.update", args: { queue: "queue-9", number: 4711 } };
  const situation = { call, facts: [], usage: noUsage, atMs: 0 };
  if (evaluate(policy, registry.value, situation).verdict !== "AUTHORIZED") throw new Error("the benchmark's call is denied");

  const queues = Array.from({ length: 10 }, (_, index) => `queue-${index}`);
  const byHand = (args: { readonly queue: unknown; readonly number: unknown }): boolean => {
    for (const queue of queues) {
      const { number } = args;
      if (args.queue === queue && typeof number === "number" && Number.isSafeInteger(number) && number >= 1 && number <= 99_999) return true;
    }
    return false;
  };
  const operations = 50_000;
  return [
    await compare(
      "authorise",
      "evaluate, 10 rules, last one matches",
      "the check written by hand",
      rounds,
      operations,
      times(operations, () => keep(evaluate(policy, registry.value, situation))),
      times(operations, () => keep(byHand(call.args))),
    ),
  ];
};
