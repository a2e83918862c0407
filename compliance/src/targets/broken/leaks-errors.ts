import type { ContextEntry, JournalRecord } from "@femtoclaw/core";
import { breakTarget } from "../break-target.ts";

/** Adds to each result in the context what the record of the same moment says went wrong. */
const leaky = (context: readonly ContextEntry[], records: readonly JournalRecord[]): readonly ContextEntry[] => {
  const details = records.flatMap(({ kind, body }) => {
    if (kind === "protocol.rejected") return [body["fault"] ?? null];
    if (kind === "decision" && body["verdict"] !== "AUTHORIZED") return [{ code: "FC_POLICY_DENIED", reasons: body["reasons"] ?? null }];
    if (kind === "outcome" && body["error"] !== null) return [body["error"] ?? null];
    return kind === "outcome" || kind === "decision" ? [null] : [];
  });
  const results = context.filter(({ role }) => role === "result");
  return context.map((entry) => {
    if (entry.role !== "result" || entry.outcome === "ok") return entry;
    const detail = details.filter((it) => it !== null).at(results.indexOf(entry) - results.length) ?? details.findLast((it) => it !== null);
    return detail === undefined ? entry : { ...entry, output: detail };
  });
};

export const target = breakTarget(
  "leaks-errors",
  import.meta.url,
  {
    fault: "tells the brain why its reply was rejected, denied or failed",
    violates: ["FC-SEC-0001.R3", "FC-EXEC-0001.R17", "FC-PROTO-0001.R17"],
  },
  {
    parts: (parts) => {
      const records: JournalRecord[] = [];
      const { brain } = parts;
      return {
        ...parts,
        telemetry: { transition: () => {}, record: (it) => void records.push(it) },
        brain: { ...brain, think: (request, signal) => brain.think({ ...request, context: leaky(request.context, records) }, signal) },
      };
    },
  },
);
