import type { Claw } from "@femtoclaw/core";
import { fsListClaw } from "./fs-list-claw.ts";
import { fsReadClaw } from "./fs-read-claw.ts";
import { fsWriteClaw } from "./fs-write-claw.ts";
import { httpGetClaw } from "./http-get-claw.ts";
import { shellClaw } from "./shell-claw.ts";
import { systemInfoClaw } from "./system-info-claw.ts";

/** Every built-in claw. Being assembled permits nothing: each call is still the policy's to allow (G3). */
export const standardClaws = (): readonly Claw[] =>
  Object.freeze([shellClaw(), fsReadClaw(), fsListClaw(), fsWriteClaw(), httpGetClaw(), systemInfoClaw()]);
