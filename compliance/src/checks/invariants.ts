// What must hold of every vector, whatever it is about: the ordering obligations, seen from outside.
import type { JsonObject } from "@femtoclaw/protocol";
import { canonical, digestOf, emptyHash, leafHash } from "../canonical.ts";
import type { Observation } from "../observation.ts";
import type { Answer } from "../target.ts";
import { problem, type Check, type Problem } from "./check.ts";
import { authorisations, bodyOf, isObject, ofKind, recordsOf } from "./records.ts";

const invariant = (name: string, requirements: readonly string[], judge: (seen: Observation) => readonly Problem[] | null): Check => ({
  name,
  requirements,
  judge: (_vector, seen) => judge(seen),
});

const members = ["body", "execution", "kind", "prev", "run", "seq", "time"];

/** FC-CORE-0001's closed list. */
const kinds: ReadonlySet<unknown> = new Set([
  "runtime.started", "runtime.recovered", "runtime.stopped", "runtime.migrated", "journal.archived", "run.started", "run.resumed", "run.closed",
  "input.received", "input.answered", "input.failed", "brain.replied", "brain.failed", "protocol.rejected", "context.summarised", "mandate.given",
  "facts.resolved", "grant.requested", "approval.requested", "approval.answered", "decision", "outcome", "execution.in-doubt", "execution.settled",
  "deadline.passed", "stop.requested",
]);

/** FC-EXEC-0001's closed vocabulary. */
const words: ReadonlySet<unknown> = new Set(["ok", "failed", "timed_out", "output_limit", "cancelled", "denied", "refused", "rejected", "unavailable"]);

const grantOf = (decision: JsonObject): string => canonical(bodyOf(decision)["grant"] ?? null);

const linkProblems = (records: readonly JsonObject[]): readonly Problem[] => {
  let prev = emptyHash;
  for (const [index, record] of records.entries()) {
    if (record["seq"] !== index + 1) return [problem(`seq ${index + 1}`, record["seq"])];
    if (record["prev"] !== prev) return [problem(`record ${index + 1} to link to ${prev}`, record["prev"])];
    prev = leafHash(record);
  }
  return [];
};

/** Executions that were authorised and their ends, over the whole journal. */
const endProblems = (seen: Observation): readonly Problem[] => {
  const records = recordsOf(seen);
  return [...new Set(seen.effects.map(({ execution }) => execution))].flatMap((execution) => {
    const ends = records.filter((it) => it["execution"] === execution && (it["kind"] === "outcome" || it["kind"] === "execution.in-doubt"));
    return ends.length === 1 ? [] : [problem(`one outcome or in-doubt record of ${execution}`, `${ends.length}`)];
  });
};

/** Who and why, and the two digests: of the grant that was asked about, and of the policy under which it was. */
const answerProblems = (answer: JsonObject, records: readonly JsonObject[]): readonly Problem[] => {
  const question = ofKind(records, "approval.requested").find((it) => it["execution"] === answer["execution"]);
  if (question === undefined) return [problem("a question before its answer", answer)];
  const { grant, policy } = bodyOf(question);
  const { who, why, grantDigest, policy: under } = bodyOf(answer);
  const named = typeof who === "string" && who !== "" && typeof why === "string";
  const bound = grantDigest === digestOf(grant) && typeof policy === "string" && under === policy;
  return named && bound ? [] : [problem(`an answer with who, why, ${digestOf(grant)} and ${String(policy)}`, bodyOf(answer))];
};

/** Everything in a context that is not what somebody said to the brain, or what it said itself. */
const toldEntries = (seen: Observation): readonly JsonObject[] =>
  seen.thoughts.flatMap(({ context }) => context).filter((it) => it["role"] !== "input" && it["role"] !== "intent");

/** A run that waits has its question as its last record. */
const isHeld = (own: readonly JsonObject[], answer: Answer): boolean => {
  switch (answer.status) {
    case "answered":
      return ofKind(own, "input.answered").some((it) => bodyOf(it)["content"] === answer.content);
    case "waiting":
      return own.at(-1)?.["kind"] === "approval.requested";
    default:
      return ofKind(own, "input.failed").some((it) => {
        const fault = bodyOf(it)["fault"];
        return isObject(fault) && fault["code"] === answer.code;
      });
  }
};

