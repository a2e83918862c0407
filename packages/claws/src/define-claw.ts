// FC-CLAW-0001: a claw is a descriptor, a validator and the code that acts. `defineClaw` holds the three together and stands
// between the author's code and the runtime: a wrong grant never reaches it, and nothing that it throws gets past (FC-EXEC-0001.R13).
import type { Claw, ClawContext, ClawResult } from "@femtoclaw/core";
import type { ArgumentDefect, CapabilityDescriptor, Grant, MarkedParts, Resource } from "@femtoclaw/gate";
import { FemtoClawError, fault, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import { descriptorDefects } from "./descriptor-defects.ts";
import type { DescriptorOf, GrantByResource } from "./grant-by-resource.ts";

export interface ClawDefinition<Kind extends Resource["kind"]> {
  readonly descriptor: DescriptorOf<Kind>;
  /** An empty list means valid. On the host, `compileArguments` makes one from the descriptor's schema. */
  readonly validateArgs: (args: JsonObject) => readonly ArgumentDefect[];
  /** Must end by itself at `grant.limits` and on `context.signal`. */
  readonly execute: (grant: GrantByResource[Kind], context: ClawContext) => Promise<ClawResult>;
}

/** A frozen claw. Throws FemtoClawError FC_CLAW_DEFINITION_INVALID for a descriptor that cannot hold. */
export const defineClaw = <const Kind extends Resource["kind"]>(definition: ClawDefinition<Kind>): Claw => {
  const [defect] = descriptorDefects(definition.descriptor);
  if (defect !== undefined) {
    throw new FemtoClawError(fault("FC_CLAW_DEFINITION_INVALID", defect.expected, defect.found, { pointer: defect.pointer }));
  }
  const descriptor = frozenDescriptor(definition.descriptor);
  const { validateArgs, execute } = definition;
  const kind = definition.descriptor.resource.kind;
  return Object.freeze({
    descriptor,
    validateArgs,
    execute: (grant: Grant, context: ClawContext): Promise<ClawResult> => {
      if (!isGrantFor(kind, grant) || grant.capability !== descriptor.name) return Promise.resolve(mismatch(descriptor.name));
      try {
        return execute(grant, context).catch(threw);
      } catch (thrown) {
        return Promise.resolve(threw(thrown));
      }
    },
  });
};

const grantKinds = { exec: "exec", path: "path", url: "url", none: "call" } as const;

const isGrantFor = <Kind extends Resource["kind"]>(kind: Kind, grant: Grant): grant is Grant & GrantByResource[Kind] =>
  grant.kind === grantKinds[kind];

const mismatch = (name: string): ClawResult => ({
  outcome: "denied",
  output: null,
  error: fault("FC_CLAW_GRANT_MISMATCH", `a grant of ${name}`, "a grant of another capability or kind"),
  measures: {},
});

/** The author's text may carry anything, so only the kind of what was thrown is recorded (G9). */
const threw = (thrown: unknown): ClawResult => ({
  outcome: "failed",
  output: null,
  error:
    thrown instanceof FemtoClawError
      ? thrown.fault
      : fault("FC_CLAW_DEFECT", "a result", thrown instanceof Error ? `an exception of type ${thrown.name}` : "a thrown value"),
  measures: {},
});

/** A copy, so that the author's own object can be changed without changing what was decided on (FC-CLAW-0001.R2). */
const frozenDescriptor = (it: CapabilityDescriptor): CapabilityDescriptor =>
  Object.freeze({
    name: it.name,
    description: it.description,
    args: frozenObject(it.args),
    effects: Object.freeze([...it.effects]),
    resource: Object.freeze({ ...it.resource }),
    ...(it.targets === undefined ? {} : { targets: Object.freeze([...it.targets]) }),
    ...(it.secrets === undefined ? {} : { secrets: frozenMarks(it.secrets) }),
    retry: it.retry,
  });

const frozenMarks = ({ args, output }: MarkedParts): MarkedParts =>
  Object.freeze({ ...(args === undefined ? {} : { args: Object.freeze([...args]) }), ...(output === undefined ? {} : { output: Object.freeze([...output]) }) });

const frozenObject = (it: JsonObject): JsonObject =>
  Object.freeze(Object.fromEntries(Object.entries(it).map(([key, value]) => [key, frozenValue(value)])));

const frozenValue = (it: JsonValue): JsonValue => {
  if (it === null || typeof it !== "object") return it;
  return isArray(it) ? Object.freeze(it.map(frozenValue)) : frozenObject(it);
};

const isArray = (it: JsonValue): it is readonly JsonValue[] => Array.isArray(it);
