import { describe, test } from "vitest";
import { createMemoryJournal, journalSuite } from "@femtoclaw/memory";
import { sha256 } from "@femtoclaw/memory/host";

describe("the memory journal", () => {
  journalSuite({
    test: (name, run) => void test(name, run),
    createJournal: async () => ({ open: async () => createMemoryJournal(sha256), dispose: async () => {} }),
    supports: { reopen: false, oneWriter: false },
    sha256,
  });
});
