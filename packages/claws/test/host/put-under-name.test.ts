import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { ConfinedPlace } from "../../src/host/confined-place.ts";
import { putUnderName } from "../../src/host/put-under-name.ts";

let directory = "";
let temporary = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "femtoclaw-name-"));
  temporary = join(directory, ".femtoclaw-0.tmp");
  writeFileSync(temporary, "new");
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

/** A real directory on a disk that fails to flush. */
const placeOf = (syncParent: () => Promise<void>): ConfinedPlace => ({
  confinement: "realpath",
  name: "file",
  entry: (name) => join(directory, name),
  syncParent,
  close: () => Promise.resolve(),
});
const failing = () => Promise.reject(Object.assign(new Error("input/output error"), { code: "EIO" }));

test.each(["create", "replace"] as const)("a file that is in place by `%s` is reported so, even if its directory could not be flushed", async (mode) => {
  expect(await putUnderName(placeOf(failing), temporary, mode)).toEqual({ ok: true, value: { directoryFlushed: false, temporaryRemoved: true } });
  expect(readFileSync(join(directory, "file"), "utf8")).toBe("new");
  expect(existsSync(temporary)).toBe(false);
});

test("a name that is taken is a failure, and leaves nothing behind", async () => {
  writeFileSync(join(directory, "file"), "old");
  expect(await putUnderName(placeOf(failing), temporary, "create")).toMatchObject({ ok: false, fault: { code: "FC_CLAW_PATH_EXISTS" } });
  expect(readFileSync(join(directory, "file"), "utf8")).toBe("old");
  expect(existsSync(temporary)).toBe(false);
});
