import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { copyFileSync, mkdtempSync, readFileSync, realpathSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { startDeadline } from "../../src/host/deadline.ts";
import { openPinned } from "../../src/host/pinned-executable.ts";
import { runProcessGroup } from "../../src/host/process-group.ts";

let directory = "";
beforeAll(() => {
  directory = realpathSync(mkdtempSync(join(tmpdir(), "femtoclaw-pinned-")));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

test.runIf(process.platform === "linux")("a program put in the place of the hashed one, after the hash and before the start, does not run (FC-POL-0003.R4)", async () => {
  const program = join(directory, "program");
  copyFileSync(realpathSync("/bin/cat"), program);
  copyFileSync(realpathSync("/bin/echo"), join(directory, "other"));
  writeFileSync(join(directory, "text"), "what the pinned program reads");
  const deadline = startDeadline(5_000, new AbortController().signal);
  const digest = `sha256:${createHash("sha256").update(readFileSync(program)).digest("hex")}`;
  const pinned = await openPinned(program, digest, deadline);
  assert(pinned.ok);
  renameSync(join(directory, "other"), program);
  const { file } = pinned.value;
  const start = { file, argv0: program, argv: [join(directory, "text")], cwd: directory, environment: {} };
  const end = await runProcessGroup(start, 1_000, deadline);
  await pinned.value.close();
  deadline.release();
  assert("stdout" in end);
  expect(end.stdout.toString()).toBe("what the pinned program reads");
});
