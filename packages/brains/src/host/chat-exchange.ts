// One POST, one answer, no repetition and no redirect. What went wrong is told by codes and numbers; no text of the
// server's enters a fault, since it may repeat the key or the prompt.
import { fault, type Fault } from "@femtoclaw/protocol";
import { errors, Pool, type Dispatcher } from "undici";
import { parseRetryAfter } from "../retry-after.ts";

export type Exchange =
  | { readonly ok: true; readonly body: Uint8Array }
  | { readonly ok: false; readonly fault: Fault; readonly retry: boolean; readonly retryAfterMs: number | null };

export interface ChatPost {
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly maxBodyBytes: number;
  readonly signal: AbortSignal;
  readonly nowMs: () => number;
}

const failed = (it: Fault, retry = false, retryAfterMs: number | null = null): Exchange => ({ ok: false, fault: it, retry, retryAfterMs });

const codeOf = (error: unknown): string =>
  error !== null && typeof error === "object" && "code" in error && typeof error.code === "string" ? error.code : "no code";

/** Codes of a connection that was made and then broke. Anything else before the headers means that none was made. */
const broken = new Set(["UND_ERR_SOCKET", "ECONNRESET", "EPIPE", "UND_ERR_CLOSED", "UND_ERR_DESTROYED"]);

const isNoHttp = (error: unknown): boolean =>
  error instanceof errors.HTTPParserError || error instanceof errors.HeadersOverflowError;

const noHttp = (): Exchange => failed(fault("FC_BRAIN_REPLY_MALFORMED", "an HTTP answer", "bytes that are none"));

const beforeHeaders = (error: unknown): Exchange => {
  if (isNoHttp(error)) return noHttp();
  const code = codeOf(error);
  if (broken.has(code)) return failed(fault("FC_BRAIN_CLOSED_EARLY", "an answer", `a connection closed before it (${code})`), true);
  return failed(fault("FC_BRAIN_UNREACHABLE", "a connection to the brain's server", code), true);
};

const headerOf = (response: Dispatcher.ResponseData, name: string): string => {
  const value = response.headers[name];
  return (Array.isArray(value) ? value[0] : value) ?? "";
};

const statusFault = (response: Dispatcher.ResponseData, nowMs: number): Exchange => {
  const status = response.statusCode;
  const found = `HTTP status ${status}`;
  const header = headerOf(response, "retry-after");
  const retryAfterMs = header === "" ? null : parseRetryAfter(header, nowMs);
  if (status === 429) return failed(fault("FC_BRAIN_RATE_LIMITED", "an answer", found), true, retryAfterMs);
  if (status >= 500) return failed(fault("FC_BRAIN_HTTP_STATUS", "HTTP status 200", found), true, retryAfterMs);
  if (status === 401 || status === 403) return failed(fault("FC_BRAIN_UNAUTHORIZED", "a key that the server accepts", found));
  const redirect = status >= 300 && status < 400 ? " (redirects are not followed)" : "";
  return failed(fault("FC_BRAIN_HTTP_STATUS", "HTTP status 200", `${found}${redirect}`));
};

const readBody = async (response: Dispatcher.ResponseData, maxBodyBytes: number): Promise<Exchange> => {
  const tooLong = fault("FC_BRAIN_REPLY_TOO_LONG", `an HTTP body of at most ${maxBodyBytes} bytes`, "more");
  if (Number(headerOf(response, "content-length")) > maxBodyBytes) return failed(tooLong);
  const chunks: Uint8Array[] = [];
  let length = 0;
  // Leaving the loop early destroys the body, and with it the connection: a flood ends here.
  for await (const chunk of response.body) {
    const bytes: Uint8Array = chunk;
    length += bytes.length;
    if (length > maxBodyBytes) return failed(tooLong);
    chunks.push(bytes);
  }
  return { ok: true, body: Buffer.concat(chunks, length) };
};

const judgeResponse = async (response: Dispatcher.ResponseData, post: ChatPost): Promise<Exchange> => {
  if (response.statusCode !== 200) {
    // Read to its end when it is short, so that the connection can be used again; its text is not used.
    await response.body.dump({ limit: 65_536, signal: post.signal });
    return statusFault(response, post.nowMs());
  }
  const encoding = headerOf(response, "content-encoding");
  const type = (headerOf(response, "content-type").split(";")[0] ?? "").trim().toLowerCase();
  if ((encoding !== "" && encoding !== "identity") || (type !== "" && type !== "application/json")) {
    return failed(fault("FC_BRAIN_REPLY_MALFORMED", "application/json, not compressed", "another content type or encoding"));
  }
  return readBody(response, post.maxBodyBytes);
};

const exchange = async (pool: Pool, post: ChatPost): Promise<Exchange> => {
  let response: Dispatcher.ResponseData;
  try {
    const { path, headers, body, signal } = post;
    response = await pool.request({ method: "POST", path, headers, body, signal });
  } catch (error) {
    return beforeHeaders(error);
  }
  // A body that breaks while nobody reads it must not become an uncaught error.
  response.body.on("error", () => {});
  try {
    return await judgeResponse(response, post);
  } catch (error) {
    if (isNoHttp(error)) return noHttp();
    return failed(fault("FC_BRAIN_CLOSED_EARLY", "a whole answer", `a part of one (${codeOf(error)})`), true);
  } finally {
    if (!response.body.readableEnded) response.body.destroy();
  }
};

/** Connections to one server, used again from call to call. */
export interface ChatConnections {
  /** Never rejects. Whether it was stopped is the caller's to know: a stop looks like a broken connection from here. */
  exchange(post: ChatPost): Promise<Exchange>;
  close(): Promise<void>;
}

export const openChatConnections = (origin: string, maxConnections: number): ChatConnections => {
  // The deadline is the caller's, over everything; time-outs of the pool's own would end a slow model earlier.
  const pool = new Pool(origin, { connections: maxConnections, headersTimeout: 0, bodyTimeout: 0 });
  return { exchange: (post) => exchange(pool, post), close: () => pool.destroy() };
};
