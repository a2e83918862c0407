import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync, existsSync, linkSync, lstatSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, realpathSync, renameSync, rmSync,
  statSync, symlinkSync, truncateSync, writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Worker } from "node:worker_threads";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { PathGrant } from "@femtoclaw/gate";
import { fsListClaw, fsReadClaw, fsWriteClaw, type Confinement } from "../../src/host/index.ts";
import { contextOf, pathGrant } from "../grants.ts";

let home = "";
let root = "";
let outside = "";

beforeEach(() => {
  home = realpathSync(mkdtempSync(join(tmpdir(), "femtoclaw-fs-")));
  root = join(home, "root");
  outside = join(home, "outside");
  mkdirSync(join(root, "dir"), { recursive: true });
  mkdirSync(outside);
  writeFileSync(join(outside, "canary"), "secret canary");
  writeFileSync(join(root, "dir/file"), "inside");
});
afterEach(() => {
  expect(readFileSync(join(outside, "canary"), "utf8")).toBe("secret canary");
  expect(readdirSync(outside)).toEqual(["canary"]);
  rmSync(home, { recursive: true, force: true });
});

// Both ways of confinement, so that the fallback is not first run where it is needed.
const confinements: readonly Confinement[] = process.platform === "linux" ? ["handles", "realpath"] : ["realpath"];

