export type { LineDestination } from "./line-writer.ts";
export { createPinoTelemetry, type PinoTelemetry, type PinoTelemetryOptions } from "./pino-telemetry.ts";
