// The ports: everything the core needs from the world, and all it ever gets. The driver calls them; the machine never does.
import type { ArgumentDefect, Capability, Fact, Grant, Lookup } from "@femtoclaw/gate";
import type { Fault, JsonObject, JsonValue, RunId } from "@femtoclaw/protocol";
import type { ContextEntry, OutcomeWord } from "./context.ts";
import type { JournalRecord, RecordDraft } from "./record.ts";
import type { StateName } from "./state.ts";

/** The part of AbortSignal that the core relies on, so that pure code needs no host types. An AbortSignal is one. */
export interface StopSignal {
  readonly aborted: boolean;
  addEventListener(type: "abort", listener: () => void, options?: { once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

// ---- Brain (FC-BRAIN-0001) ----

/** A capability as a brain may know it: what the policy can allow at all, with its argument schema. */
export interface ToolView {
  readonly name: string;
  readonly description: string;
  readonly args: JsonObject;
}

export interface ThinkRequest {
  readonly run: string;
  /** Counts from 1 within the run. */
  readonly step: number;
  readonly context: readonly ContextEntry[];
  readonly tools: readonly ToolView[];
  /** A reply longer than this is cut off by the brain adapter and reported as FC_BRAIN_REPLY_TOO_LONG. */
  readonly maxReplyBytes: number;
  /** Milliseconds from now. */
  readonly timeoutMs: number;
}

export interface TokenUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

/** Exactly what the inference system said. It is parsed by the core, never by the adapter. */
export interface BrainReply {
  readonly bytes: Uint8Array;
  /** Null where the source does not say. */
  readonly usage: TokenUsage | null;
}

/** Holds no authority and no access beyond its own endpoint. Fails by throwing a FemtoClawError with an FC_BRAIN code. */
export interface Brain {
  /** Recorded at the start of each run: what it is, never a key or a URL with credentials. */
  readonly description: JsonObject;
  think(request: ThinkRequest, signal: StopSignal): Promise<BrainReply>;
}

// ---- Claw (FC-CLAW-0001) ----

export interface ClawContext {
  readonly signal: StopSignal;
  /** Stable for one authorised effect, also across a crash. */
  readonly idempotencyKey: string;
  /**
   * Asks the gate about one more call of the same capability (a redirect, say). Resolves to a grant only after the
   * decision is durable; null means denied. The claw must not act on null.
   */
  requestGrant(args: JsonObject): Promise<Grant | null>;
}

/** How an effect ended. `output` goes to the brain; `error` and `measures` go to the record only (G8). */
export interface ClawResult {
  readonly outcome: Extract<OutcomeWord, "ok" | "failed" | "timed_out" | "output_limit" | "cancelled" | "unavailable" | "denied">;
  readonly output: JsonValue;
  readonly error: Fault | null;
  /** Bytes of output seen, exit status, and so on: numbers and short words for people who read the record. */
  readonly measures: JsonObject;
}

/** A capability that can act. `execute` must end by itself at the grant's limits and on the signal. */
export interface Claw extends Capability {
  execute(grant: Grant, context: ClawContext): Promise<ClawResult>;
}

// ---- Journal (FC-MEM-0001) ----

export interface Receipt {
  readonly records: readonly JournalRecord[];
}

/** Durable, ordered, append-only. */
export interface Journal {
  /** Resolves only after every draft is on disk (G5). Rejects with a fatal FC_JOURNAL code; then nothing may go on. */
  append(drafts: readonly RecordDraft[]): Promise<Receipt>;
  /** Records from `seq` on (counting from 1), in order. */
  read(fromSeq?: number): AsyncIterable<JournalRecord>;
  /** The last durable record's sequence number and hash; seq 0 and 64 zeros for an empty journal. */
  head(): JournalHead;
  close(): Promise<void>;
}

export interface JournalHead {
  readonly seq: number;
  readonly hash: string;
}

// ---- The rest of the world ----

export interface Clock {
  /** Milliseconds since 1970, whole. */
  nowMs(): number;
  /** Calls back once after `delayMs`, never before it has returned; the returned function cancels. */
  after(delayMs: number, callback: () => void): () => void;
}

export interface Ids {
  newRunId(): RunId;
}

/** Answers what the gate asks about the host. Must never throw for a missing thing: it says null or an empty list. */
export interface Resolver {
  resolve(lookups: readonly Lookup[]): Promise<readonly Fact[]>;
}

/** A person's word on one grant (FC-POL-0004). */
export interface ApprovalAnswer {
  readonly approved: boolean;
  readonly who: string;
  readonly why: string;
}

export interface ApprovalQuestion {
  readonly run: string;
  readonly execution: string;
  readonly grant: Grant;
  readonly grantDigest: string;
  readonly expiresAtMs: number;
}

/** Where nobody can be asked, the answer is no. */
export interface Approver {
  /**
   * True where the answer comes later and elsewhere: the run is then left as its records say, waiting, and `resumeRun` goes on with
   * it (FC-POL-0004). `ask` is not called.
   */
  readonly suspends?: boolean;
  ask(question: ApprovalQuestion, signal: StopSignal): Promise<ApprovalAnswer>;
}

/** Observers. They cannot fail a run: whatever they throw is dropped. They are told in turn, so they must be quick. */
export interface Telemetry {
  transition(event: TransitionEvent): void;
  record(record: JournalRecord): void;
  /** Of the journal, where its checkpoints are signed. */
  checkpoint?(event: CheckpointEvent): void;
}

/** The history was signed, or could not be (FC-CRYPTO-0001.R11). */
export interface CheckpointEvent {
  readonly timeMs: number;
  /** Records. */
  readonly size: number;
  /** Null where it could not be signed or stored. */
  readonly root: string | null;
  readonly fault: Fault | null;
}

/** One state transition, the closed event of FC-OBS-0001. */
export interface TransitionEvent {
  readonly run: string;
  readonly timeMs: number;
  readonly from: StateName;
  readonly to: StateName;
}

export type { ArgumentDefect };
