// FC-BENCH-0001: other deciders on the same rules and the same calls, each in the way that its own documentation says is fastest: Cedar
// with its policies parsed beforehand, casbin through `enforceSync`, the governance kit with its policy loaded once. Each has to say
// the same as the gate of every sample before it is timed.
import * as cedar from "@cedar-policy/cedar-wasm/nodejs";
import { PolicyEngine } from "@microsoft/agent-governance-sdk";
import { newEnforcer, newModelFromString } from "casbin";
import { compare, keep, times, type Row } from "./measure.ts";
import { gateJudge, lastCall, queuesOf, range, samples, type Judge } from "./ticket-policy.ts";

const cedarJudge = (rules: number): Judge => {
  const staticPolicies = queuesOf(rules)
    .map((queue) => `permit(principal, action == Action::"ticket.update", resource) when { context.queue == "${queue}" && context.number >= ${range.min} && context.number <= ${range.max} };`)
    .join("\n");
  const set = `bench-${rules}`;
  const parsed = cedar.preparsePolicySet(set, { staticPolicies });
  if (parsed.type !== "success") throw new Error("Cedar does not read the benchmark's policies");
  const request = {
    principal: { type: "Agent", id: "a" },
    action: { type: "Action", id: "ticket.update" },
    resource: { type: "Tool", id: "ticket.update" },
    preparsedPolicySetId: set,
    entities: [],
  };
  return ({ queue, number }) => {
    const answer = cedar.statefulIsAuthorized({ ...request, context: { queue, number } });
    return answer.type === "success" && answer.response.decision === "allow";
  };
};

const model = `
[request_definition]
r = act, queue, number
[policy_definition]
p = act, queue
[policy_effect]
e = some(where (p.eft == allow))
[matchers]
m = r.act == p.act && r.queue == p.queue && r.number >= ${range.min} && r.number <= ${range.max}
`;

const casbinJudge = async (rules: number): Promise<Judge> => {
  const enforcer = await newEnforcer(newModelFromString(model));
  await enforcer.addPolicies(queuesOf(rules).map((queue) => ["ticket.update", queue]));
  return ({ queue, number }) => enforcer.enforceSync("ticket.update", queue, number);
};

const governanceJudge = (rules: number): Judge => {
  const engine = new PolicyEngine();
  engine.loadPolicy({
    name: "bench",
    agents: ["*"],
    default_action: "deny",
    rules: queuesOf(rules).map((queue) => ({ name: queue, ruleAction: "allow", condition: `queue == '${queue}' and number >= ${range.min} and number <= ${range.max}` })),
  });
  return ({ queue, number }) => engine.evaluatePolicy("did:example:a", { queue, number }).allowed;
};

const agree = (name: string, ours: Judge, theirs: Judge, rules: number): void => {
  for (const it of samples(rules)) {
    if (ours(it) !== theirs(it)) throw new Error(`${name} and the gate do not agree on ${JSON.stringify(it)}`);
  }
};

export const peers = async (rounds: number): Promise<readonly Row[]> => {
  const rows: Row[] = [];
  for (const rules of [10, 1_000]) {
    const ours = gateJudge(rules);
    const call = lastCall(rules);
    const judges: readonly (readonly [string, Judge])[] = [
      ["cedar-wasm, preparsed", cedarJudge(rules)],
      ["casbin, enforceSync", await casbinJudge(rules)],
      ["agent-governance-sdk, loaded", governanceJudge(rules)],
    ];
    for (const [name, theirs] of judges) {
      agree(name, ours, theirs, rules);
      const operations = rules === 10 ? 500 : 20;
      rows.push(await compare("peers", `evaluate, ${rules.toLocaleString("en")} rules`, name, rounds, operations, times(operations, () => keep(ours(call))), times(operations, () => keep(theirs(call)))));
    }
  }
  return rows;
};
