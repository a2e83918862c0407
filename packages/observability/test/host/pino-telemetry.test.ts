// Real files, descriptors, pipes and processes: what is written is read back, and what cannot be written hurts nobody.
import { execFileSync, spawnSync } from "node:child_process";
import { closeSync, mkdirSync, openSync, readFileSync, statSync } from "node:fs";
import { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { recordKinds } from "@femtoclaw/core";
import { fault } from "@femtoclaw/protocol";
import { createPinoTelemetry, type PinoTelemetry } from "../../src/host/pino-telemetry.ts";
import type { LineDestination } from "../../src/host/line-writer.ts";
import { createRedactor } from "../../src/redact.ts";
import { bodiesWith, recordOf, transition, useFolder } from "../support.ts";

const at = useFolder();
const planted = "planted-secret-4f9a";
const redactor = createRedactor({ secretValues: [planted] });
const telemetryTo = (destination: LineDestination, change: Partial<Parameters<typeof createPinoTelemetry>[0]> = {}): PinoTelemetry =>
  createPinoTelemetry({ level: "trace", destination, redactor, ...change });

const linesOf = (path: string): readonly Record<string, unknown>[] => {
  const text = readFileSync(path, "utf8");
  expect(text.endsWith("\n")).toBe(true);
  return text.slice(0, -1).split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
};
const tellAll = (telemetry: PinoTelemetry, filler = planted): void => {
  telemetry.transition(transition);
  for (const [index, kind] of recordKinds.entries()) telemetry.record(recordOf(index + 1, kind, bodiesWith(filler)[kind]));
};

test("each event is one line of JSON with level, time and event, in order, and no secret is in the file", async () => {
  const path = at("all.log");
  const telemetry = telemetryTo({ path });
  tellAll(telemetry);
  await telemetry.close();
  const lines = linesOf(path);
  expect(lines.map((line) => line["event"])).toEqual(["transition", ...recordKinds, "telemetry.closed"]);
  for (const line of lines) {
    expect(typeof line["time"]).toBe("number");
    expect(typeof line["level"]).toBe("string");
    expect(Object.keys(line).filter((key) => key === "pid" || key === "hostname")).toEqual([]);
  }
  expect(lines[0]).toEqual({ level: "debug", time: 1_700_000_000_000, event: "transition", run: "run-1", from: "IDLE", to: "INPUT_RECEIVED", msg: "state changed" });
  expect(readFileSync(path, "utf8")).not.toContain(planted);
  expect(telemetry.dropped()).toBe(0);
  expect(statSync(path).mode & 0o077).toBe(0);
});

test("a failed checkpoint is in the log of errors alone, a signed one is not", async () => {
  const path = at("signed.log");
  const telemetry = telemetryTo({ path }, { level: "error" });
  telemetry.checkpoint?.({ timeMs: 1, size: 7, root: "ab", fault: null });
  telemetry.checkpoint?.({ timeMs: 2, size: 8, root: null, fault: fault("FC_CHECKPOINT_FAILED", "a signed checkpoint on disk", "ENOSPC") });
  await telemetry.close();
  expect(linesOf(path)).toMatchObject([{ event: "checkpoint", result: "failed", size: 8, found: "ENOSPC" }]);
});

test("identical runs give identical bytes", async () => {
  for (const name of ["one.log", "two.log"]) {
    const telemetry = telemetryTo({ path: at(name) });
    tellAll(telemetry);
    await telemetry.close();
  }
  expect(readFileSync(at("one.log"), "utf8")).toBe(readFileSync(at("two.log"), "utf8"));
});

test("a level leaves out what is below it, and silent leaves out everything", async () => {
  const levels = { warn: ["warn", "error"], error: ["error"] } as const;
  for (const [level, kept] of Object.entries(levels)) {
    const path = at(`${level}.log`);
    const telemetry = telemetryTo({ path }, { level: level === "warn" ? "warn" : "error" });
    tellAll(telemetry);
    await telemetry.close();
    expect([...new Set(linesOf(path).map((line) => line["level"]))].sort()).toEqual([...kept].sort());
  }
  const silent = telemetryTo({ path: at("silent.log") }, { level: "silent" });
  tellAll(silent);
  await silent.close();
  expect(() => statSync(at("silent.log"))).toThrow();
  expect(silent.dropped()).toBe(0);
});

test("a full device, a closed descriptor, a directory and a path that cannot be made lose lines and nothing else", async () => {
  const closed = openSync(at("closed.log"), "w");
  closeSync(closed);
  mkdirSync(at("directory"));
  const destinations: readonly LineDestination[] = [{ path: "/dev/full" }, { fd: closed }, { fd: -1 }, { path: at("directory") }, { path: at("none/x.log") }];
  for (const destination of destinations) {
    const telemetry = telemetryTo(destination);
    tellAll(telemetry);
    await telemetry.flush();
    tellAll(telemetry);
    await telemetry.close();
    expect(telemetry.dropped(), JSON.stringify(destination)).toBe(2 * (recordKinds.length + 1) + 1);
  }
});

test("a destination that comes back is used again", async () => {
  const path = at("later/x.log");
  const telemetry = telemetryTo({ path });
  telemetry.transition(transition);
  await telemetry.flush();
  mkdirSync(at("later"));
  telemetry.transition(transition);
  await telemetry.close();
  const lines = linesOf(path);
  expect(lines.map((line) => line["event"])).toEqual(["transition", "telemetry.closed"]);
  expect(lines[1]?.["dropped"]).toBe(1);
});

test("a line that broke off in the middle does not spoil the next one", async () => {
  const written: Buffer[] = [];
  const path = at("quota.log");
  // A real limit of the kernel on the size of a file: the write that crosses it is cut short, the next fails.
  const child = `
    import { createPinoTelemetry } from ${JSON.stringify(fileURLToPath(new URL("../../src/host/pino-telemetry.ts", import.meta.url)))};
    import { truncateSync, statSync } from "node:fs";
    process.on("SIGXFSZ", () => {});
    const telemetry = createPinoTelemetry({ level: "trace", destination: { path: ${JSON.stringify(path)} }, redactor: (value) => value });
    const event = { run: "run-1", timeMs: 1, from: "IDLE", to: "INPUT_RECEIVED" };
    for (let index = 0; index < 40; index += 1) telemetry.transition(event);
    await telemetry.flush();
    const size = statSync(${JSON.stringify(path)}).size;
    truncateSync(${JSON.stringify(path)}, size - 600);
    telemetry.transition(event);
    await telemetry.flush();
    console.log(JSON.stringify({ size, dropped: telemetry.dropped() }));
  `;
  const ran = spawnSync("bash", ["-c", 'ulimit -f 2; exec "$0" --conditions=femtoclaw-source --input-type=module -e "$1"', process.execPath, child], { encoding: "utf8", timeout: 20_000 });
  expect(ran.stderr.replaceAll(/.*(ExperimentalWarning|trace-warnings).*\n?/g, "")).toBe("");
  const { size, dropped } = JSON.parse(ran.stdout) as { size: number; dropped: number };
  expect(size).toBe(2_048);
  expect(dropped).toBeGreaterThan(0);
  written.push(readFileSync(path));
  const lines = written[0]?.toString("utf8").split("\n") ?? [];
  const whole = lines.filter((line) => line.startsWith("{") && line.endsWith("}"));
  expect(JSON.parse(lines.at(-2) ?? "")).toMatchObject({ event: "transition" });
  for (const line of whole) JSON.parse(line);
});

test("a stream that fails, ends or never takes anything neither throws nor blocks", async () => {
  const failing = new Writable({ write: (_chunk, _encoding, done) => done(new Error("no room")) });
  const throwing = new Writable({
    write: () => {
      throw new Error("broken");
    },
  });
  const ended = new Writable({ write: (_chunk, _encoding, done) => done() });
  ended.end();
  for (const stream of [failing, throwing, ended]) {
    const telemetry = telemetryTo({ stream });
    tellAll(telemetry);
    await telemetry.close(500);
    expect(telemetry.dropped()).toBe(recordKinds.length + 2);
  }
  const hanging = telemetryTo({ stream: new Writable({ write: () => {} }) }, { maxBufferedBytes: 10_000 });
  const startMs = performance.now();
  for (let index = 0; index < 5_000; index += 1) hanging.transition(transition);
  await hanging.close(100);
  expect(performance.now() - startMs).toBeLessThan(2_000);
  expect(hanging.dropped()).toBeGreaterThan(4_800);
});

test("what waits is bounded, and what finds no room is counted: written and lost together are all", async () => {
  const path = at("bounded.log");
  const telemetry = telemetryTo({ path }, { maxBufferedBytes: 4_096 });
  telemetry.transition(transition);
  await telemetry.flush();
  for (let index = 0; index < 1_000; index += 1) telemetry.transition(transition);
  await telemetry.close();
  const lines = linesOf(path);
  expect(telemetry.dropped()).toBeGreaterThan(900);
  expect(lines.length + telemetry.dropped()).toBe(1_002);
});

test("events after the end are counted, and a redactor that throws loses its line only", async () => {
  const path = at("end.log");
  let broken = true;
  const telemetry = telemetryTo({ path }, {
    redactor: (value) => {
      if (broken) throw new Error("broken");
      return value;
    },
  });
  telemetry.transition(transition);
  broken = false;
  telemetry.transition(transition);
  await telemetry.close();
  telemetry.transition(transition);
  await telemetry.close();
  expect(telemetry.dropped()).toBe(2);
  expect(linesOf(path).map((line) => line["event"])).toEqual(["transition", "telemetry.closed"]);
});

test("lines reach a pipe whose reader is slow", () => {
  const child = `
    import { createPinoTelemetry } from ${JSON.stringify(fileURLToPath(new URL("../../src/host/pino-telemetry.ts", import.meta.url)))};
    const telemetry = createPinoTelemetry({ level: "trace", destination: { fd: 1 }, redactor: (value) => value });
    for (let index = 0; index < 2_000; index += 1) telemetry.transition({ run: "run-1", timeMs: index, from: "IDLE", to: "INPUT_RECEIVED" });
    await telemetry.close(10_000);
    process.exitCode = telemetry.dropped();
  `;
  const output = execFileSync("bash", ["-c", '"$0" --conditions=femtoclaw-source --input-type=module -e "$1" | (sleep 0.5; cat)', process.execPath, child], { encoding: "utf8", timeout: 20_000, stdio: ["ignore", "pipe", "ignore"] });
  const lines = output.slice(0, -1).split("\n").map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(lines.length).toBe(2_001);
  expect(lines[1_999]?.["time"]).toBe(1_999);
});

test("pino is not loaded before the first line", () => {
  const child = `
    import { registerHooks } from "node:module";
    const loaded = [];
    registerHooks({ resolve: (name, context, next) => { if (name === "pino") loaded.push(name); return next(name, context); } });
    const { createPinoTelemetry } = await import(${JSON.stringify(fileURLToPath(new URL("../../src/host/pino-telemetry.ts", import.meta.url)))});
    const telemetry = createPinoTelemetry({ level: "info", destination: { fd: 2 }, redactor: (value) => value });
    telemetry.transition({ run: "r", timeMs: 1, from: "IDLE", to: "INPUT_RECEIVED" });
    const before = loaded.length;
    telemetry.record({ seq: 1, prev: "", time: 1, run: "r", execution: null, kind: "run.closed", body: {} });
    await telemetry.flush();
    console.log(before, loaded.length);
  `;
  const ran = spawnSync(process.execPath, ["--conditions=femtoclaw-source", "--input-type=module", "-e", child], { encoding: "utf8", timeout: 20_000 });
  expect(ran.stdout.trim()).toBe("0 1");
});
