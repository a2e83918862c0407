import { mkdtempSync, rmSync, openSync, writeSync, fdatasyncSync, fdatasync, write, closeSync } from "node:fs";
import { openFileJournal, verifyJournal, readJournal } from "@femtoclaw/memory/host";
const body = { content: "x".repeat(80), state: "sha256:" + "a".repeat(64), n: 12345 };
const dir = mkdtempSync("/tmp/membench/j-");
const ms = 2500;
const line: string[] = [];
let t = performance.now();
const { journal } = await openFileJournal({ directory: dir + "/j" });
console.log("open new ms", (performance.now() - t).toFixed(1));
for (const waiters of [1024]) {
  let n = 0; const end = performance.now() + ms;
  const began = performance.now();
  await Promise.all(Array.from({ length: waiters }, async () => {
    while (performance.now() < end) { await journal.append([{ time: 1_700_000_000_000, run: "run-0123456789abcdef", execution: null, kind: "input.received", body }]); n++; }
  }));
  const rate = n / (performance.now() - began) * 1000;
  // floor: same bytes in one write + fdatasync
  const fd = openSync(dir + "/floor", "w+"); const size = 392; 
  writeSync(fd, Buffer.alloc(64 << 20), 0, 64 << 20, 0); fdatasyncSync(fd);
  const buf = Buffer.alloc(size * waiters, 120); let at = 0; let m = 0; const e2 = performance.now() + 1200; const b2 = performance.now();
  while (performance.now() < e2) { writeSync(fd, buf, 0, buf.length, at); fdatasyncSync(fd); at = (at + buf.length) % (60 << 20); m += waiters; }
  const floor = m / (performance.now() - b2) * 1000;
  let k = 0; const b3 = performance.now(); const e3 = b3 + 1200;
  await new Promise<void>((res) => { const go = () => { if (performance.now() > e3) return res(); write(fd, buf, 0, buf.length, at, () => fdatasync(fd, () => { at = (at + buf.length) % (60 << 20); k += waiters; go(); })); }; go(); });
  const afloor = k / (performance.now() - b3) * 1000;
  closeSync(fd);
  console.log(waiters, "commits/s", Math.round(rate), "sync floor", Math.round(floor), "async floor", Math.round(afloor), (rate / floor).toFixed(2), (rate / afloor).toFixed(2));
}
const { seq } = journal.head();
t = performance.now(); await journal.close(); console.log("close ms", (performance.now() - t).toFixed(1));
t = performance.now(); const r = await openFileJournal({ directory: dir + "/j" }); console.log("reopen ms", (performance.now() - t).toFixed(1), seq); await r.journal.close();
t = performance.now(); const v = await verifyJournal(dir + "/j"); const d = performance.now() - t; console.log("verify", v.ok, v.records, Math.round(v.records / d * 1000), "rec/s", Math.round(process.memoryUsage().rss / 1e6), "MB");
rmSync(dir, { recursive: true });
