import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { checkExport } from "@femtoclaw/memory/host";
import { codeOf, inPlace } from "./journal-place.ts";

test("an export that cannot be read is told by a code, whether it is missing or no file", () =>
  inPlace(async (place) => {
    await mkdir(join(place, "directory"), { recursive: true });
    for (const name of ["missing", "directory"]) expect(await codeOf(checkExport(join(place, name))), name).toBe("FC_CONFIG_FILE");
  }));

test("an export that was cut to nothing is not one in which all is well (FC-AUDIT-0001.R12)", () =>
  inPlace(async (place) => {
    await mkdir(place, { recursive: true });
    await writeFile(join(place, "empty.jsonl"), "");
    await expect(checkExport(join(place, "empty.jsonl"))).rejects.toMatchObject({ fault: { code: "FC_EXPORT_INVALID", found: "an empty file" } });
  }));
