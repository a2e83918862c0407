// FC-POL-0006 in the machine: when a mandate is given, what it becomes, and how the brain proposes one.
import { compileMandate, isJsonObject, type Mandate } from "@femtoclaw/gate";
import { canonicalise, fault, utf8Length, type Fault, type JsonObject, type JsonValue, type Result } from "@femtoclaw/protocol";
import type { MachineDefinition } from "./definition.ts";
import type { MandateGiven } from "./event.ts";
import type { ToolView } from "./ports.ts";

/** The name by which the brain proposes a mandate. No capability can be called so: it is no call, and nothing is executed. */
export const proposalTool = "mandate.propose";

/** What the brain is told of it, as if it were a tool. */
export const proposalView: ToolView = {
  name: proposalTool,
  description:
    "To be used first, and once: says from the user's input alone which tools with which arguments the task needs. Everything else is denied afterwards, whatever is read later. `capabilities` maps a tool to {allow: [rules]}, as in a policy.",
  args: { type: "object", additionalProperties: false, required: ["capabilities"], properties: { capabilities: { type: "object" } } },
};

const compile = (definition: MachineDefinition, text: string, file: string): Result<Exclude<Mandate, string>, readonly Fault[]> =>
  compileMandate(text, file, definition.registry, definition.policy, definition.sha256);

/** A text with defects allows nothing: whoever opens a run checks it before, and the machine does not believe them (G3). */
export const mandateAtOpening = (definition: MachineDefinition, given: MandateGiven | undefined): Mandate | null => {
  if (given === undefined) return null;
  if (given.who === "brain") return "due";
  const compiled = compile(definition, given.text, "mandate");
  return compiled.ok ? compiled.value : "void";
};

export interface ProposedMandate {
  readonly mandate: Exclude<Mandate, string>;
  readonly text: string;
}

/** What a proposal may take of the gate's time, which is everybody's (G10, G11): it is written by the brain, and compiled at once. */
const most = { bytes: 8_192, nodes: 1_024 };
/** Conditions that are compiled into automata: a task's own words need none. */
const heavy: ReadonlySet<string> = new Set(["pattern", "flags", "not"]);

const nodesOf = (value: JsonValue): readonly string[] => {
  if (Array.isArray(value)) return ["", ...value.flatMap(nodesOf)];
  return isJsonObject(value) ? ["", ...Object.entries(value).flatMap(([key, part]) => [key, ...nodesOf(part)])] : [""];
};

const excessOf = (capabilities: JsonValue): Fault | null => {
  const bytes = utf8Length(canonicalise(capabilities));
  if (bytes > most.bytes) return fault("FC_POLICY_SCHEMA", `a proposal of at most ${most.bytes} bytes`, `${bytes}`);
  const nodes = nodesOf(capabilities);
  if (nodes.length > most.nodes) return fault("FC_POLICY_SCHEMA", `a proposal of at most ${most.nodes} parts`, `${nodes.length}`);
  const found = nodes.find((it) => heavy.has(it));
  return found === undefined ? null : fault("FC_POLICY_PREDICATE", "a proposal of plain conditions, without pattern, flags and not", found);
};

/** Of a proposal only the capabilities are the brain's to say: it can neither name it nor open a way to widen it. */
export const proposedMandate = (definition: MachineDefinition, args: JsonObject): Result<ProposedMandate, Fault> => {
  const strange = Object.keys(args).find((key) => key !== "capabilities");
  if (strange !== undefined) return { ok: false, fault: fault("FC_POLICY_SCHEMA", "only capabilities in a proposal", "another key") };
  const large = excessOf(args["capabilities"] ?? {});
  if (large !== null) return { ok: false, fault: large };
  const text = canonicalise({ version: 1, name: "proposed", capabilities: args["capabilities"] ?? {} });
  const compiled = compile(definition, text, "proposal");
  if (compiled.ok) return { ok: true, value: { mandate: compiled.value, text } };
  return { ok: false, fault: compiled.fault[0] ?? fault("FC_POLICY_SCHEMA", "a mandate", "something else") };
};
