// The process that is going to be killed: one runtime, one run, one input. It notes what happens and never ends by itself.
import { appendFileSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { assemblyOf } from "../assemble.ts";
import { readDescriptors } from "../load-vectors.ts";
import { never } from "../script/pause.ts";
import type { Target } from "../target.ts";
import type { ChildNote, CrashOrder } from "./order.ts";

const orderFile = process.argv[2] ?? "";
const order = JSON.parse(readFileSync(orderFile, "utf8")) as CrashOrder;
const note = (it: ChildNote): void => appendFileSync(order.log, `${JSON.stringify(it)}\n`);

const work = async (): Promise<void> => {
  const { target } = (await import(order.module)) as { readonly target: Target };
  const descriptors = readDescriptors(join(order.vectors, "capabilities.json"));
  const assembly = assemblyOf(order.assembly, descriptors, order, {
    onEffect: async (capability, { execution, grant }) => {
      const records = await target.exportRecords(order.journal);
      note({ note: "effect", capability, execution, grant, records });
      return { granted: () => {} };
    },
    onThought: async ({ step }) => note({ note: "thought", step }),
    onQuestion: () => note({ note: "question" }),
  });
  const opening = await target.createRuntime(assembly);
  if (!opening.ok) throw new Error(opening.code);
  const run = opening.runtime.openRun();
  note({ note: "answer", run: run.id, answer: await run.submit(order.input) });
};

await work().catch((error: unknown) => note({ note: "failure", what: error instanceof Error ? error.message : String(error) }));
setInterval(() => {}, 60_000);
await never();
