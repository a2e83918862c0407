// FC-COMP-0001: the shape of a file of vectors. Described once, here; it yields the published vector.schema.json and the check at load.
import { z } from "zod";
import { features } from "./target.ts";

const count = z.int().min(0).max(1_000_000);
const text = z.string().max(100_000);
const word = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/).max(80);
const code = z.string().regex(/^FC_[A-Z0-9_]+$/);
const json = z.json();
const jsonObject = z.record(z.string(), json);

const timing = {
  usage: z.strictObject({ inputTokens: count, outputTokens: count }).optional(),
  afterMs: count.optional(),
};

/** What the brain says. Two handy forms, and bytes in three spellings for what no serialiser would write. */
export const replySchema = z
  .union([
    z.strictObject({ message: text, ...timing }),
    z.strictObject({ call: text, args: jsonObject, ...timing }),
    z.strictObject({ text, ...timing }),
    z.strictObject({ base64: text, ...timing }),
    z.strictObject({ long: z.strictObject({ before: text, repeat: text, times: count, after: text }), ...timing }),
    z.strictObject({ fail: text, ...timing }),
    z.strictObject({ hang: z.literal(true), ...timing }),
  ])
  .meta({ id: "reply" });

/** What one start of a capability does, instead of answering `ok` at once. */
export const resultSchema = z
  .strictObject({
    how: z.enum(["answer", "throw", "hang", "until-cancelled", "not-json", "not-a-result"]),
    outcome: z.enum(["ok", "failed", "timed_out", "output_limit", "unavailable", "denied"]),
    output: json,
    outputBytes: count,
    error: text,
    afterMs: count,
    asks: z.array(jsonObject).max(8),
  })
  .partial()
  .meta({ id: "result" });

const approval = z.strictObject({
  answer: z.enum(["approve", "refuse", "hang", "throw"]),
  who: text.optional(),
  why: text.optional(),
  afterMs: count.optional(),
});

const lines = z.union([text, z.array(text)]);
const numbers = z.record(z.string(), count);

export const assemblySchema = z
  .strictObject({
    policy: z.union([text, z.array(text), z.null()]).describe("text, or its lines, or none at all"),
    profile: z.enum(["strict", "industrial", "observe"]),
    capabilities: z.array(z.strictObject({ use: text.describe("a name in vectors/capabilities.json"), results: z.array(resultSchema).optional() })),
    brain: z.array(replySchema),
    approvals: z.union([z.array(approval), z.literal("later")]).describe("what a person says who is there; or `later`: nobody is, and the run is left waiting"),
    limits: numbers,
    protocolLimits: numbers,
    memory: z.strictObject({ maxEntries: count, maxTokens: count }),
    secrets: z.array(text),
    files: z.record(z.string(), text).describe("of the workspace"),
    links: z.record(z.string(), text).describe("symbolic links in the workspace"),
  })
  .partial()
  .meta({ id: "assembly" });

const run = { run: word.optional() };

export const stepSchema = z
  .discriminatedUnion("do", [
    z.strictObject({ do: z.literal("open"), assembly: assemblySchema.optional() }),
    z
      .strictObject({ do: z.literal("open-run"), mandate: z.union([z.literal("brain"), z.strictObject({ operator: lines })]), ...run })
      .describe("opens a run that is narrowed: by the brain's own proposal, or by this text; one that is refused is an opening that is not ok"),
    z.strictObject({ do: z.literal("submit"), input: text.optional(), ...run, wait: z.boolean().optional() }),
    z.strictObject({ do: z.literal("await"), what: z.enum(["effect", "thought", "approval"]), count: count.optional() }),
    z.strictObject({ do: z.literal("settle") }).describe("waits for every input that was not waited for"),
    z
      .strictObject({
        do: z.literal("answer"),
        say: z.enum(["yes", "no"]),
        who: text.optional(),
        why: text.optional(),
        about: text.optional().describe("a kind: the execution of its first record; the last question's unless said"),
        wait: z.boolean().optional(),
      })
      .describe("a person's word on a run that was left waiting"),
    z.strictObject({ do: z.literal("wait"), ms: z.int().min(1).max(5_000) }).describe("for what time alone changes: an expiry, a deadline"),
    z.strictObject({ do: z.literal("stop"), who: text, why: text, ...run }),
    z.strictObject({ do: z.literal("close-run"), ...run }),
    z.strictObject({ do: z.literal("close") }),
    z
      .strictObject({ do: z.literal("crash"), at: z.enum(["effect", "thought", "question", "answer"]), assembly: assemblySchema.optional(), input: text.optional() })
      .describe("runs the target in a process of its own and kills it there"),
    z.strictObject({
      do: z.literal("forge"),
      how: z.enum(["edit", "delete", "swap", "insert", "truncate", "rewrite", "flip", "flip-length", "cut-file", "tear", "version", "empty"]),
      record: z.string().optional().describe("a kind: its first record; or a seq"),
      find: text.optional(),
      replace: text.optional(),
      sealed: z.boolean().optional().describe("frames get right checksums, as an adversary would write them; true unless said"),
    }),
    z.strictObject({ do: z.literal("verify"), against: z.enum(["nothing", "known-head"]).optional() }),
    z.strictObject({ do: z.literal("replay"), ...run }),
  ])
  .meta({ id: "step" });

