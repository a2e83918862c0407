// A written assembly → what a target is given, with ears for what happens.
import type { CapabilityDescriptor } from "@femtoclaw/gate";
import { scriptedApprover } from "./script/scripted-approver.ts";
import { scriptedBrain } from "./script/scripted-brain.ts";
import { scriptedCapability, type OnEffect } from "./script/scripted-capability.ts";
import type { Assembly, Thought } from "./target.ts";
import type { WrittenAssembly } from "./vector.schema.ts";

export interface Places {
  readonly journal: string;
  readonly workspace: string;
}

export interface Ears {
  readonly onEffect: OnEffect;
  readonly onThought: (thought: Thought) => Promise<void>;
  readonly onQuestion: (execution: string) => void;
}

export const policyFile = "suite-policy.yaml";

/** A text as it stands, or its lines. */
export const writtenText = (it: string | readonly string[]): string => (typeof it === "string" ? it : `${it.join("\n")}\n`);

const approverOf = (approvals: WrittenAssembly["approvals"], { onQuestion }: Ears): Assembly["approver"] => {
  if (approvals === undefined) return null;
  return approvals === "later" ? "later" : scriptedApprover(approvals, onQuestion);
};

export const assemblyOf = (
  written: WrittenAssembly,
  descriptors: ReadonlyMap<string, CapabilityDescriptor>,
  places: Places,
  ears: Ears,
): Assembly => {
  const { policy = null } = written;
  return {
    ...places,
    policy: policy === null ? null : { file: policyFile, text: writtenText(policy), profile: written.profile ?? null },
    capabilities: (written.capabilities ?? []).flatMap(({ use, results }) => {
      const descriptor = descriptors.get(use);
      return descriptor === undefined ? [] : [scriptedCapability(descriptor, results ?? [], ears.onEffect)];
    }),
    brain: scriptedBrain(written.brain ?? [], ears.onThought),
    approver: approverOf(written.approvals, ears),
    limits: written.limits ?? {},
    protocolLimits: written.protocolLimits ?? {},
    memory: written.memory ?? null,
    secrets: written.secrets ?? [],
  };
};
