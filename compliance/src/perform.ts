// Carries out the steps of one vector against one target and says what was seen. It judges nothing.
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { CapabilityDescriptor } from "@femtoclaw/gate";
import type { JsonObject } from "@femtoclaw/protocol";
import { assemblyOf, writtenText, type Ears, type Places } from "./assemble.ts";
import { emptyHash, leafHash } from "./canonical.ts";
import { crashChild } from "./crash-child.ts";
import { forgeJournal, segmentsDigest } from "./forge-journal.ts";
import type { Observation } from "./observation.ts";
import { pause } from "./script/pause.ts";
import type { Answer, GivenMandate, JournalHead, Target, TargetRun, TargetRuntime } from "./target.ts";
import type { FilledVector } from "./vector.ts";
import type { Step, WrittenAssembly } from "./vector.schema.ts";

export interface Bench {
  readonly target: Target;
  readonly filled: FilledVector;
  readonly descriptors: ReadonlyMap<string, CapabilityDescriptor>;
  readonly places: Places;
  /** Absolute path of the folder of vectors. */
  readonly vectors: string;
  readonly defaultInput: string;
  readonly timeoutMs: number;
}

const layWorkspace = (workspace: string, { files, links }: WrittenAssembly): void => {
  for (const [name, content] of Object.entries(files ?? {})) {
    mkdirSync(dirname(join(workspace, name)), { recursive: true });
    writeFileSync(join(workspace, name), content);
  }
  for (const [name, to] of Object.entries(links ?? {})) {
    mkdirSync(dirname(join(workspace, name)), { recursive: true });
    symlinkSync(to, join(workspace, name));
  }
};

const headOf = (records: readonly JsonObject[]): JournalHead => {
  const last = records.at(-1);
  return last === undefined ? { seq: 0, hash: emptyHash } : { seq: Number(last["seq"]), hash: leafHash(last) };
};

const errorTextsOf = (steps: readonly WrittenAssembly[]): readonly string[] =>
  steps.flatMap((it) => (it.capabilities ?? []).flatMap(({ results }) => (results ?? []).flatMap(({ error }) => error ?? [])));

const assembliesOf = ({ assembly, steps }: FilledVector): readonly WrittenAssembly[] => [
  assembly,
  ...steps.flatMap((it) => ("assembly" in it && it.assembly !== undefined ? [it.assembly] : [])),
];

export const emptyObservation = (filled: FilledVector): Observation => ({
  openings: [], answers: [], thoughts: [], effects: [], approvals: [], verifications: [], replays: [], runs: [],
  records: null, known: null, journalUnchanged: null, finally: { verification: null, replays: [] }, broken: [],
  forged: filled.steps.some((step) => step.do === "forge"),
  secrets: assembliesOf(filled).flatMap((it) => it.secrets ?? []),
  errorTexts: errorTextsOf(assembliesOf(filled)),
});

