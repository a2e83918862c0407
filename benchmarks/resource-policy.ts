// Rules about places: each names one directory, or one origin. A judge does all that a runtime does for a call but the host's own
// work: what must be asked, and then the decision with a host's answer.
import { compilePolicy, createRegistry, evaluate, lookupsFor, noFlow, noUsage, readPolicy, type Capability, type Fact, type Resource } from "@femtoclaw/gate";
import { sha256 } from "@femtoclaw/memory/host";

const capability = (name: string, resource: Resource): Capability => ({
  descriptor: { name, description: "Reaches a place.", args: { type: "object", additionalProperties: false, required: ["to"], properties: { to: { type: "string" } } }, effects: ["reads"], resource, retry: "never" },
  validateArgs: () => [],
});
const capabilities = { path: capability("place.read", { kind: "path", path: "/to", access: "read" }), url: capability("place.get", { kind: "url", url: "/to" }) } as const;

const directories = (rules: number): readonly string[] => Array.from({ length: rules }, (_, index) => `/srv/d${index}`);

export const askAndDecide = (kind: keyof typeof capabilities, rules: number): (() => boolean) => {
  const { [kind]: about } = capabilities;
  const { name } = about.descriptor;
  const registry = createRegistry([about], sha256);
  const allow = directories(rules).map((within, index) => ({ id: `r${index}`, ...(kind === "path" ? { path: { within } } : { url: { origin: `https://h${index}.example.com`, path: "/**" } }) }));
  const reading = readPolicy(JSON.stringify({ version: 1, name: "bench", capabilities: { [name]: { allow } } }), "bench.json");
  if (!registry.ok || reading.policy === null) throw new Error("the benchmark's policy is not one");
  const paths = Object.fromEntries(directories(rules).map((it) => [it, it]));
  const { policy } = compilePolicy(reading.policy, registry.value, { workspace: "/srv", paths, programs: {}, protected: [] }, { sha256 });
  if (policy === null) throw new Error("the benchmark's policy does not compile");
  const call = { capability: name, args: { to: kind === "path" ? `d${rules - 1}/a/b` : `https://h${rules - 1}.example.com/a/b` } };
  const facts = lookupsFor(policy, registry.value, call).map((it): Fact => (it.kind === "path" ? { ...it, real: it.path } : { ...it, addresses: ["93.184.216.34"] }));
  return () => {
    const asked = lookupsFor(policy, registry.value, call);
    return asked.length === facts.length && evaluate(policy, registry.value, { call, facts, usage: noUsage, atMs: 0, flow: noFlow }).verdict === "AUTHORIZED";
  };
};