const verdict = z.enum([
  "AUTHORIZED", "DENIED_CAPABILITY_NOT_FOUND", "DENIED_CAPABILITY_DISABLED", "DENIED_ARGUMENT_INVALID", "DENIED_POLICY_VIOLATION",
]);

export const expectSchema = z
  .strictObject({
    opens: z
      .array(z.strictObject({ ok: z.boolean(), code: code.optional(), defects: z.array(z.strictObject({ code, line: count.optional() })).optional() }))
      .describe("of runtimes, and of runs that a mandate narrows, in order"),
    answers: z.array(
      z.union([
        z.strictObject({ status: z.literal("answered"), content: text }),
        z.strictObject({ status: z.enum(["failed", "refused"]), code }),
        z.strictObject({ status: z.literal("waiting") }),
      ]),
    ),
    rejections: z.array(z.strictObject({ code, offset: count.optional() })),
    decisions: z.array(
      z.strictObject({
        verdict,
        capability: text.optional(),
        args: jsonObject.optional().describe("exactly"),
        rule: z.union([text, z.null()]).optional(),
        line: count.optional(),
        pointers: z.array(text).optional().describe("of the reasons, in order"),
        further: z.boolean().optional(),
      }),
    ),
    effects: z.array(z.strictObject({ capability: text, grant: jsonObject.optional().describe("a part of it"), granted: z.array(z.boolean()).optional() })),
    kinds: z.array(text).describe("of every record of the first run, in order"),
    records: z.array(z.strictObject({ kind: text, count: count.optional(), body: jsonObject.optional().describe("a part of it") })),
    told: z.array(text).describe("outcome words that the brain was shown, up to its last thought"),
    contextHas: z.array(text),
    contextNever: z.array(text),
    contextEntriesAtMost: count,
    tools: z.array(text),
    thoughts: count,
    approvals: count,
    verifications: z.array(z.strictObject({ ok: z.boolean(), code: code.optional(), seq: count.optional() })),
    replays: z.array(z.boolean()),
    journalUnchanged: z.boolean().describe("the last opening left every segment as it was"),
  })
  .partial()
  .meta({ id: "expect" });

const requirement = z.string().regex(/^FC-[A-Z]+-[0-9]{4}\.R[1-9][0-9]*$/);

export const vectorSchema = z
  .strictObject({
    id: word,
    title: z.string().min(10).max(200),
    req: z.array(requirement).min(1),
    kind: z.enum(["positive", "negative"]),
    flags: z.array(z.string()).min(1),
    kills: z.array(word).optional().describe("broken runtimes that this vector must refuse"),
    needs: z.array(z.enum(features)).optional(),
    timeoutMs: count.optional(),
    assembly: assemblySchema.optional(),
    steps: z.array(stepSchema).min(1).optional().describe("open, submit, close unless said"),
    expect: expectSchema,
  })
  .meta({ id: "vector" });

export const vectorFileSchema = z
  .strictObject({
    $schema: z.string().optional(),
    about: z.string(),
    notes: z.record(z.string(), z.strictObject({ bugClass: z.string().min(3), effect: z.string().min(10) })),
    assembly: assemblySchema.optional().describe("for every vector of the file, key by key"),
    vectors: z.array(vectorSchema).min(1),
  })
  .meta({ title: "FemtoClaw compliance vectors", description: "FC-COMP-0001. What a runtime is given, what it must answer, and which fault each vector catches." });

export type VectorFile = z.infer<typeof vectorFileSchema>;
export type WrittenVector = z.infer<typeof vectorSchema>;
export type WrittenAssembly = z.infer<typeof assemblySchema>;
export type Step = z.infer<typeof stepSchema>;
export type Expect = z.infer<typeof expectSchema>;
export type ScriptedReply = z.infer<typeof replySchema>;
export type ScriptedResult = z.infer<typeof resultSchema>;
export type ScriptedApproval = z.infer<typeof approval>;
