// Where rules are compiled: collects what is wrong and what is doubtful, each with its place.
import { fault, type Fault, type FaultCode } from "@femtoclaw/protocol";
import type { PolicyFacts } from "./policy-facts.ts";
import type { WrittenPolicy } from "./read-policy.ts";

export type RuleEffect = "allow" | "deny";

export interface Workshop {
  readonly policy: WrittenPolicy;
  readonly facts: PolicyFacts;
  /** Whether doubts are faults. */
  readonly strict: boolean;
  readonly faults: Fault[];
  readonly warnings: Fault[];
}

export const complain = (shop: Workshop, code: FaultCode, pointer: string, expected: string, found: string): null => {
  shop.faults.push(fault(code, expected, found, shop.policy.place(pointer)));
  return null;
};

export const warn = (shop: Workshop, code: FaultCode, pointer: string, expected: string, found: string): void => {
  shop.warnings.push(fault(code, expected, found, shop.policy.place(pointer)));
};

/** What `strict` refuses, `industrial` only warns about. */
export const doubt = (shop: Workshop, code: FaultCode, pointer: string, expected: string, found: string): void => {
  if (shop.strict) complain(shop, code, pointer, expected, found);
  else warn(shop, code, pointer, expected, found);
};

export const quoted = (text: string): string => JSON.stringify(text.length > 80 ? `${text.slice(0, 80)}…` : text);
