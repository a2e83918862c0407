// Where the suite's own vectors lie, beside this package's sources.
import { join } from "node:path";
import { loadSuite, type LoadedSuite } from "./load-vectors.ts";

export const complianceDirectory = join(import.meta.dirname, "..");
export const specificationsDirectory = join(complianceDirectory, "..", "specs");
export const vectorsDirectory = join(complianceDirectory, "vectors");

/** The published vectors. `broken` names the broken runtimes that they may promise to refuse; null does not look. */
export const ownSuite = (broken: readonly string[] | null = null): { readonly loaded: LoadedSuite; readonly vectors: string } => ({
  loaded: loadSuite({ directory: vectorsDirectory, requirements: join(specificationsDirectory, "requirements.lock.json"), broken }),
  vectors: vectorsDirectory,
});
