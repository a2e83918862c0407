// A real client against real servers on loopback: each fault that a provider, a proxy or a network can bring.
import { spawnSync } from "node:child_process";
import { createServer, type Server, type Socket } from "node:net";
import type { AddressInfo } from "node:net";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test } from "vitest";
import { createOpenAiBrain, type OpenAiBrain, type OpenAiBrainOptions } from "../../src/host/openai-brain.ts";
import { codeOf, completion, faultOf, inputEntry, requestAt, sendJson, startServer, textOf, type Answerer, type TestServer } from "../support.ts";

const key = "sk-planted-4f9a7c1e2b";
const never = new AbortController().signal;
const open: { close(): Promise<void> }[] = [];
afterEach(async () => {
  for (const it of open.splice(0).toReversed()) await it.close();
});

const quick = { retries: 2, baseDelayMs: 10, maxDelayMs: 20 };
const brainFor = (endpoint: string, change: Partial<OpenAiBrainOptions> = {}): OpenAiBrain => {
  const brain = createOpenAiBrain({ endpoint, model: "m", apiKey: () => key, timeoutMs: 5_000, retry: quick, ...change });
  open.push(brain);
  return brain;
};
const serve = async (answer: Answerer): Promise<TestServer> => {
  const server = await startServer(answer);
  open.push(server);
  return server;
};
const done = completion('{"message":{"content":"done"}}');
const request = requestAt(1, [inputEntry("Why red?")]);

