import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkExport } from "@femtoclaw/memory/host";
import { codeOf, inPlace } from "./journal-place.ts";

test("an export that cannot be read is told by a code, whether it is missing or no file", () =>
  inPlace(async (place) => {
    await mkdir(join(place, "directory"), { recursive: true });
    for (const name of ["missing", "directory"]) expect(await codeOf(checkExport(join(place, name))), name).toBe("FC_CONFIG_FILE");
  }));
