// FC-CLAW-0004: one request and one answer on one connection that is closed afterwards. No proxy, no cookies, no pool, no
// compression asked for, and nothing read beyond the cap.
import type { UrlGrant } from "@femtoclaw/gate";
import { fail, fault, ok, type Fault, type Result } from "@femtoclaw/protocol";
import { cappedOutput } from "./capped-output.ts";
import { connectGranted, type ConnectionOptions } from "./granted-connection.ts";

export interface HttpAnswer {
  readonly status: number;
  readonly headers: { readonly [name: string]: string };
  /** The target of a redirect; null for any other answer. The body of a redirect is not read. */
  readonly location: string | null;
  readonly body: Buffer;
  readonly truncated: boolean;
  readonly address: string;
}

/** What of the answer's head is handed on: enough to read the body, too little to carry cookies or a flood. */
const keptHeaders = ["content-type", "content-length", "content-encoding", "last-modified", "etag"];
const MAX_HEADER_LENGTH = 512;
const MAX_HEAD_BYTES = 16_384;
const redirectStatuses = [301, 302, 303, 307, 308];

/** Ends at the latest when the signal is aborted; then the fault says that the answer was broken off. */
export const exchange = async (
  grant: UrlGrant,
  maxBodyBytes: number,
  options: ConnectionOptions,
  signal: AbortSignal,
): Promise<Result<HttpAnswer, Fault>> => {
  // Loaded here, so that a start without a request does not wait for it.
  const { Client } = await import("undici");
  const connection = await connectGranted(grant, options, signal);
  if (!connection.ok) return connection;
  const socket = connection.value;
  const { origin } = new URL(grant.url);
  const client = new Client(origin, {
    // Never within the call, where undici would not notice; and never twice, for what was sent may not be sent again (G4).
    connect: (_options, callback) =>
      queueMicrotask(() => (socket.destroyed ? callback(new Error("the one connection is closed"), null) : callback(null, socket))),
    maxHeaderSize: MAX_HEAD_BYTES,
    headersTimeout: 0,
    bodyTimeout: 0,
    allowH2: false,
  });
  try {
    const response = await client.request({
      method: grant.method,
      path: targetOf(grant.url),
      headers: { "user-agent": "femtoclaw", accept: "*/*", "accept-encoding": "identity" },
      reset: true,
      signal,
    });
    // The end of a body that is not read on is no error of ours.
    response.body.on("error", () => {});
    const location = redirectStatuses.includes(response.statusCode) ? headerText(response.headers["location"]) : null;
    const output = cappedOutput(maxBodyBytes);
    if (location === null) {
      for await (const chunk of response.body) {
        if (chunk instanceof Uint8Array && !output.take(0, chunk)) break;
      }
    }
    return ok({
      status: response.statusCode,
      headers: headersOf(response.headers),
      location,
      body: output.bytes(0),
      truncated: output.isFull(),
      address: socket.remoteAddress ?? "",
    });
  } catch (thrown) {
    const code = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "another error";
    return fail(fault("FC_CLAW_HTTP_BROKEN", "a whole answer", code));
  } finally {
    socket.destroy();
    await client.destroy();
  }
};

/** Path and query exactly as they were granted. */
const targetOf = (url: string): string => {
  const from = url.indexOf("/", url.indexOf("://") + 3);
  return from === -1 ? "/" : url.slice(from);
};

type Headers = { readonly [name: string]: string | string[] | undefined };

const headerText = (value: string | string[] | undefined): string | null =>
  value === undefined ? null : typeof value === "string" ? value : (value[0] ?? null);

const headersOf = (headers: Headers): { [name: string]: string } => {
  const kept: { [name: string]: string } = {};
  for (const name of keptHeaders) {
    const text = headerText(headers[name]);
    if (text !== null && text.length <= MAX_HEADER_LENGTH) kept[name] = text;
  }
  return kept;
};
