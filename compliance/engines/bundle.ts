// The built pure packages, as they are published, with the cases and the checks of arguments, as one script that needs no host.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { writeStandaloneValidators } from "../../architecture/standalone-validators.ts";
import type { RecordedCases } from "./record-cases.ts";

/** Sets `globalThis.femtoclawAnswers` to the answers, as JSON. */
export const bundle = ({ cases, schemas }: RecordedCases): string => {
  const place = mkdtempSync(join(tmpdir(), "femtoclaw-engines-"));
  try {
    writeStandaloneValidators({ schemas, outFile: join(place, "validators.js") });
    writeFileSync(join(place, "cases.json"), JSON.stringify(cases));
    const contents = [
      `import { replayCases } from ${JSON.stringify(join(import.meta.dirname, "replay-cases.ts"))};`,
      `import * as validators from ${JSON.stringify(join(place, "validators.js"))};`,
      `import cases from ${JSON.stringify(join(place, "cases.json"))};`,
      "globalThis.femtoclawAnswers = JSON.stringify(replayCases(cases, validators));",
    ].join("\n");
    const result = buildSync({ stdin: { contents, resolveDir: import.meta.dirname, loader: "js" }, bundle: true, write: false, format: "iife", platform: "neutral", mainFields: ["module", "main"], target: "es2023", legalComments: "none", logLevel: "error" });
    const [file] = result.outputFiles;
    if (file === undefined) throw new Error("esbuild wrote nothing");
    const host = /.{0,80}(["']node:|\brequire\().{0,80}/.exec(file.text);
    if (host !== null) throw new Error(`the bundle reaches for a host: ${host[0]}`);
    return file.text;
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
};