/** A server below HTTP: it gets the socket once a request has begun to arrive. */
const serveRaw = async (onRequest: (socket: Socket) => void): Promise<string> => {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.once("data", () => onRequest(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  open.push({
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
};

test("a question goes out as one POST with the key in its header, and the answer's bytes and usage come back", async () => {
  const server = await serve((response) => sendJson(response, 200, done));
  const reply = await brainFor(server.url).think(request, never);
  expect(textOf(reply.bytes)).toBe('{"message":{"content":"done"}}');
  expect(reply.usage).toEqual({ inputTokens: 11, outputTokens: 7 });
  const [call] = server.seen;
  expect([call?.method, call?.url, call?.headers.authorization]).toEqual(["POST", "/v1/chat/completions", `Bearer ${key}`]);
  expect(JSON.parse(call?.body ?? "")).toMatchObject({ model: "m", stream: false, messages: [{ role: "system" }, { role: "user", content: "Why red?" }] });
});

test("connections are used again, also after an error was answered", async () => {
  const server = await serve((response, call) => sendJson(response, call === 2 ? 500 : 200, call === 2 ? "{}" : done));
  const brain = brainFor(server.url);
  for (let index = 0; index < 12; index += 1) await brain.think(request, never);
  expect(server.seen.length).toBe(13);
  // The pool may open a second one while the first is still being put back.
  expect(new Set(server.seen.map((call) => call.socket)).size).toBeLessThanOrEqual(2);
});

test("a server error is asked again until it answers", async () => {
  const server = await serve((response, call) => sendJson(response, call < 3 ? 503 : 200, call < 3 ? "busy" : done));
  expect((await brainFor(server.url).think(request, never)).bytes.length).toBeGreaterThan(0);
  expect(server.seen.length).toBe(3);
});

test("a server that keeps failing is given up after the allowed retries", async () => {
  const server = await serve((response) => sendJson(response, 500, `the key ${key} was logged here`));
  const error = await faultOf(brainFor(server.url).think(request, never));
  expect(error.fault).toMatchObject({ code: "FC_BRAIN_HTTP_STATUS", found: "HTTP status 500" });
  expect(server.seen.length).toBe(3);
});

test("429 is waited out for as long as the server says", async () => {
  const server = await serve((response, call) => (call === 1 ? sendJson(response, 429, "{}", { "retry-after": "1" }) : sendJson(response, 200, done)));
  const startMs = performance.now();
  await brainFor(server.url).think(request, never);
  expect(performance.now() - startMs).toBeGreaterThan(990);
});

test("429 with a wait beyond the deadline fails at once", async () => {
  const server = await serve((response) => sendJson(response, 429, "{}", { "retry-after": "60" }));
  const startMs = performance.now();
  expect(await codeOf(brainFor(server.url).think(request, never))).toBe("FC_BRAIN_RATE_LIMITED");
  expect(performance.now() - startMs).toBeLessThan(1_000);
  expect(server.seen.length).toBe(1);
});

test("a refused key, a wrong path and a redirect are told apart, and none is asked again or followed", async () => {
  const elsewhere = await serve((response) => sendJson(response, 200, done));
  for (const [status, code] of [[401, "FC_BRAIN_UNAUTHORIZED"], [403, "FC_BRAIN_UNAUTHORIZED"], [404, "FC_BRAIN_HTTP_STATUS"], [302, "FC_BRAIN_HTTP_STATUS"], [307, "FC_BRAIN_HTTP_STATUS"], [204, "FC_BRAIN_HTTP_STATUS"]] as const) {
    const server = await serve((response) => sendJson(response, status, "", { location: `${elsewhere.url}/chat/completions` }));
    expect(await codeOf(brainFor(server.url).think(request, never)), String(status)).toBe(code);
    expect(server.seen.length).toBe(1);
  }
  expect(elsewhere.seen.length).toBe(0);
});

test("a server that hangs before or within its answer ends at the deadline", async () => {
  const silent = await serve(() => {});
  const half = await serve((response) => {
    response.writeHead(200, { "content-type": "application/json" });
    response.write('{"choices":[');
  });
  const dripping = await serve((response) => {
    response.writeHead(200, { "content-type": "application/json" });
    const timer = setInterval(() => response.write(" "), 20);
    response.on("close", () => clearInterval(timer));
  });
  for (const server of [silent, half, dripping]) {
    const startMs = performance.now();
    expect(await codeOf(brainFor(server.url, { timeoutMs: 300 }).think(request, never))).toBe("FC_BRAIN_TIMEOUT");
    expect(performance.now() - startMs).toBeLessThan(1_500);
  }
});

test("the deadline is over all tries together, and the shorter one of brain and request counts", async () => {
  const server = await serve((response) => setTimeout(() => sendJson(response, 500, "{}"), 100));
  const startMs = performance.now();
  const brain = brainFor(server.url, { retry: { retries: 1_000, baseDelayMs: 1, maxDelayMs: 1 } });
  const code = await codeOf(brain.think({ ...request, timeoutMs: 500 }, never));
  expect(["FC_BRAIN_TIMEOUT", "FC_BRAIN_HTTP_STATUS"]).toContain(code);
  expect(performance.now() - startMs).toBeLessThan(1_500);
});

test("a flood is cut off at the cap, announced or not", async () => {
  let sent = 0;
  const flood = await serve((response) => {
    response.writeHead(200, { "content-type": "application/json" });
    const chunk = Buffer.alloc(65_536, 0x20);
    const pour = (): void => {
      while (!response.destroyed && sent < 500_000_000) {
        sent += chunk.length;
        if (!response.write(chunk)) return void response.once("drain", pour);
      }
    };
    pour();
  });
  const announced = await serve((response) => {
    response.writeHead(200, { "content-type": "application/json", "content-length": "50000000" });
    response.write("{");
  });
  for (const server of [flood, announced]) expect(await codeOf(brainFor(server.url).think(request, never))).toBe("FC_BRAIN_REPLY_TOO_LONG");
  expect(sent).toBeLessThan(50_000_000);
});

test("a reply of the allowed length is whole even when each of its bytes is escaped on the wire", async () => {
  const text = "\u0001".repeat(60_000);
  const server = await serve((response) => sendJson(response, 200, completion(text)));
  const brain = brainFor(server.url);
  expect(textOf((await brain.think({ ...request, maxReplyBytes: 60_000 }, never)).bytes)).toBe(text);
  expect(await codeOf(brain.think({ ...request, maxReplyBytes: 59_999 }, never))).toBe("FC_BRAIN_REPLY_TOO_LONG");
});

test("a connection that closes before or half-way through the answer is told as such, and nothing of it is used", async () => {
  const reset = await serveRaw((socket) => socket.destroy());
  const half = await serveRaw((socket) => socket.end(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${done.length + 9}\r\n\r\n${done}`));
  const chunked = await serveRaw((socket) => socket.end(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n5\r\n{"cho\r\n`));
  const aborted = await serveRaw((socket) => socket.write("HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 99\r\n\r\n{", () => socket.resetAndDestroy()));
  for (const url of [reset, half, chunked, aborted]) expect(await codeOf(brainFor(url).think(request, never)), url).toBe("FC_BRAIN_CLOSED_EARLY");
});

test("a broken connection is tried again", async () => {
  let calls = 0;
  const url = await serveRaw((socket) => {
    calls += 1;
    if (calls === 1) socket.destroy();
    else socket.end(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(done)}\r\nconnection: close\r\n\r\n${done}`);
  });
  expect((await brainFor(url).think(request, never)).bytes.length).toBeGreaterThan(0);
  expect(calls).toBe(2);
});

test("what is no chat completion is malformed: wrong type, compressed, broken JSON, an error with 200, bytes that are no text, no HTTP", async () => {
  const answers: Answerer[] = [
    (response) => sendJson(response, 200, "<html>", { "content-type": "text/html" }),
    (response) => sendJson(response, 200, done, { "content-encoding": "gzip" }),
    (response) => sendJson(response, 200, done.slice(0, -3)),
    (response) => sendJson(response, 200, '{"error":{"message":"no such model"}}'),
    (response) => {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(Buffer.from([0x22, 0xff, 0x22]));
    },
  ];
  for (const answer of answers) {
    const server = await serve(answer);
    expect(await codeOf(brainFor(server.url).think(request, never))).toBe("FC_BRAIN_REPLY_MALFORMED");
    expect(server.seen.length).toBe(1);
  }
  const notHttp = await serveRaw((socket) => socket.end("220 mail.example ESMTP\r\n"));
  expect(await codeOf(brainFor(notHttp).think(request, never))).toBe("FC_BRAIN_REPLY_MALFORMED");
});

test("a port where nobody listens fails in bounded time with a clear error", async () => {
  const server = await startServer(() => {});
  await server.close();
  const startMs = performance.now();
  const error = await faultOf(brainFor(server.url).think(request, never));
  expect(error.fault).toMatchObject({ code: "FC_BRAIN_UNREACHABLE", found: "ECONNREFUSED" });
  expect(error.message).toContain("Check that the server runs");
  expect(performance.now() - startMs).toBeLessThan(2_000);
});

test("a name that does not exist fails as unreachable", async () => {
  const brain = brainFor("https://no-such-host.invalid/v1", { retry: { retries: 0 } });
  expect(await codeOf(brain.think(request, never))).toBe("FC_BRAIN_UNREACHABLE");
});

test("a stop ends the call at once, while it waits for an answer and while it pauses", async () => {
  const hanging = await serve(() => {});
  const limited = await serve((response) => sendJson(response, 429, "{}", { "retry-after": "4" }));
  for (const server of [hanging, limited]) {
    const controller = new AbortController();
    const startMs = performance.now();
    const thinking = codeOf(brainFor(server.url).think(request, controller.signal));
    setTimeout(() => controller.abort(), 100);
    expect(await thinking).toBe("FC_BRAIN_CANCELLED");
    expect(performance.now() - startMs).toBeLessThan(1_000);
  }
});

test("closing ends calls under way and refuses later ones", async () => {
  const server = await serve(() => {});
  const brain = brainFor(server.url);
  const thinking = codeOf(brain.think(request, never));
  await new Promise((resolve) => setTimeout(resolve, 50));
  await brain.close();
  expect(await thinking).toBe("FC_BRAIN_CANCELLED");
  expect(await codeOf(brain.think(request, never))).toBe("FC_BRAIN_CANCELLED");
});

test("listeners on the caller's signal are taken away again", async () => {
  const server = await serve((response) => sendJson(response, 200, done));
  const brain = brainFor(server.url);
  let listeners = 0;
  const signal = { aborted: false, addEventListener: () => void (listeners += 1), removeEventListener: () => void (listeners -= 1) };
  for (let index = 0; index < 5; index += 1) await brain.think(request, signal);
  expect(listeners).toBe(0);
});

test("the key is in no error and no description, whatever goes wrong", async () => {
  const answers: Answerer[] = [
    (response, _call, seen) => sendJson(response, 401, JSON.stringify(seen.headers)),
    (response, _call, seen) => sendJson(response, 500, JSON.stringify(seen.headers)),
    (response, _call, seen) => sendJson(response, 200, JSON.stringify(seen.headers)),
    (response, _call, seen) => sendJson(response, 302, "", { location: `http://x/${seen.headers.authorization}` }),
    (response) => sendJson(response, 200, "{", { "content-type": key }),
    (response) => sendJson(response, 429, "", { "retry-after": key }),
  ];
  for (const answer of answers) {
    const server = await serve(answer);
    const brain = brainFor(`${server.url}?key=${key}`);
    const error = await faultOf(brain.think(request, never));
    expect(server.seen[0]?.url).toContain(key);
    for (const text of [error.message, error.stack ?? "", JSON.stringify(error.fault), JSON.stringify(brain.description), String(error.cause)]) {
      expect(text).not.toContain(key);
    }
  }
  const throwingKey = (): string => {
    throw new Error(key);
  };
  const unreadable = await faultOf(brainFor("http://127.0.0.1:9/v1", { apiKey: throwingKey }).think(request, never));
  expect(unreadable.code).toBe("FC_BRAIN_CONFIGURATION");
  expect(`${unreadable.stack} ${unreadable.cause}`).not.toContain(key);
  const secretHeader = brainFor("http://127.0.0.1:9/v1", { apiKey: () => `${key}\r\nx-injected: 1` });
  const error = await faultOf(secretHeader.think(request, never));
  expect(error.code).toBe("FC_BRAIN_CONFIGURATION");
  expect(error.message).not.toContain(key);
});

test("an endpoint that cannot be safe or cannot work is refused when the brain is made", () => {
  const refused = [
    "", "not a url", "ftp://example.com/v1", "file:///etc/passwd", "https://user:secret@example.com/v1", "http://example.com/v1",
    "http://10.0.0.7/v1", "http://127.0.0.1.example.com/v1", "http://localhost.example.com/v1", "http://[::2]/v1",
  ];
  for (const endpoint of refused) {
    expect(() => createOpenAiBrain({ endpoint, model: "m" }), endpoint).toThrowError(expect.objectContaining({ code: "FC_BRAIN_CONFIGURATION" }));
  }
  expect(() => createOpenAiBrain({ endpoint: "https://example.com/v1", model: "" })).toThrowError(expect.objectContaining({ code: "FC_BRAIN_CONFIGURATION" }));
});

test("an endpoint may be a base or the whole path, and is shown without its query", () => {
  const shown = (endpoint: string, allowInsecure = false) => brainFor(endpoint, { allowInsecure }).description["endpoint"];
  expect(shown("https://api.example.com/v1")).toBe("https://api.example.com/v1/chat/completions");
  expect(shown("https://api.example.com/v1/")).toBe("https://api.example.com/v1/chat/completions");
  expect(shown("https://api.example.com/v1/chat/completions?api-version=1")).toBe("https://api.example.com/v1/chat/completions");
  expect(shown("http://localhost:11434/v1")).toBe("http://localhost:11434/v1/chat/completions");
  expect(shown("http://[::1]:8080")).toBe("http://[::1]:8080/chat/completions");
  expect(shown("http://10.0.0.7/v1", true)).toBe("http://10.0.0.7/v1/chat/completions");
});

test("the HTTP client is not loaded before the first call", () => {
  const host = fileURLToPath(new URL("../../src/host/index.ts", import.meta.url));
  const child = `
    import { registerHooks } from "node:module";
    const loaded = [];
    registerHooks({ resolve: (name, context, next) => { if (name === "undici") loaded.push(name); return next(name, context); } });
    const { createOpenAiBrain } = await import(${JSON.stringify(host)});
    const brain = createOpenAiBrain({ endpoint: "http://127.0.0.1:9/v1", model: "m", retry: { retries: 0 } });
    const before = loaded.length;
    const request = { run: "r", step: 1, context: [], tools: [], maxReplyBytes: 9, timeoutMs: 5000 };
    const code = await brain.think(request, new AbortController().signal).catch((error) => error.code);
    await brain.close();
    console.log(before, loaded.length, code);
  `;
  const ran = spawnSync(process.execPath, ["--conditions=femtoclaw-source", "--input-type=module", "-e", child], { encoding: "utf8", timeout: 20_000 });
  expect(ran.stdout.trim()).toBe("0 1 FC_BRAIN_UNREACHABLE");
});

test("a hundred faulty calls leave no connection behind", async () => {
  const sockets = new Set<object>();
  const server = await serve((response, call, seen) => {
    sockets.add(seen.socket);
    const kind = call % 5;
    if (kind === 0) return void response.destroy();
    if (kind === 1) return sendJson(response, 500, "x");
    if (kind === 2) return sendJson(response, 200, "{");
    if (kind === 3) return sendJson(response, 200, done);
    response.writeHead(200, { "content-type": "application/json", "content-length": "900" });
    response.write("{");
    setTimeout(() => response.destroy(), 5);
  });
  const brain = brainFor(server.url, { maxConnections: 4, retry: { retries: 0 } });
  const outcomes = await Promise.all(Array.from({ length: 100 }, () => brain.think(request, never).then(() => "ok", (error: { code: string }) => error.code)));
  expect(new Set(outcomes)).toEqual(new Set(["ok", "FC_BRAIN_CLOSED_EARLY", "FC_BRAIN_HTTP_STATUS", "FC_BRAIN_REPLY_MALFORMED"]));
  await brain.close();
  await new Promise((resolve) => setTimeout(resolve, 100));
  for (const socket of sockets) expect("destroyed" in socket && socket.destroyed).toBe(true);
});