/** Resolves when every step was taken, or the time is up; then what was seen so far is what was seen. */
export const perform = async (bench: Bench): Promise<Observation> => {
  const { target, filled, places, descriptors } = bench;
  const seen = emptyObservation(filled);
  const runs = new Map<string, TargetRun>();
  const pending = new Set<Promise<void>>();
  let runtime: TargetRuntime | null = null;
  let over = false;
  let touched = false;

  const exported = (): Promise<readonly JsonObject[]> => target.exportRecords(places.journal).catch(() => []);
  const waiters = new Set<() => void>();
  const happened = (): void => waiters.forEach((check) => check());

  const ears: Ears = {
    onEffect: async (capability, start) => {
      const records = await exported();
      const granted: boolean[] = [];
      seen.effects.push({ capability, execution: start.execution, grant: structuredClone(start.grant), records, granted });
      happened();
      return { granted: (answer) => void granted.push(answer) };
    },
    onThought: async (thought) => {
      const started = seen.effects.map(({ execution }) => execution);
      seen.thoughts.push({ ...thought, started, records: await exported() });
      happened();
    },
    onQuestion: (execution) => {
      seen.approvals.push(execution);
      happened();
    },
  };

  const until = (holds: () => boolean): Promise<void> =>
    new Promise((resolve) => {
      const check = (): void => {
        if (!holds() && !over) return;
        waiters.delete(check);
        resolve();
      };
      waiters.add(check);
      check();
    });

  const open = async (assembly: WrittenAssembly): Promise<void> => {
    const before = touched ? segmentsDigest(places.journal) : null;
    const opening = await target.createRuntime(assemblyOf(assembly, descriptors, places, ears));
    if (before !== null) seen.journalUnchanged = before === segmentsDigest(places.journal);
    if (opening.ok) {
      runtime ??= opening.runtime;
      seen.openings.push({ ok: true });
    } else seen.openings.push({ ok: false, code: opening.code, defects: opening.defects });
  };

  const openUnder = (name: string, mandate: GivenMandate): void => {
    if (runtime === null) return;
    if (runtime.openRunUnder === undefined) throw new Error("the target says that it narrows runs, and has no openRunUnder");
    const opening = runtime.openRunUnder(mandate);
    if (!opening.ok) return void seen.openings.push({ ok: false, code: opening.code, defects: opening.defects });
    seen.openings.push({ ok: true });
    runs.set(name, opening.run);
    seen.runs.push(opening.run.id);
  };

  const runNamed = (name: string): TargetRun | null => {
    const known = runs.get(name);
    if (known !== undefined) return known;
    if (runtime === null) return null;
    const run = runtime.openRun();
    runs.set(name, run);
    seen.runs.push(run.id);
    return run;
  };

  const heard = async (run: string, answer: Answer): Promise<void> => {
    seen.answers.push({ run, answer, records: await exported() });
  };

  const perhapsLater = (wait: boolean | undefined, answering: Promise<void>): Promise<void> => {
    if (wait !== false) return answering;
    pending.add(answering);
    // A rejection is told where it is waited for.
    answering.catch(() => {});
    return Promise.resolve();
  };

  /** The person says which question is meant by what stands in the journal: nobody else is left who knows. */
  const answerQuestion = async ({ say, who = "olga", why = "as the vector says", about, wait }: Extract<Step, { do: "answer" }>): Promise<void> => {
    if (runtime === null) return;
    if (runtime.answerQuestion === undefined) throw new Error("the target says that it leaves runs waiting, and has no answerQuestion");
    const records = await exported();
    const meant = about === undefined ? records.findLast((it) => it["kind"] === "approval.requested") : records.find((it) => it["kind"] === about);
    if (meant === undefined) throw new Error(`no ${about ?? "approval.requested"} in the journal to be answered about`);
    const word = { execution: String(meant["execution"]), approved: say === "yes", who, why };
    return perhapsLater(wait, runtime.answerQuestion(word).then((answer) => heard(String(meant["run"]), answer)));
  };

  const take = async (step: Step): Promise<void> => {
    switch (step.do) {
      case "open":
        return open({ ...filled.assembly, ...step.assembly });
      case "open-run":
        return openUnder(step.run ?? "main", step.mandate === "brain" ? { who: "brain" } : { who: "operator", text: writtenText(step.mandate.operator) });
      case "submit": {
        const run = runNamed(step.run ?? "main");
        if (run === null) return;
        return perhapsLater(step.wait, run.submit(step.input ?? bench.defaultInput).then((answer) => heard(run.id, answer)));
      }
      case "await": {
        const list = { effect: seen.effects, thought: seen.thoughts, approval: seen.approvals }[step.what];
        return until(() => list.length >= (step.count ?? 1));
      }
      case "settle":
        await Promise.all(pending);
        return pending.clear();
      case "answer":
        return answerQuestion(step);
      case "wait":
        return pause(step.ms);
      case "stop":
        return runNamed(step.run ?? "main")?.stop(step.who, step.why);
      case "close-run":
        return runs.get(step.run ?? "main")?.close();
      case "close":
        await runtime?.close();
        runtime = null;
        runs.clear();
        return;
      case "crash": {
        const input = step.input ?? bench.defaultInput;
        const notes = await crashChild(bench, { ...filled.assembly, ...step.assembly }, input, step.at, () => over);
        for (const it of notes) {
          if (it.note === "effect") {
            seen.effects.push({ capability: it.capability, execution: it.execution, grant: it.grant as JsonObject, records: it.records as JsonObject[], granted: [] });
          } else if (it.note === "answer") seen.answers.push({ run: it.run, answer: it.answer as Answer, records: await exported() });
          else if (it.note === "failure") seen.broken.push(`the target's own process: ${it.what}`);
        }
        return;
      }
      case "forge":
        seen.known ??= headOf(await exported());
        touched = true;
        return forgeJournal(places.journal, step);
      case "verify": {
        seen.known ??= headOf(await exported());
        const known = step.against === "known-head" ? seen.known : null;
        seen.verifications.push(await target.verify(places.journal, known));
        return;
      }
      case "replay": {
        const run = seen.runs[0] ?? "";
        seen.replays.push({ run, ...(await target.replay(places.journal, run)) });
        return;
      }
    }
  };

  const work = async (): Promise<void> => {
    layWorkspace(places.workspace, filled.assembly);
    for (const step of filled.steps) {
      if (over) return;
      await take(step);
    }
    await (runtime as TargetRuntime | null)?.close();
    seen.records = await target.exportRecords(places.journal).catch(() => null);
    if (seen.forged || seen.openings.every(({ ok }) => !ok)) return;
    const ids = new Set((seen.records ?? []).map((it) => it["run"]).filter((it) => typeof it === "string"));
    const replays = [];
    for (const run of target.supports.includes("replay") ? ids : []) replays.push({ run, ...(await target.replay(places.journal, run)) });
    seen.finally = { verification: await target.verify(places.journal, headOf(seen.records ?? [])), replays };
  };

  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<"late">((resolve) => (timer = setTimeout(resolve, bench.timeoutMs, "late")));
  const ended = await Promise.race([
    work().catch((error: unknown) => void seen.broken.push(error instanceof Error ? `${error.name}: ${error.message}` : String(error))),
    late,
  ]);
  clearTimeout(timer);
  over = true;
  happened();
  if (ended === "late") seen.broken.push(`not at its end after ${bench.timeoutMs} ms`);
  return seen;
};
