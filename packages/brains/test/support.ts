// What several tests of this package need: requests, records, and a real HTTP server on loopback whose answers a test writes.
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { FemtoClawError, type FaultCode, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import type { ContextEntry, JournalRecord, RecordKind, ThinkRequest } from "@femtoclaw/core";

export const requestAt = (step: number, context: readonly ContextEntry[] = [], change: Partial<ThinkRequest> = {}): ThinkRequest => ({
  run: "run-1",
  step,
  context,
  tools: [],
  maxReplyBytes: 65_536,
  timeoutMs: 5_000,
  ...change,
});

export const resultEntry = (output: JsonValue): ContextEntry => ({
  role: "result",
  trust: "untrusted",
  outcome: "ok",
  capability: "shell",
  output,
  tokens: 1,
});

export const inputEntry = (content: string): ContextEntry => ({ role: "input", trust: "trusted", content, tokens: 1 });

export const recordOf = (seq: number, kind: RecordKind, body: JsonObject, run: string | null = "run-1"): JournalRecord => ({
  seq,
  prev: "0".repeat(64),
  time: 1_000 + seq,
  run,
  execution: null,
  kind,
  body,
});

export const textOf = (bytes: Uint8Array): string => new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);

export const faultOf = async (thinking: Promise<unknown>): Promise<FemtoClawError> => {
  const outcome: unknown = await thinking.then(
    () => null,
    (error: unknown) => error,
  );
  if (outcome instanceof FemtoClawError) return outcome;
  throw new Error(`expected a FemtoClawError, got ${String(outcome)}`);
};

export const codeOf = async (thinking: Promise<unknown>): Promise<FaultCode> => (await faultOf(thinking)).code;

export const completion = (content: string | null, more: JsonObject = {}): string =>
  JSON.stringify({
    id: "chatcmpl-1",
    object: "chat.completion",
    choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content, ...more } }],
    usage: { prompt_tokens: 11, completion_tokens: 7, total_tokens: 18 },
  });

export interface Seen {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
  readonly socket: object;
}

export interface TestServer {
  readonly url: string;
  readonly seen: readonly Seen[];
  close(): Promise<void>;
}

export type Answerer = (response: ServerResponse, call: number, seen: Seen) => void;

export const sendJson = (response: ServerResponse, status: number, body: string, headers: Record<string, string> = {}): void => {
  response.writeHead(status, { "content-type": "application/json", ...headers });
  response.end(body);
};

/** `answer` gets the number of the call, from 1. */
export const startServer = async (answer: Answerer): Promise<TestServer> => {
  const seen: Seen[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("error", () => {});
    response.on("error", () => {});
    request.on("end", () => {
      const { method = "", url = "", headers, socket } = request;
      const call: Seen = { method, url, headers, body: Buffer.concat(chunks).toString("utf8"), socket };
      seen.push(call);
      answer(response, seen.length, call);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/v1`,
    seen,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
};
