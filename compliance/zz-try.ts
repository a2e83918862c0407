import { join } from "node:path";
import { loadSuite } from "./src/load-vectors.ts";
import { suite } from "./src/suite.ts";
import { refuse } from "./src/power.ts";
import { assembledTarget, brokenTargets } from "./src/targets/index.ts";
const vectors = join(import.meta.dirname, "vectors");
const loaded = loadSuite({ directory: vectors, requirements: join(import.meta.dirname, "../specs/requirements.lock.json"), broken: brokenTargets.map((t) => t.name) });
console.log(loaded.vectors.length, loaded.defects);
const only = process.argv[2];
if (only !== "broken") {
const r = await suite(assembledTarget).run({ loaded, vectors, ...(only ? { only: loaded.vectors.map((v)=>v.name).filter((n)=>n.includes(only)) } : {}) });
for (const x of r.results) for (const f of x.failures) console.log(x.vector.name, f.check, "\n   exp", f.expected, "\n   got", f.found);
console.log(r.conclusion, r.failed, r.checks, r.durationMs);
} else for (const b of brokenTargets) { if (process.argv[3] && b.name!==process.argv[3]) continue; const r = await refuse(b, { loaded, vectors }); console.log(b.name, r.refused, r.vectors, r.requirements.join(","), r.checks.join(","), r.report.durationMs); for (const c of r.complaints) console.log("   ", c, ); if (process.argv[3]) for (const x of r.report.results) for (const f of x.failures) console.log(x.vector.name, f.check, "\n   exp", f.expected, "\n   got", f.found); }
process.exit(0);
