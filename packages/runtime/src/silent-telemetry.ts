import type { Telemetry } from "@femtoclaw/core";

export const silentTelemetry: Telemetry = { transition: () => {}, record: () => {} };
