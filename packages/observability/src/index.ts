export { eventCatalogue, logLevels, ownEvents } from "./event-catalogue.ts";
export type { CatalogueEvent, EventName, LogLevel, ShownField } from "./event-catalogue.ts";
export { combineTelemetry, type CombinedTelemetry } from "./fan-out.ts";
export { createSecretFinder, type SecretFinder } from "./find-secret.ts";
export { createKnownSecrets, maxSecretUnits, type KnownSecrets } from "./known-secrets.ts";
export { closedLine, recordLine, transitionLine, type LogLine } from "./log-line.ts";
export { createRedactor, redactionMark, redactorOf, type RedactionRules, type Redactor, type RedactorOptions } from "./redact.ts";
export { defaultSecretKeys } from "./secret-keys.ts";
