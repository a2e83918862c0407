// npm run engines: the vectors of the pure packages, decided again by their published code in other engines. Ends with 0 when each
// comes to every recorded byte, else with 1.
import { bundle } from "./bundle.ts";
import { differences } from "./differences.ts";
import { engines, inChromium } from "./engine.ts";
import { recordCases } from "./record-cases.ts";
import { answersHere, expectedAnswers, verifierCases, verifierScript } from "./verifier-cases.ts";

const recorded = await recordCases();
const script = bundle(recorded);
process.stdout.write(`${recorded.cases.length} cases of ${recorded.vectors} vectors, of RFC 8785 and of the depth ceiling, in a script of ${Math.round(script.length / 1_024)} KiB\n`);

let first: Awaited<ReturnType<(typeof engines)[number]["run"]>> | null = null;
for (const engine of engines) {
  const since = performance.now();
  try {
    const ran = await engine.run(script);
    first ??= ran;
    const found = differences(first.answers, ran.answers);
    for (const it of found.slice(0, 10)) process.stdout.write(`  ${it.slice(0, 400)}\n`);
    if (found.length > 0) process.exitCode = 1;
    const verdict = found.length === 0 ? `${ran.answers.length} identical` : `${found.length} different`;
    process.stdout.write(`${engine.name.padEnd(10)} ${verdict.padEnd(16)} ${ran.version}  ${Math.round(performance.now() - since)} ms\n`);
  } catch (error) {
    process.exitCode = 1;
    process.stdout.write(`${engine.name.padEnd(10)} failed: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}

const evidence = verifierCases();
const wanted = JSON.stringify(expectedAnswers);
const counted = Object.values(expectedAnswers).flat().length;
for (const [where, answer] of [["Node", () => answersHere(evidence)], ["Chromium", async () => (await inChromium(verifierScript(evidence), "femtoclawVerifier.answers")).value]] as const) {
  try {
    const right = JSON.stringify(await answer()) === wanted;
    if (!right) process.exitCode = 1;
    process.stdout.write(`${where.padEnd(10)} ${right ? `${counted} of ${counted} pieces of evidence judged rightly` : "evidence judged wrongly"}\n`);
  } catch (error) {
    process.exitCode = 1;
    process.stdout.write(`${where.padEnd(10)} failed: ${error instanceof Error ? error.message : String(error)}\n`);
  }
}
// A vector that hangs may keep timers open; what is to be said has been said.
process.stdout.write("", () => process.exit());