describe.each(confinements)("confined by %s", (confinement) => {
  const read = (path: string, more: Partial<PathGrant> = {}, signal?: AbortSignal) =>
    fsReadClaw(confinement).execute(pathGrant("read", root, join(root, path), more), contextOf(signal));
  const list = (path: string, more: Partial<PathGrant> = {}) =>
    fsListClaw(confinement).execute(pathGrant("list", root, join(root, path), more), contextOf());
  const write = (path: string, content: string, mode?: string, more: Partial<PathGrant> = {}, signal?: AbortSignal) => {
    const args = mode === undefined ? { path, content } : { path, content, mode };
    return fsWriteClaw(confinement).execute(pathGrant("write", root, join(root, path), { args, ...more }), contextOf(signal));
  };
  const limited = (maxOutputBytes: number) => ({ limits: { timeoutMs: 10_000, maxOutputBytes } });

  describe("fs.read", () => {
    test("returns a text file with its size", async () => {
      expect(await read("dir/file")).toMatchObject({
        outcome: "ok",
        output: { content: "inside", encoding: "utf-8", offset: 0, size: 6, truncated: false, nextOffset: null },
        measures: { bytes: 6, size: 6, confinement },
      });
    });

    test("returns bytes that are not UTF-8 as base64", async () => {
      writeFileSync(join(root, "binary"), Buffer.from([0xff, 0x00, 0xfe]));
      expect(await read("binary")).toMatchObject({ outcome: "ok", output: { encoding: "base64", content: "/wD+" } });
    });

    test("keeps at most the granted bytes and tells where to go on, never inside a character", async () => {
      writeFileSync(join(root, "long"), "aé€😀".repeat(1_000));
      let text = "";
      let offset: number | null = 0;
      for (let part = 0; offset !== null && part < 3_000; part += 1) {
        const result = await read("long", { ...limited(7), args: { path: "long", offset } });
        const output = result.output as { content: string; encoding: string; nextOffset: number | null };
        expect(output.encoding).toBe("utf-8");
        expect(Buffer.byteLength(output.content)).toBeLessThanOrEqual(7);
        text += output.content;
        offset = output.nextOffset;
      }
      expect(text).toBe("aé€😀".repeat(1_000));
    });

    test("a file of exactly the granted bytes is not truncated", async () => {
      expect(await read("dir/file", limited(6))).toMatchObject({ output: { truncated: false, nextOffset: null } });
      expect(await read("dir/file", limited(5))).toMatchObject({ output: { content: "insid", truncated: true, nextOffset: 5 } });
    });

    test("a file of a terabyte costs no more than the cap", async () => {
      writeFileSync(join(root, "sparse"), "");
      truncateSync(join(root, "sparse"), 2 ** 40);
      const result = await read("sparse", limited(1_000));
      expect(result).toMatchObject({ outcome: "ok", measures: { bytes: 1_000, size: 2 ** 40, truncated: true } });
    });

    test("refuses a missing file, a directory and a file as a directory", async () => {
      expect(await read("nothing")).toMatchObject({ outcome: "failed", output: null, error: { code: "FC_CLAW_PATH_MISSING" } });
      expect(await read("dir")).toMatchObject({ outcome: "failed", error: { code: "FC_CLAW_PATH_KIND" } });
      expect((await read("dir/file/x")).outcome).toBe("failed");
    });

    test("refuses a FIFO at once, without waiting for its other end", async () => {
      execFileSync("mkfifo", [join(root, "fifo")]);
      const started = performance.now();
      expect(await read("fifo")).toMatchObject({ outcome: "failed", error: { code: "FC_CLAW_PATH_KIND" } });
      expect(performance.now() - started).toBeLessThan(1_000);
    });

    test("refuses a device", async () => {
      const grant = pathGrant("read", "/dev", "/dev/zero");
      expect(await fsReadClaw(confinement).execute(grant, contextOf())).toMatchObject({ error: { code: "FC_CLAW_PATH_KIND" } });
    });

    test("ends at its deadline in the middle of a long file", async () => {
      writeFileSync(join(root, "sparse"), "");
      truncateSync(join(root, "sparse"), 2 ** 30);
      const started = performance.now();
      const result = await read("sparse", { limits: { timeoutMs: 10, maxOutputBytes: 2 ** 29 } });
      expect(result).toMatchObject({ outcome: "timed_out", output: null, error: { code: "FC_CLAW_TIMED_OUT" } });
      expect(performance.now() - started).toBeLessThan(1_000);
    });

    test("a signal that was aborted before reads nothing", async () => {
      expect(await read("dir/file", {}, AbortSignal.abort())).toMatchObject({ outcome: "cancelled", output: null });
    });
  });

  describe("a link cannot lead out (FC-POL-0003.R5)", () => {
    test("when a file was exchanged for a link after the grant", async () => {
      rmSync(join(root, "dir/file"));
      symlinkSync(join(outside, "canary"), join(root, "dir/file"));
      const result = await read("dir/file");
      expect(result).toMatchObject({ outcome: "denied", output: null, error: { code: "FC_CLAW_PATH_ESCAPES" } });
    });

    test("when a directory on the way was exchanged for a link after the grant", async () => {
      renameSync(join(root, "dir"), join(root, "old"));
      symlinkSync(outside, join(root, "dir"));
      expect(await read("dir/canary")).toMatchObject({ outcome: "denied", output: null, error: { code: "FC_CLAW_PATH_ESCAPES" } });
      expect(await list("dir")).toMatchObject({ outcome: "denied", output: null });
      expect(await write("dir/new", "x")).toMatchObject({ outcome: "denied", output: null });
    });

    test("when the root itself was exchanged for a link after the grant", async () => {
      renameSync(root, join(home, "old"));
      symlinkSync(outside, root);
      expect(await read("canary")).toMatchObject({ outcome: "denied", output: null });
    });

    test("when a link under the written name points outside, dangling or not", async () => {
      symlinkSync(join(outside, "canary"), join(root, "link"));
      symlinkSync(join(outside, "new"), join(root, "dangling"));
      for (const mode of ["create", "replace"]) {
        expect(await write("link", "x", mode)).toMatchObject({ outcome: "denied", error: { code: "FC_CLAW_PATH_ESCAPES" } });
        expect(await write("dangling", "x", mode)).toMatchObject({ outcome: "denied", error: { code: "FC_CLAW_PATH_ESCAPES" } });
      }
    });

    test("when a grant's path is not canonical or not under its root", async () => {
      const claw = fsReadClaw(confinement);
      for (const path of [join(outside, "canary"), `${root}/../outside/canary`, `${root}/./dir/file`, `${root}//dir/file`, `${root}x`, "dir/file"]) {
        const result = await claw.execute(pathGrant("read", root, path), contextOf());
        expect(result).toMatchObject({ outcome: "denied", output: null, error: { code: "FC_CLAW_GRANT_MISMATCH" } });
      }
    });

    test("when a grant is for another access", async () => {
      const grant = { ...pathGrant("list", root, join(root, "dir/file")), capability: "fs.read" };
      expect(await fsReadClaw(confinement).execute(grant, contextOf())).toMatchObject({ outcome: "denied" });
    });
  });

  describe("fs.list", () => {
    test("names entries in order with type and size, and follows none", async () => {
      writeFileSync(join(root, "dir/Z"), "12345");
      mkdirSync(join(root, "dir/a"));
      symlinkSync(outside, join(root, "dir/b"));
      execFileSync("mkfifo", [join(root, "dir/c")]);
      expect((await list("dir")).output).toEqual({
        entries: [
          { name: "Z", type: "file", size: 5 },
          { name: "a", type: "directory", size: null },
          { name: "b", type: "symlink", size: null },
          { name: "c", type: "other", size: null },
          { name: "file", type: "file", size: 6 },
        ],
        truncated: false,
      });
    });

    test("lists the root itself", async () => {
      const result = await fsListClaw(confinement).execute(pathGrant("list", root, root), contextOf());
      expect(result).toMatchObject({ outcome: "ok", output: { entries: [{ name: "dir" }] } });
      const top = await fsListClaw(confinement).execute(pathGrant("list", "/", "/"), contextOf());
      expect(top.outcome).toBe("ok");
    });

    test("keeps the first names that fit", async () => {
      for (let index = 0; index < 50; index += 1) writeFileSync(join(root, `dir/n${index}`), "");
      const result = await list("dir", limited(1_000));
      expect(result).toMatchObject({ outcome: "ok", output: { truncated: true }, measures: { entries: 51 } });
      expect(JSON.stringify(result.output).length).toBeLessThan(1_100);
    });

    test("refuses a file", async () => {
      expect(await list("dir/file")).toMatchObject({ outcome: "failed", error: { code: "FC_CLAW_PATH_KIND" } });
    });
  });

  describe("fs.write", () => {
    test("creates a file and says what is now there", async () => {
      const result = await write("dir/new", "héllo");
      const sha256 = createHash("sha256").update("héllo").digest("hex");
      expect(result).toMatchObject({ outcome: "ok", output: { bytes: 6, created: true, sha256 }, error: null, measures: { directoryFlushed: true, temporaryRemoved: true } });
      expect(readFileSync(join(root, "dir/new"), "utf8")).toBe("héllo");
      expect(readdirSync(join(root, "dir"))).toEqual(["file", "new"]);
    });

    test("refuses an existing file unless it may replace it", async () => {
      expect(await write("dir/file", "x")).toMatchObject({ outcome: "failed", error: { code: "FC_CLAW_PATH_EXISTS" } });
      expect(readFileSync(join(root, "dir/file"), "utf8")).toBe("inside");
      chmodSync(join(root, "dir/file"), 0o666);
      expect(await write("dir/file", "x", "replace")).toMatchObject({ outcome: "ok", output: { created: false }, measures: { replacedBytes: 6 } });
      expect(readFileSync(join(root, "dir/file"), "utf8")).toBe("x");
      expect(statSync(join(root, "dir/file")).mode & 0o777).toBe(0o666);
      expect(readdirSync(join(root, "dir"))).toEqual(["file"]);
    });

    test("leaves another name of a replaced file as it was", async () => {
      linkSync(join(root, "dir/file"), join(root, "other-name"));
      await write("dir/file", "new", "replace");
      expect(readFileSync(join(root, "other-name"), "utf8")).toBe("inside");
    });

    test("two at once for one new name: one wins, and the file is whole", async () => {
      const results = await Promise.all(["a", "b"].map((it) => write("dir/race", it.repeat(50_000))));
      expect(results.map((it) => it.outcome).toSorted()).toEqual(["failed", "ok"]);
      expect(["a".repeat(50_000), "b".repeat(50_000)]).toContain(readFileSync(join(root, "dir/race"), "utf8"));
      expect(readdirSync(join(root, "dir"))).toEqual(["file", "race"]);
    });

    test("refuses more bytes than granted, counted as bytes", async () => {
      const result = await write("dir/new", "éé", undefined, { maxBytes: 3 });
      expect(result).toMatchObject({ outcome: "denied", error: { code: "FC_CLAW_WRITE_TOO_LARGE", found: "4 bytes" } });
      expect(existsSync(join(root, "dir/new"))).toBe(false);
    });

    test("refuses a missing parent, a directory and a FIFO under the name", async () => {
      expect(await write("none/new", "x")).toMatchObject({ outcome: "failed", error: { code: "FC_CLAW_PATH_MISSING" } });
      expect(await write("dir", "x", "replace")).toMatchObject({ outcome: "failed", error: { code: "FC_CLAW_PATH_KIND" } });
      execFileSync("mkfifo", [join(root, "fifo")]);
      expect(await write("fifo", "x", "replace")).toMatchObject({ outcome: "failed", error: { code: "FC_CLAW_PATH_KIND" } });
      expect(lstatSync(join(root, "fifo")).isFIFO()).toBe(true);
    });

    test("a signal that was aborted before leaves nothing behind", async () => {
      expect(await write("dir/new", "x", "create", {}, AbortSignal.abort())).toMatchObject({ outcome: "cancelled" });
      for (let turn = 0; turn < 20; turn += 1) await new Promise((resolve) => setTimeout(resolve, 5));
      expect(readdirSync(join(root, "dir"))).toEqual(["file"]);
    });
  });
});

