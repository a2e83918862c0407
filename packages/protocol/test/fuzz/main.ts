// npm run fuzz -- [--cases N] [--seed N]: the same as the test, for as long as one likes. Case k of seed S is seed S + k
// alone, so two runs see different cases where their seeds lie further apart than their cases are many. There are 2^32 in all.
import { fuzzCase } from "./fuzz-case.ts";
import { judgeCase } from "./judge-case.ts";

const numberAfter = (flag: string, otherwise: number): number => {
  const at = process.argv.indexOf(flag);
  if (at < 0) return otherwise;
  const text = process.argv[at + 1] ?? "";
  if (/^[1-9][0-9]{0,9}$/.test(text)) return Number(text);
  process.stderr.write(`Expected a whole number from 1 after ${flag}, found ${JSON.stringify(text)}. Usage: npm run fuzz -- --cases 10000000 --seed 1\n`);
  process.exit(2);
};

const cases = numberAfter("--cases", 10_000_000);
const first = numberAfter("--seed", 1);
const since = Date.now();
for (let index = 0; index < cases; index += 1) {
  const it = fuzzCase(first + index);
  const wrong = judgeCase(it);
  if (wrong !== null) {
    const text = JSON.stringify(Buffer.from(it.bytes).toString("latin1"));
    process.stdout.write(`\n${wrong}\n  seed   ${first + index}    npm run fuzz -- --cases 1 --seed ${first + index}\n  text   ${text}\n  hex    ${Buffer.from(it.bytes).toString("hex")}\n  limits ${JSON.stringify(it.limits)}\n`);
    process.exit(1);
  }
  if ((index + 1) % 500_000 === 0) process.stdout.write(`${(index + 1).toLocaleString("en")} of ${cases.toLocaleString("en")} cases, ${Math.round((index + 1) / ((Date.now() - since) / 1_000)).toLocaleString("en")} a second\n`);
}
process.stdout.write(`${cases.toLocaleString("en")} cases from seed ${first}: no disagreement, ${((Date.now() - since) / 1_000).toFixed(1)} s\n`);
