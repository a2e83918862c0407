import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { defineClaw } from "@femtoclaw/claws";
import type { Clock } from "@femtoclaw/core";
import { openFileJournal, readJournal } from "@femtoclaw/memory/host";
import { encodeUtf8 } from "@femtoclaw/protocol";
import { createRuntime, Policy, replayRun, systemClock } from "@femtoclaw/runtime";
import { afterAll, expect, it } from "vitest";

const directory = mkdtempSync(join(tmpdir(), "femtoclaw-window-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

const echo = defineClaw({
  descriptor: { name: "test.echo", description: "Answers.", args: { type: "object", additionalProperties: false, properties: {} }, effects: ["reads"], resource: { kind: "none" }, retry: "never" },
  validateArgs: () => [],
  execute: () => Promise.resolve({ outcome: "ok", output: null, error: null, measures: {} }),
});

it("an hour's window counts what is older than a minute, and is judged again by recorded times (FC-POL-0002.R15)", async () => {
  const policy = Policy.fromText(
    "version: 1\nname: windowed\ncapabilities: {test.echo: {allow: [{id: echo}], limits: {window: {count: 2, windowMs: 3600000}}}}\nbudgets: {perRun: {wallMs: 100000000, steps: 20}}\n",
  );
  // Twenty minutes pass before each reply.
  let now = 1_700_000_000_000;
  const clock: Clock = { ...systemClock, nowMs: () => now };
  const brain = {
    description: { kind: "scripted" },
    think: ({ step }: { readonly step: number }) => {
      now += 1_200_000;
      return Promise.resolve({ bytes: encodeUtf8(step < 7 ? `{"tool_call":{"tool":"test.echo","args":{}}}` : `{"message":{"content":"done"}}`), usage: null });
    },
  };
  const path = join(directory, "journal");
  const runtime = await createRuntime({ brain, claws: [echo], policy, journal: () => openFileJournal({ directory: path }), workspace: directory, clock, limits: { inferenceTimeoutMs: 100_000_000 } });
  const run = runtime.openRun();
  expect(await run.submit("go")).toEqual({ status: "answered", content: "done" });
  await run.close();
  await runtime.close();
  const verdicts: unknown[] = [];
  for await (const { record } of readJournal(path)) if (record.kind === "decision") verdicts.push(record.body["verdict"]);
  const [yes, no] = ["AUTHORIZED", "DENIED_POLICY_VIOLATION"];
  // At 20 and 40 minutes; an hour after each, its place is free again.
  expect(verdicts).toEqual([yes, yes, no, yes, yes, no]);
  expect(await replayRun(path, run.id)).toMatchObject({ identical: true });
});
