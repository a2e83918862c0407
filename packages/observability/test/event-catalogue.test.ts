import { expect, test } from "vitest";
import { recordKinds } from "@femtoclaw/core";
import { isPointer, resolvePointer } from "@femtoclaw/protocol";
import { eventCatalogue, logLevels, ownEvents } from "../src/event-catalogue.ts";
import { bodiesWith } from "./support.ts";

test("every kind of record has an entry, and every entry is a kind of record or one of the subsystem's own events", () => {
  expect(Object.keys(eventCatalogue).sort()).toEqual([...recordKinds, ...ownEvents].sort());
});

test("every entry has a level, words for people, and fields that are pointers and hide none of a line's own members", () => {
  const taken = ["level", "time", "event", "run", "execution", "seq", "msg"];
  for (const [name, event] of Object.entries(eventCatalogue)) {
    expect(logLevels, name).toContain(event.level);
    expect(event.message.length, name).toBeGreaterThan(0);
    for (const [field, { at }] of Object.entries(event.fields)) {
      expect(isPointer(at), `${name} ${field}`).toBe(true);
      expect(taken, name).not.toContain(field);
    }
  }
});

test("every field of every record's entry points to something that such a record has", () => {
  const bodies = bodiesWith("text");
  for (const kind of recordKinds) {
    for (const [field, { at }] of Object.entries(eventCatalogue[kind].fields)) {
      expect(resolvePointer(bodies[kind], at), `${kind} ${field}`).toBeDefined();
    }
  }
});