export const invariants: readonly Check[] = [
  invariant("in-time", ["FC-SEC-0001.R11"], ({ broken }) => broken.map((it) => problem("every step to end", it))),

  invariant("record-form", ["FC-CORE-0001.R11"], (seen) =>
    seen.records === null
      ? null
      : recordsOf(seen).flatMap((record) => {
          if (Object.keys(record).sort().join() !== members.join()) return [problem(members, Object.keys(record).sort())];
          return kinds.has(record["kind"]) ? [] : [problem("a kind of the closed list", record["kind"])];
        }),
  ),

  invariant("linked-records", ["FC-MEM-0001.R3"], (seen) => (seen.records === null || seen.forged ? null : linkProblems(seen.records))),

  invariant("decision-before-effect", ["FC-CORE-0001.R7", "FC-CORE-0001.R8", "FC-SEC-0001.R1", "FC-EXEC-0001.R1"], ({ effects }) =>
    effects.length === 0
      ? null
      : effects.flatMap(({ capability, execution, grant, records }) => {
          const decided = authorisations(records).filter((it) => it["execution"] === execution);
          if (decided.some((it) => grantOf(it) === canonical(grant))) return [];
          return [problem(`a readable AUTHORIZED decision for ${execution} with the grant ${canonical(grant)} when ${capability} starts`, decided.map(grantOf))];
        }),
  ),

  invariant("yes-before-effect", ["FC-POL-0004.R1", "FC-POL-0001.R15", "FC-EXEC-0001.R14"], ({ effects }) => {
    const asked = effects.filter(({ execution, records }) => ofKind(records, "approval.requested").some((it) => it["execution"] === execution));
    if (asked.length === 0) return null;
    return asked.flatMap(({ execution, capability, records }) => {
      const said = ofKind(records, "approval.answered").some((it) => it["execution"] === execution && bodyOf(it)["approved"] === true);
      return said ? [] : [problem(`a readable yes about ${execution} when ${capability} starts`, "none")];
    });
  }),

  invariant("answer-names-its-question", ["FC-POL-0004.R7"], (seen) => {
    const answers = ofKind(recordsOf(seen), "approval.answered");
    return answers.length === 0 || seen.forged ? null : answers.flatMap((answer) => answerProblems(answer, recordsOf(seen)));
  }),

  invariant("effect-once", ["FC-CLAW-0001.R11", "FC-EXEC-0001.R3", "FC-CORE-0001.R9"], ({ effects }) => {
    if (effects.length === 0) return null;
    const starts = new Map<string, number>();
    for (const { execution } of effects) starts.set(execution, (starts.get(execution) ?? 0) + 1);
    return [...starts].filter(([, count]) => count > 1).map(([execution, count]) => problem(`one start of ${execution}`, `${count}`));
  }),

  invariant("effect-ends", ["FC-EXEC-0001.R8"], (seen) => (seen.effects.length === 0 || seen.records === null || seen.forged ? null : endProblems(seen))),

  invariant("outcome-before-thought", ["FC-CORE-0001.R7", "FC-EXEC-0001.R8"], ({ thoughts }) => {
    const later = thoughts.filter(({ started }) => started.length > 0);
    if (later.length === 0) return null;
    return later.flatMap(({ run, step, started, records }) => {
      const own = new Set(authorisations(records).filter((it) => it["run"] === run).map((it) => it["execution"]));
      const ended = new Set([...ofKind(records, "outcome"), ...ofKind(records, "execution.in-doubt")].map((it) => it["execution"]));
      return started.filter((it) => own.has(it) && !ended.has(it)).map((it) => problem(`the end of ${it} on record before step ${step}`, "none"));
    });
  }),

  invariant("answer-after-record", ["FC-CORE-0001.R10"], ({ answers }) => {
    const given = answers.filter(({ answer }) => answer.status !== "refused");
    if (given.length === 0) return null;
    return given.flatMap(({ run, answer, records }) => {
      const own = records.filter((it) => it["run"] === run);
      return isHeld(own, answer) ? [] : [problem("the answer on record before it leaves", answer)];
    });
  }),

  invariant("no-error-detail", ["FC-SEC-0001.R3", "FC-EXEC-0001.R17", "FC-PROTO-0001.R17"], (seen) => {
    const told = toldEntries(seen);
    if (told.length === 0) return null;
    return told.flatMap((entry) => {
      if (entry["role"] !== "result" || !words.has(entry["outcome"])) return [problem("a result with a word of the vocabulary", entry)];
      const text = JSON.stringify(entry);
      const leaked = /FC_[A-Z]+_[A-Z_]+/.exec(text)?.[0] ?? seen.errorTexts.find((it) => text.includes(it));
      return leaked === undefined ? [] : [problem("no error detail in the context", leaked)];
    });
  }),

  invariant("no-secret", ["FC-SEC-0001.R4"], ({ secrets, records, thoughts }) => {
    if (secrets.length === 0) return null;
    const text = JSON.stringify([records, thoughts.map(({ context }) => context)]);
    return secrets.filter((it) => text.includes(it)).map(() => problem("no secret value in journal or context", "one"));
  }),

  invariant("verifies", ["FC-MEM-0001.R12"], ({ finally: { verification } }) =>
    verification === null ? null : verification.ok ? [] : [problem("a journal that nobody touched to verify", verification)],
  ),

  invariant("replays-identically", ["FC-CORE-0001.R12"], ({ finally: { replays } }) =>
    replays.length === 0 ? null : replays.filter(({ identical }) => !identical).map(({ detail }) => problem("an identical replay", detail)),
  ),
];
