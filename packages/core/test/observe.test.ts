import { expect, it } from "vitest";
import { replay } from "../src/index.ts";
import { call, makeDefinition, message, run as runId } from "./support/definition.ts";
import { createWorld, think } from "./support/world.ts";

it("under the profile observe nothing is executed or asked, and the decision's record says what would have been (FC-POL-0001.R19)", async () => {
  const definition = makeDefinition({}, undefined, "profile: observe\n");
  const world = createWorld(definition);
  const run = world.open();
  const answer = run.submit("go");
  await think(world, call("echo", { text: "a" }));
  await think(world, call("risky", { text: "a" }));
  await think(world, call("nope", {}));
  await think(world, message("done"));
  expect(await answer).toEqual({ status: "answered", content: "done" });
  await run.close();
  expect(world.order.filter((it) => it.startsWith("execute") || it === "ask")).toEqual([]);
  const records = world.journal.durable();
  const decisions = records.filter(({ kind }) => kind === "decision").map(({ body }) => body);
  expect(decisions).toMatchObject([
    { verdict: "DENIED_POLICY_VIOLATION", observed: { verdict: "AUTHORIZED", grant: { capability: "echo" }, grantDigest: expect.stringMatching(/^sha256:/) } },
    { verdict: "DENIED_POLICY_VIOLATION", observed: { verdict: "APPROVAL_REQUIRED", grant: { capability: "risky" } } },
    { verdict: "DENIED_CAPABILITY_NOT_FOUND" },
  ]);
  expect(decisions[2]).not.toHaveProperty("observed");
  expect(replay(definition, runId, records)).toMatchObject({ identical: true, closed: true });
});

it("what observe held back counts as if it had run, and only that (FC-POL-0001.R20)", async () => {
  const definition = makeDefinition({}, "steps: 20, executions: 2, wallMs: 60000, tokens: 1000", "profile: observe\n");
  const world = createWorld(definition);
  const run = world.open();
  const answer = run.submit("go");
  await think(world, call("once", { text: "a" }));
  await think(world, call("once", { text: "b" }));
  await think(world, call("risky", { text: "a" }));
  await think(world, call("echo", { text: "a" }));
  await think(world, call("echo", { text: "b" }));
  expect(await answer).toMatchObject({ status: "failed", fault: { code: "FC_RUN_BUDGET_EXECUTIONS" } });
  await run.close();
  const records = world.journal.durable();
  const observed = records.filter(({ kind }) => kind === "decision").map(({ body }) => body["observed"]);
  expect(observed).toMatchObject([{ verdict: "AUTHORIZED" }, undefined, { verdict: "APPROVAL_REQUIRED" }, { verdict: "AUTHORIZED" }]);
  expect(replay(definition, runId, records)).toMatchObject({ identical: true, closed: true });
});
