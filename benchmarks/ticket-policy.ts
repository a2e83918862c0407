// The rules and calls that the benchmarks of authorisation share: each rule names one queue and a range of numbers.
import { compilePolicy, createRegistry, evaluate, noFlow, noUsage, readPolicy, type Capability } from "@femtoclaw/gate";
import { sha256 } from "@femtoclaw/memory/host";

export interface TicketArgs {
  readonly queue: string;
  readonly number: number;
}

const capability: Capability = {
  descriptor: {
    name: "ticket.update",
    description: "Updates a ticket.",
    args: { type: "object", additionalProperties: false, required: ["queue", "number"], properties: { queue: { type: "string" }, number: { type: "integer" } } },
    effects: ["writes"],
    resource: { kind: "none" },
    retry: "never",
  },
  validateArgs: () => [],
};

export const range = { min: 1, max: 99_999 } as const;
export const queuesOf = (rules: number): readonly string[] => Array.from({ length: rules }, (_, index) => `queue-${index}`);

/** The call that the last rule allows. */
export const lastCall = (rules: number): TicketArgs => ({ queue: `queue-${rules - 1}`, number: 4_711 });
/** Calls on both sides of the border, to see that all judges say the same. */
export const samples = (rules: number): readonly TicketArgs[] => [
  lastCall(rules),
  { queue: "queue-0", number: 1 },
  { queue: "queue-0", number: 99_999 },
  { queue: "queue-0", number: 0 },
  { queue: "queue-0", number: 100_000 },
  { queue: "queue", number: 5 },
  { queue: `queue-${rules}`, number: 5 },
];

export type Judge = (args: TicketArgs) => boolean;

/** `evaluate` as a runtime calls it: reasons, grant and all. */
export const gateJudge = (rules: number): Judge => {
  const registry = createRegistry([capability], sha256);
  const allow = queuesOf(rules).map((queue) => ({ id: queue, where: { "/queue": { const: queue }, "/number": { int: range } } }));
  const text = JSON.stringify({ version: 1, name: "bench", capabilities: { "ticket.update": { allow } } });
  const reading = readPolicy(text, "bench.json");
  if (!registry.ok || reading.policy === null) throw new Error("the benchmark's policy is not one");
  const { policy } = compilePolicy(reading.policy, registry.value, { workspace: "/", paths: {}, programs: {}, protected: [] }, { sha256 });
  if (policy === null) throw new Error("the benchmark's policy does not compile");
  return (args) => {
    const call = { capability: "ticket.update", args: { queue: args.queue, number: args.number } };
    return evaluate(policy, registry.value, { call, facts: [], usage: noUsage, atMs: 0, flow: noFlow }).verdict === "AUTHORIZED";
  };
};
