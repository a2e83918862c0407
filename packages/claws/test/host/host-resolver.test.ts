import { pbkdf2 } from "node:crypto";
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createHostResolver } from "../../src/host/index.ts";

let root = "";
beforeAll(() => {
  root = realpathSync(mkdtempSync(join(tmpdir(), "femtoclaw-resolver-")));
  mkdirSync(join(root, "real/deep"), { recursive: true });
  writeFileSync(join(root, "real/file"), "");
  symlinkSync("real", join(root, "link"));
  symlinkSync("nowhere", join(root, "dangling"));
  symlinkSync("loop", join(root, "loop"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

const pathOf = async (path: string): Promise<string | null | undefined> => {
  const [fact] = await createHostResolver().resolve([{ kind: "path", path }]);
  return fact?.kind === "path" ? fact.real : undefined;
};
const addressesOf = async (host: string): Promise<readonly string[] | undefined> => {
  const [fact] = await createHostResolver().resolve([{ kind: "host", host }]);
  return fact?.kind === "host" ? fact.addresses : undefined;
};

test("an existing path is answered with every link resolved", async () => {
  expect(await pathOf(join(root, "link/file"))).toBe(join(root, "real/file"));
  expect(await pathOf(`${root}/link/deep/../file`)).toBe(join(root, "real/file"));
  expect(await pathOf("/")).toBe("/");
});

test("a path that does not exist yet is its deepest existing ancestor followed by the rest", async () => {
  expect(await pathOf(join(root, "link/new"))).toBe(join(root, "real/new"));
  expect(await pathOf(join(root, "link/a/b/c"))).toBe(join(root, "real/a/b/c"));
});

test("what cannot be told for certain is null", async () => {
  for (const path of [join(root, "dangling"), join(root, "dangling/x"), join(root, "loop"), join(root, "real/file/x"),
    `${root}/new/../file`, `${root}/new/./file`, "relative", "", "/a\0b", `/${"x".repeat(5_000)}`, `/${"x".repeat(300)}`]) {
    expect(await pathOf(path)).toBe(null);
  }
});

test("an address stands for itself and a name for its addresses", async () => {
  expect(await addressesOf("192.0.2.7")).toEqual(["192.0.2.7"]);
  expect(await addressesOf("[::1]")).toEqual(["::1"]);
  expect(await addressesOf("::1")).toEqual(["::1"]);
  expect(await addressesOf("localhost")).toContain("127.0.0.1");
});

test("a name that does not resolve is an empty list and never an exception", async () => {
  for (const host of ["", "does-not-exist.invalid", "a\0b", "x".repeat(300), "[", "..", "-"]) expect(await addressesOf(host)).toEqual([]);
});

test("answers come in the order of the questions", async () => {
  const facts = await createHostResolver().resolve([
    { kind: "host", host: "does-not-exist.invalid" },
    { kind: "path", path: "/" },
    { kind: "host", host: "127.0.0.1" },
  ]);
  expect(facts.map((it) => it.kind)).toEqual(["host", "path", "host"]);
});

test("a host that does not answer in time is as one that does not know", async () => {
  // All threads that could look something up are busy for a while.
  const busy = Array.from({ length: 8 }, () => promisify(pbkdf2)("a", "b", 600_000, 32, "sha256"));
  const started = performance.now();
  const facts = await createHostResolver({ timeoutMs: 30 }).resolve([
    { kind: "path", path: "/" },
    { kind: "host", host: "localhost" },
    { kind: "host", host: "127.0.0.1" },
  ]);
  const elapsedMs = performance.now() - started;
  await Promise.all(busy);
  const busyMs = performance.now() - started;
  expect(elapsedMs).toBeLessThan(busyMs / 2);
  expect(facts).toEqual([
    { kind: "path", path: "/", real: null },
    { kind: "host", host: "localhost", addresses: [] },
    { kind: "host", host: "127.0.0.1", addresses: ["127.0.0.1"] },
  ]);
});
