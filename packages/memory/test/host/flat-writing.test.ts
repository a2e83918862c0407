import { expect, test } from "vitest";
import { verifyJournal } from "@femtoclaw/memory/host";
import { startChild } from "./child-process.ts";
import { inPlace } from "./journal-place.ts";

const [some, many] = [51_200, 204_800];
/** Kept, that many records more would take several times as much. */
const mostGrowthKiB = 24_576;

test(`writing ${many} records one by one takes no more memory than writing ${some}, with a heap of 24 MiB`, { timeout: 120_000 }, async () => {
  const peaks: number[] = [];
  for (const records of [some, many]) {
    await inPlace(async (directory) => {
      const child = startChild(["write", directory, String(records)], ["/usr/bin/env", "NODE_OPTIONS=--max-old-space-size=24 --max-semi-space-size=2"]);
      const { peakKiB } = await child.saying("peakKiB");
      await child.ended;
      peaks.push(Number(peakKiB));
      expect(await verifyJournal(directory)).toMatchObject({ ok: true, records });
    });
  }
  const [atSome = 0, atMany = 0] = peaks;
  expect(atMany - atSome).toBeLessThan(mostGrowthKiB);
});