test.runIf(process.platform === "linux")("no exchange of a directory for a link, whenever it comes, leads out", async () => {
  mkdirSync(join(root, "real"));
  writeFileSync(join(root, "real/canary"), "inside");
  symlinkSync(outside, join(root, "link"));
  renameSync(join(root, "dir"), join(root, "unused"));
  renameSync(join(root, "real"), join(root, "dir"));
  // The adversary: a thread that puts directory and link under one name in turn, as fast as it can.
  const adversary = new Worker(
    `const { renameSync } = require("node:fs"); const { workerData: root, parentPort } = require("node:worker_threads");
     let on = true; parentPort.on("message", () => { on = false; }); let turns = 0;
     const turn = () => { for (let i = 0; i < 50; i += 1) {
       renameSync(root + "/dir", root + "/real"); renameSync(root + "/link", root + "/dir");
       renameSync(root + "/dir", root + "/link"); renameSync(root + "/real", root + "/dir"); turns += 1; }
       if (on) setImmediate(turn); else parentPort.postMessage(turns); }; turn();`,
    { eval: true, workerData: root },
  );
  const outcomes = new Map<string, number>();
  const until = performance.now() + 1_500;
  while (performance.now() < until) {
    const read = await fsReadClaw().execute(pathGrant("read", root, join(root, "dir/canary")), contextOf());
    assert(!JSON.stringify(read.output).includes("secret"), "the adversary got out");
    const args = { path: "x", content: "written", mode: "replace" };
    await fsWriteClaw().execute(pathGrant("write", root, join(root, "dir/written"), { args }), contextOf());
    const key = read.error?.code ?? read.outcome;
    outcomes.set(key, (outcomes.get(key) ?? 0) + 1);
  }
  adversary.postMessage("stop");
  const turns = await new Promise<number>((resolve) => adversary.once("message", resolve));
  await adversary.terminate();
  expect(turns).toBeGreaterThan(100);
  // Both happened: reading what was inside, and meeting the link.
  expect(outcomes.get("ok") ?? 0).toBeGreaterThan(0);
  expect(outcomes.get("FC_CLAW_PATH_ESCAPES") ?? 0).toBeGreaterThan(0);
});

test("no handle stays open, whatever became of the effect", async () => {
  const handles = () => readdirSync("/proc/self/fd").length;
  symlinkSync(outside, join(root, "link"));
  const effects = async (): Promise<void> => {
    for (const path of ["dir/file", "nothing", "link/canary", "dir", "nowhere/at/all"]) {
      await fsReadClaw().execute(pathGrant("read", root, join(root, path)), contextOf());
      await fsListClaw().execute(pathGrant("list", root, join(root, path)), contextOf());
      const args = { path, content: "x" };
      await fsWriteClaw().execute(pathGrant("write", root, join(root, path), { args }), contextOf());
    }
  };
  await effects();
  const before = handles();
  for (let turn = 0; turn < 20; turn += 1) await effects();
  expect(handles()).toBeLessThanOrEqual(before);
});
