import { randomBytes } from "node:crypto";
import type { Clock, Ids } from "@femtoclaw/core";
import { makeRunId } from "@femtoclaw/protocol";

export const randomIds = (clock: Clock): Ids => ({ newRunId: () => makeRunId(clock.nowMs(), randomBytes(10)) });
