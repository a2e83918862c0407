import type { Claw } from "@femtoclaw/core";
import { defineClaw } from "../define-claw.ts";
import { systemInfoArguments } from "../generated/validators.js";
import { systemInfo } from "../system-info.ts";

/** FC-CLAW-0001: small and free of names: no host, user, path or environment (G9). */
export const systemInfoClaw = (): Claw =>
  defineClaw({
    descriptor: systemInfo,
    validateArgs: systemInfoArguments,
    execute: () =>
      Promise.resolve({
        outcome: "ok",
        output: { platform: process.platform, arch: process.arch, node: process.versions.node },
        error: null,
        measures: {},
      }),
  });
