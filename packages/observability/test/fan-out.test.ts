import { expect, test } from "vitest";
import type { Telemetry } from "@femtoclaw/core";
import { combineTelemetry } from "../src/fan-out.ts";
import { recordOf, transition } from "./support.ts";

test("every observer is told everything, whatever the others throw, and what they throw is counted", () => {
  const heard: string[] = [];
  const listening = (name: string): Telemetry => ({ transition: () => heard.push(`${name} t`), record: ({ seq }) => heard.push(`${name} ${seq}`) });
  const throwing: Telemetry = {
    transition: () => {
      throw new Error("no");
    },
    record: () => {
      throw null;
    },
  };
  const signing: Telemetry = { ...listening("c"), checkpoint: ({ size }) => heard.push(`c signed ${size}`) };
  combineTelemetry([listening("a"), signing]).checkpoint?.({ timeMs: 1, size: 9, root: null, fault: null });
  expect(heard.splice(0)).toEqual(["c signed 9"]);
  const combined = combineTelemetry([listening("a"), throwing, listening("b"), throwing]);
  combined.transition(transition);
  combined.record(recordOf(1, "run.closed", {}));
  expect(heard).toEqual(["a t", "b t", "a 1", "b 1"]);
  expect(combined.dropped()).toBe(4);
});

test("without observers nothing happens", () => {
  const none = combineTelemetry([]);
  none.record(recordOf(1, "run.closed", {}));
  expect(none.dropped()).toBe(0);
});
