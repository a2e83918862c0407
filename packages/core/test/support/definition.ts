// A small house to run in: six capabilities, one policy, bounds that tests can reach.
import { createHash } from "node:crypto";
import { compilePolicy, createRegistry, readPolicy, type Capability, type Resource } from "@femtoclaw/gate";
import { defaultProtocolLimits, makeRunId, utf8Length, type JsonObject, type RunId, type Sha256 } from "@femtoclaw/protocol";
import { defaultRunLimits, type MachineDefinition, type RunLimits } from "../../src/index.ts";

export const sha256: Sha256 = (text) => createHash("sha256").update(text).digest("hex");

export const run: RunId = makeRunId(1_700_000_000_000, new Uint8Array(10));

const capability = (name: string, resource: Resource, required: string): Capability => ({
  descriptor: {
    name,
    description: `for tests: ${name}`,
    args: { type: "object", properties: { [required]: { type: "string" } }, required: [required], additionalProperties: false },
    effects: ["reads"],
    resource,
    retry: "never",
  },
  validateArgs: (args: JsonObject) =>
    typeof args[required] === "string" && Object.keys(args).length === 1 ? [] : [{ pointer: `/${required}`, expected: "a string", found: "none" }],
});

export const capabilities: readonly Capability[] = [
  capability("echo", { kind: "none" }, "text"),
  capability("risky", { kind: "none" }, "text"),
  capability("once", { kind: "none" }, "text"),
  capability("off", { kind: "none" }, "text"),
  capability("file.read", { kind: "path", path: "/path", access: "read" }, "path"),
  capability("hop", { kind: "url", url: "/url" }, "url"),
];

const written = (budgets: string): string => `
version: 1
name: tests
capabilities:
  echo:
    allow: [{id: echo, where: {/text: {pattern: "[a-z0-9 ]*"}}}]
    limits: {timeoutMs: 1000, maxOutputBytes: 1000}
  risky:
    require: approval
    allow: [{id: risky}]
    limits: {timeoutMs: 1000, maxOutputBytes: 1000}
  once:
    allow: [{id: once}]
    limits: {perRun: 1}
  off:
    enabled: false
    allow: [{id: off}]
  file.read:
    allow: [{id: within, path: {within: ./data}}]
    limits: {timeoutMs: 1000}
  hop:
    allow: [{id: status, url: {origin: "https://status.example.com", path: /v1/*}}]
    limits: {timeoutMs: 1000}
budgets: {perRun: {${budgets}}}
`;

export const defaultBudgets = "steps: 20, executions: 10, wallMs: 60000, tokens: 1000";

export const makeDefinition = (limits: Partial<RunLimits> = {}, budgets: string = defaultBudgets, more = ""): MachineDefinition => {
  const registry = createRegistry(capabilities, sha256);
  if (!registry.ok) throw new Error(registry.fault.code);
  const reading = readPolicy(`${written(budgets)}${more}`, "tests.yaml");
  if (reading.policy === null) throw new Error(JSON.stringify(reading.faults));
  const facts = { workspace: "/work", paths: { "/work/data": "/real/data" }, programs: {}, protected: [] };
  const { policy, faults } = compilePolicy(reading.policy, registry.value, facts, { sha256 });
  if (policy === null) throw new Error(JSON.stringify(faults));
  return {
    policy,
    registry: registry.value,
    // Small, so that tests see it slide.
    window: (entries) => entries.slice(-6),
    estimateTokens: (text) => Math.ceil(utf8Length(text) / 4),
    sha256,
    protocolLimits: defaultProtocolLimits,
    limits: { ...defaultRunLimits, maxConsecutiveRejections: 2, cancelGraceMs: 500, maxInputBytes: 2_000, ...limits },
  };
};

export const definition = makeDefinition();

/** What a brain says, as bytes. */
export const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);
export const message = (content: string): Uint8Array => bytesOf(JSON.stringify({ message: { content } }));
export const call = (tool: string, args: JsonObject): Uint8Array => bytesOf(JSON.stringify({ tool_call: { tool, args } }));
