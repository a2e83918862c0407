// FC-CORE-0001.R4, R5, R16, with a planted fault: a machine that goes wrong in the middle of an input.
import { describe, expect, it, vi } from "vitest";
import type { Move } from "../../src/move.ts";
import { message } from "../support/definition.ts";
import { createWorld, think } from "../support/world.ts";

const planted = vi.hoisted((): { move: Move | null } => ({ move: null }));
vi.mock("../../src/transitions/inferring.ts", () => ({ inferring: () => planted.move, recordedBytes: () => ({}) }));

describe("a machine that goes wrong", () => {
  it.each<[string, Move | null, string]>([
    ["leads where it may not", { to: "CAPABILITY_EXECUTING" }, "FC_RUN_ILLEGAL_TRANSITION"],
    ["does not accept what happened", null, "FC_RUN_UNEXPECTED_EVENT"],
  ])("and %s stops the driver: everyone is told, nothing begins, nothing is recorded", async (_name, move, code) => {
    planted.move = move;
    const world = createWorld();
    const run = world.open();
    const failed = expect(run.submit("a")).rejects.toMatchObject({ code });
    await think(world, message("ok"));
    await failed;
    expect(run.state().name).toBe("INFERRING");
    await expect(run.submit("b")).rejects.toMatchObject({ code });
    await expect(run.close()).rejects.toMatchObject({ code });
    run.stop("bob", "enough");
    expect(world.order).toEqual(["think 1"]);
    expect(world.journal.written.map(({ kind }) => kind)).toEqual(["run.started", "input.received"]);
    expect(world.clock.timers()).toBe(0);
  });
});
