import { brainFaults } from "./brain.ts";
import { clawFaults } from "./claw.ts";
import { configurationFaults } from "./configuration.ts";
import { cryptoFaults } from "./crypto.ts";
import type { CatalogueEntry } from "./entry.ts";
import { journalFaults } from "./journal.ts";
import { policyFaults } from "./policy.ts";
import { protocolFaults } from "./protocol.ts";
import { runFaults } from "./run.ts";
import { secretFaults } from "./secret.ts";

/** Every code FemtoClaw can report, and nothing else (FC-CORE-0003). One file a domain. */
const all = {
  ...protocolFaults,
  ...policyFaults,
  ...runFaults,
  ...journalFaults,
  ...cryptoFaults,
  ...secretFaults,
  ...brainFaults,
  ...clawFaults,
  ...configurationFaults,
} as const;

export type FaultCode = keyof typeof all;
export const catalogue: Readonly<Record<FaultCode, CatalogueEntry>> = Object.freeze(all);
export const isFaultCode = (text: string): text is FaultCode => Object.hasOwn(catalogue, text);
