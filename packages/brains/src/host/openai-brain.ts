import type { Brain, BrainReply, Clock, StopSignal, ThinkRequest } from "@femtoclaw/core";
import { encodeUtf8, FemtoClawError, fault } from "@femtoclaw/protocol";
import { decodeChatReply, envelopeBytesFor } from "../openai-reply.ts";
import { encodeChatRequest, type ChatOptions } from "../openai-request.ts";
import { defaultRetrySchedule, nextTry, type RetrySchedule } from "../retry.ts";
import { startCallDeadline, type CallDeadline } from "./call-deadline.ts";
import type { ChatConnections, ChatPost } from "./chat-exchange.ts";
import { readOpenAiEndpoint } from "./openai-endpoint.ts";
import { refuseStopped, spoken } from "./spoken.ts";
import { systemClock } from "./system-clock.ts";

export interface OpenAiBrainOptions {
  /** Base URL as the provider prints it, usually ending in /v1. http:// only to this machine. */
  readonly endpoint: string;
  readonly model: string;
  /** Asked before each call, so that a key can be renewed. Undefined sends none. */
  readonly apiKey?: () => string | undefined;
  /** Over the whole call, tries and pauses included. The request's own timeoutMs counts when it is shorter. */
  readonly timeoutMs?: number;
  /** The request's own maxReplyBytes counts when it is smaller. */
  readonly maxReplyBytes?: number;
  readonly maxConnections?: number;
  readonly retry?: Partial<RetrySchedule>;
  readonly temperature?: number;
  readonly jsonMode?: boolean;
  /** Permits http:// to another machine, where everything sent and the key can be read on the way. */
  readonly allowInsecure?: boolean;
  readonly clock?: Clock;
  /** From 0 up to, not including, 1. */
  readonly random?: () => number;
}

export interface OpenAiBrain extends Brain {
  /** Ends calls under way with FC_BRAIN_CANCELLED and closes every connection. */
  close(): Promise<void>;
}

/** What a header may carry. A line break in a key would add headers of somebody else's. */
const isHeaderSafe = (key: string): boolean => /^[\x21-\x7e]+$/.test(key);

/** Whatever a key's source throws may quote the key, so it goes no further than here (G9). */
const readKey = (source: OpenAiBrainOptions["apiKey"]): string | undefined => {
  try {
    return source?.();
  } catch {
    throw new FemtoClawError(fault("FC_BRAIN_CONFIGURATION", "a source of the key that can be read", "one that failed"));
  }
};

const headersFor = (key: string | undefined): Record<string, string> => {
  if (key !== undefined && !isHeaderSafe(key)) {
    throw new FemtoClawError(fault("FC_BRAIN_CONFIGURATION", "a key of printable characters without blanks", "another character"));
  }
  return {
    accept: "application/json",
    "accept-encoding": "identity",
    "content-type": "application/json",
    "user-agent": "femtoclaw",
    ...(key === undefined ? {} : { authorization: `Bearer ${key}` }),
  };
};

/**
 * Any server that speaks OpenAI's chat completions: hosted ones, Ollama, llama.cpp, LM Studio, vLLM. Fails with an
 * FC_BRAIN code, within its deadline, whatever the server does (FC-BRAIN-0001). The key appears in no error and no record (G9).
 */
export const createOpenAiBrain = (options: OpenAiBrainOptions): OpenAiBrain => {
  const endpoint = readOpenAiEndpoint(options.endpoint, options.allowInsecure ?? false);
  if (options.model === "") throw new FemtoClawError(fault("FC_BRAIN_CONFIGURATION", "the name of a model", "an empty one"));
  const clock = options.clock ?? systemClock;
  const random = options.random ?? Math.random;
  const schedule: RetrySchedule = { ...defaultRetrySchedule, ...options.retry };
  const ownTimeoutMs = options.timeoutMs ?? 120_000;
  const ownMaxReplyBytes = options.maxReplyBytes ?? 65_536;
  const chat: ChatOptions = { model: options.model, temperature: options.temperature ?? null, jsonMode: options.jsonMode ?? false };
  const closing = new AbortController();
  let connections: Promise<ChatConnections> | null = null;

  // The HTTP client takes as long to load as the rest of a start together: it comes with the first call.
  const connect = async (): Promise<ChatConnections> => {
    const { openChatConnections } = await import("./chat-exchange.ts");
    return openChatConnections(endpoint.origin, options.maxConnections ?? 16);
  };

  const ask = async (post: ChatPost, deadline: CallDeadline): Promise<Uint8Array> => {
    connections ??= connect();
    const server = await connections;
    for (let attempt = 1; ; attempt += 1) {
      const exchange = await server.exchange(post);
      const stopped = deadline.stopped();
      if (stopped !== null) throw stopped;
      if (exchange.ok) return exchange.body;
      const { fault: why, retry, retryAfterMs } = exchange;
      const next = nextTry(schedule, { attempt, retryAfterMs, remainingMs: deadline.remainingMs(), random: random() });
      if (!retry || !next.again) throw new FemtoClawError(why);
      await deadline.pause(next.delayMs);
    }
  };

  const think = async (request: ThinkRequest, signal: StopSignal): Promise<BrainReply> => {
    refuseStopped(signal);
    refuseStopped(closing.signal);
    const maxReplyBytes = Math.min(ownMaxReplyBytes, request.maxReplyBytes);
    const maxBodyBytes = envelopeBytesFor(maxReplyBytes);
    const headers = headersFor(readKey(options.apiKey));
    const body = JSON.stringify(encodeChatRequest(request, chat));
    const deadline = startCallDeadline(clock, Math.min(ownTimeoutMs, request.timeoutMs), [signal, closing.signal]);
    try {
      const post = { path: endpoint.requestTarget, headers, body, maxBodyBytes, signal: deadline.signal, nowMs: clock.nowMs };
      const reply = decodeChatReply(await ask(post, deadline), maxBodyBytes);
      if (!reply.ok) throw new FemtoClawError(reply.fault);
      return spoken(encodeUtf8(reply.value.text), reply.value.usage, { maxReplyBytes });
    } finally {
      deadline.end();
    }
  };

  return {
    description: { kind: "openai", endpoint: endpoint.shown, model: options.model },
    think,
    close: async () => {
      closing.abort();
      await (await connections)?.close();
    },
  };
};
