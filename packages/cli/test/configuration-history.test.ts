import type { JournalRecord } from "@femtoclaw/core";
import type { JsonObject } from "@femtoclaw/protocol";
import { describe, expect, it } from "vitest";
import { beginHistory, foldHistory, type HistoryEntry } from "../src/configuration-history.ts";

const started = (more: JsonObject = {}, configuration: JsonObject | null = { limits: { maxReplyBytes: 1 }, profile: null }): JsonObject => ({
  version: "0.1.0", operator: "ann", policy: { file: "p.yaml", digest: "sha256:1", profile: "industrial" }, registry: { digest: "sha256:2" },
  ...(configuration === null ? {} : { configuration: { digest: "sha256:3", value: configuration } }), ...more,
});
const history = (...bodies: readonly (readonly [kind: JournalRecord["kind"], body: JsonObject])[]): readonly HistoryEntry[] => {
  const fold = beginHistory();
  for (const [index, [kind, body]] of bodies.entries()) foldHistory(fold, { seq: index + 1, prev: "", time: 1, run: null, execution: null, kind, body });
  return fold.entries;
};

describe("the history of what governed (FC-UPGRADE-0001.R11)", () => {
  it("counts starts alike as one, and says of another what differs, place by place", () => {
    const other = started({ operator: "bob" }, { limits: { maxReplyBytes: 2 }, profile: null, log: { file: "x" } });
    expect(history(["runtime.started", started()], ["runtime.started", started()], ["input.received", {}], ["runtime.started", other], ["runtime.started", started()])).toMatchObject([
      { seq: 1, starts: 2, changes: null },
      {
        seq: 4, starts: 1,
        changes: [
          { pointer: "/configuration/limits/maxReplyBytes", before: 1, after: 2 },
          { pointer: "/configuration/log", before: null, after: { file: "x" } },
          { pointer: "/operator", before: "ann", after: "bob" },
        ],
      },
      { seq: 5, starts: 1, changes: [{ after: 1 }, { after: null }, { after: "ann" }] },
    ]);
  });

  it("tells a beginning of before configurations were kept, and each migration in its place", () => {
    const migrated = { who: "ann", why: "the release", back: false };
    expect(history(["runtime.started", started({}, null)], ["runtime.migrated", migrated], ["runtime.started", started({}, null)], ["runtime.started", started()])).toMatchObject([
      { kind: "started", governing: { configuration: null } },
      { kind: "migrated", who: "ann", why: "the release", back: false },
      { kind: "started", seq: 3, starts: 1, changes: [] },
      { kind: "started", seq: 4, changes: [{ pointer: "/configuration", before: null }] },
    ]);
  });

  it("takes records of any shape for what they are", () => {
    expect(history(["runtime.started", { configuration: 7, policy: null }])).toMatchObject([{ governing: { version: "", policy: { file: "" }, configuration: { value: {} } } }]);
  });
});
