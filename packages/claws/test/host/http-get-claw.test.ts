import { createServer, type IncomingMessage, type RequestListener, type Server } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { createServer as createTcpServer, type AddressInfo, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import type { Grant, UrlGrant } from "@femtoclaw/gate";
import type { JsonObject } from "@femtoclaw/protocol";
import { httpGetClaw } from "../../src/host/index.ts";
import { contextOf, urlGrant } from "../grants.ts";
import { selfSigned } from "./self-signed.ts";

const closers: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(closers.splice(0).map((close) => close()));
});

interface Started {
  readonly port: number;
  readonly sockets: Set<Socket>;
}

const listen = async (server: Server | ReturnType<typeof createTcpServer>, host = "127.0.0.1"): Promise<Started> => {
  const sockets = new Set<Socket>();
  server.on("connection", (socket: Socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  closers.push(
    () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  );
  return { port: (server.address() as AddressInfo).port, sockets };
};
const serve = (listener: RequestListener): Promise<Started> => listen(createServer(listener));
/** A server that speaks bytes, for what a proper one would not say. */
const serveRaw = (answer: (socket: Socket) => void): Promise<Started> =>
  listen(createTcpServer((socket) => socket.once("data", () => answer(socket))));

/** Whether the client has let go of every connection, give or take a moment. */
const isQuiet = async (sockets: Set<Socket>): Promise<boolean> => {
  for (let turn = 0; turn < 50 && sockets.size > 0; turn += 1) await sleep(10);
  return sockets.size === 0;
};

const get = (url: string, more: Partial<UrlGrant> = {}, signal?: AbortSignal) =>
  httpGetClaw().execute(urlGrant(url, more), contextOf(signal));
const getFollowing = (url: string, decide: (args: JsonObject) => Grant | null, more: Partial<UrlGrant> = {}) =>
  httpGetClaw().execute(urlGrant(url, more), contextOf(undefined, (args) => Promise.resolve(decide(args))));
const limited = (timeoutMs: number, maxOutputBytes = 65_536) => ({ limits: { timeoutMs, maxOutputBytes } });
const grantAll = (args: JsonObject): Grant => urlGrant(String(args["url"]));

describe("http.get answers", () => {
  test("with status, a few headers and the body", async () => {
    let seen: IncomingMessage | undefined;
    const { port, sockets } = await serve((request, response) => {
      seen = request;
      response.writeHead(200, { "content-type": "text/plain", etag: "\"1\"", "set-cookie": "session=secret", "x-other": "y" });
      response.end("héllo");
    });
    const result = await get(`http://127.0.0.1:${port}/a%20b?c=%2F`);
    expect(result).toMatchObject({ outcome: "ok", error: null, measures: { status: 200, bytes: 6, redirects: 0, address: "127.0.0.1" } });
    expect(result.output).toEqual({
      status: 200,
      headers: { "content-type": "text/plain", etag: "\"1\"" },
      body: "héllo",
      encoding: "utf-8",
      truncated: false,
    });
    expect(seen?.url).toBe("/a%20b?c=%2F");
    expect(seen?.headers).toMatchObject({ host: `127.0.0.1:${port}`, "accept-encoding": "identity", connection: "close" });
    expect(seen?.headers.cookie).toBe(undefined);
    expect(await isQuiet(sockets)).toBe(true);
  });

  test("an error status as failed, with what the server said", async () => {
    const { port } = await serve((_request, response) => response.writeHead(404).end("no such page"));
    const result = await get(`http://127.0.0.1:${port}/`);
    expect(result).toMatchObject({ outcome: "failed", error: { code: "FC_CLAW_HTTP_STATUS" }, output: { status: 404, body: "no such page" } });
  });

  test("a compressed body that nobody asked for as the bytes that came", async () => {
    const bomb = gzipSync(Buffer.alloc(10_000_000));
    const { port } = await serve((_request, response) => response.writeHead(200, { "content-encoding": "gzip" }).end(bomb));
    const result = await get(`http://127.0.0.1:${port}/`);
    expect(result).toMatchObject({ outcome: "ok", output: { encoding: "base64", body: bomb.toString("base64"), headers: { "content-encoding": "gzip" } } });
  });
});

describe("http.get goes only where it was granted (FC-POL-0003.R6)", () => {
  test("a name is never looked up again: the granted address is used, with the name as Host", async () => {
    let host: string | undefined;
    const { port } = await serve((request, response) => {
      host = request.headers.host;
      response.end("here");
    });
    // The name exists nowhere, so any look-up would fail.
    const result = await get(`http://does-not-exist.invalid:${port}/`);
    expect(result).toMatchObject({ outcome: "ok", output: { body: "here" } });
    expect(host).toBe(`does-not-exist.invalid:${port}`);
  });

  test("an address in the URL that is not among the granted ones is denied before a connection", async () => {
    const server = createServer((_request, response) => response.end("x"));
    let connections = 0;
    server.on("connection", () => (connections += 1));
    const { port } = await listen(server);
    const result = await get(`http://127.0.0.1:${port}/`, { addresses: ["127.0.0.2"] });
    expect(result).toMatchObject({ outcome: "denied", output: null, error: { code: "FC_CLAW_ADDRESS_NOT_GRANTED" } });
    expect(connections).toBe(0);
    expect(await get(`http://localhost:${port}/`, { addresses: [] })).toMatchObject({ outcome: "denied" });
  });

  test("granted addresses are tried in turn", async () => {
    const { port } = await serve((_request, response) => response.end("second"));
    const result = await get(`http://two.invalid:${port}/`, { addresses: ["::1", "127.0.0.1"] });
    expect(result).toMatchObject({ outcome: "ok", output: { body: "second" }, measures: { address: "127.0.0.1" } });
  });

  test("an IPv6 address is recognised in any spelling", async () => {
    const server = createServer((_request, response) => response.end("six"));
    const { port } = await listen(server, "::1");
    const result = await get(`http://[::1]:${port}/`, { addresses: ["0:0:0:0:0:0:0:1"] });
    expect(result).toMatchObject({ outcome: "ok", output: { body: "six" } });
  });

  test("no proxy of the environment is used", async () => {
    const { port } = await serve((_request, response) => response.end("direct"));
    process.env["HTTP_PROXY"] = process.env["http_proxy"] = "http://127.0.0.1:1/";
    try {
      expect(await get(`http://127.0.0.1:${port}/`)).toMatchObject({ outcome: "ok", output: { body: "direct" } });
    } finally {
      delete process.env["HTTP_PROXY"];
      delete process.env["http_proxy"];
    }
  });

  test("a certificate must be trusted and be for the name, and the name is sent as SNI", async () => {
    const { key, cert } = selfSigned("claws.invalid");
    const names: string[] = [];
    const server = createTlsServer({ key, cert, SNICallback: (name, done) => (names.push(name), done(null)) }, (_request, response) => response.end("safe"));
    const { port } = await listen(server);
    const url = `https://claws.invalid:${port}/`;
    expect(await httpGetClaw({ ca: cert }).execute(urlGrant(url), contextOf())).toMatchObject({ outcome: "ok", output: { body: "safe" } });
    expect(names).toEqual(["claws.invalid"]);
    expect(await get(url)).toMatchObject({ outcome: "unavailable", output: null, error: { code: "FC_CLAW_HTTP_UNREACHABLE" } });
    const other = await httpGetClaw({ ca: cert }).execute(urlGrant(`https://other.invalid:${port}/`), contextOf());
    expect(other).toMatchObject({ outcome: "unavailable", error: { found: "ERR_TLS_CERT_ALTNAME_INVALID" } });
  });

  test("an environment variable cannot switch the check of certificates off", async () => {
    const { port } = await listen(createTlsServer(selfSigned("claws.invalid"), (_request, response) => response.end("x")));
    process.env["NODE_TLS_REJECT_UNAUTHORIZED"] = "0";
    try {
      expect(await get(`https://claws.invalid:${port}/`)).toMatchObject({ outcome: "unavailable" });
    } finally {
      delete process.env["NODE_TLS_REJECT_UNAUTHORIZED"];
    }
  });
});

describe("http.get asks the gate about each redirect (FC-POL-0003.R6)", () => {
  test("and follows it with the grant it gets", async () => {
    const asked: JsonObject[] = [];
    const { port } = await serve((request, response) => {
      if (request.url === "/end") return response.end("there");
      return response.writeHead(302, { location: request.url === "/start" ? "next?x#part" : "/end" }).end("ignored");
    });
    const result = await getFollowing(`http://127.0.0.1:${port}/start`, (args) => (asked.push(args), grantAll(args)));
    expect(result).toMatchObject({ outcome: "ok", output: { status: 200, body: "there" }, measures: { redirects: 2 } });
    expect(asked).toEqual([{ url: `http://127.0.0.1:${port}/next?x` }, { url: `http://127.0.0.1:${port}/end` }]);
  });

  test("and goes nowhere when it is denied", async () => {
    const visited: (string | undefined)[] = [];
    const { port } = await serve((request, response) => {
      visited.push(request.url);
      response.writeHead(301, { location: "/elsewhere" }).end();
    });
    const result = await getFollowing(`http://127.0.0.1:${port}/start`, () => null);
    expect(result).toMatchObject({ outcome: "denied", output: null, error: { code: "FC_CLAW_HTTP_REDIRECT_DENIED" } });
    expect(visited).toEqual(["/start"]);
  });

  test("and ends a loop after five", async () => {
    let requests = 0;
    const { port } = await serve((_request, response) => {
      requests += 1;
      response.writeHead(307, { location: "/" }).end();
    });
    const result = await getFollowing(`http://127.0.0.1:${port}/`, grantAll);
    expect(result).toMatchObject({ outcome: "failed", output: null, error: { code: "FC_CLAW_HTTP_REDIRECT_LIMIT" } });
    expect(requests).toBe(6);
  });

  test("and never about another protocol or a grant of another kind", async () => {
    let asked = 0;
    for (const location of ["file:///etc/passwd", "javascript:alert(1)", "ftp://127.0.0.1/", "http://[", "data:,x"]) {
      const { port } = await serve((_request, response) => response.writeHead(302, { location }).end());
      const result = await getFollowing(`http://127.0.0.1:${port}/`, (args) => ((asked += 1), grantAll(args)));
      expect(result).toMatchObject({ outcome: "failed", error: { code: "FC_CLAW_HTTP_REDIRECT_INVALID" } });
    }
    expect(asked).toBe(0);
    const { port } = await serve((_request, response) => response.writeHead(302, { location: "/" }).end());
    const other = await getFollowing(`http://127.0.0.1:${port}/`, (args) => ({ ...urlGrant(String(args["url"])), capability: "http.request" }));
    expect(other).toMatchObject({ outcome: "denied", error: { code: "FC_CLAW_GRANT_MISMATCH" } });
  });

  test("and does not wait for an answer beyond the deadline", async () => {
    const { port } = await serve((_request, response) => response.writeHead(302, { location: "/" }).end());
    const never = contextOf(undefined, () => new Promise(() => {}));
    const result = await httpGetClaw().execute(urlGrant(`http://127.0.0.1:${port}/`, limited(200)), never);
    expect(result).toMatchObject({ outcome: "timed_out", output: null });
  });

  test("and keeps the first grant's cap on the way", async () => {
    const { port } = await serve((request, response) => {
      if (request.url === "/big") response.end("x".repeat(1_000));
      else response.writeHead(302, { location: "/big" }).end();
    });
    const result = await getFollowing(`http://127.0.0.1:${port}/`, grantAll, limited(5_000, 100));
    expect(result).toMatchObject({ outcome: "output_limit", output: { body: "x".repeat(100) } });
  });
});

describe("http.get bounds a hostile server", () => {
  const endings = async (result: Promise<{ outcome: string }>, started: Promise<Started>, maxMs: number): Promise<void> => {
    const from = performance.now();
    await result;
    expect(performance.now() - from).toBeLessThan(maxMs);
    expect(await isQuiet((await started).sockets)).toBe(true);
  };

  test("an endless body is cut at the cap, the transfer stopped and the head kept", async () => {
    const started = serve((_request, response) => {
      const push = (): void => {
        while (response.writable && response.write(Buffer.alloc(65_536, "a")));
      };
      response.on("drain", push);
      push();
    });
    const running = get(`http://127.0.0.1:${(await started).port}/`, limited(5_000, 1_000));
    await endings(running, started, 2_000);
    const result = await running;
    expect(result).toMatchObject({ outcome: "output_limit", error: { code: "FC_CLAW_OUTPUT_LIMIT" }, output: { body: "a".repeat(1_000), truncated: true } });
  });

  test("a body that trickles in ends at the deadline", async () => {
    const started = serve((_request, response) => {
      const timer = setInterval(() => response.write("."), 20);
      response.on("close", () => clearInterval(timer));
    });
    const running = get(`http://127.0.0.1:${(await started).port}/`, limited(300));
    await endings(running, started, 1_500);
    expect(await running).toMatchObject({ outcome: "timed_out", output: null, error: { code: "FC_CLAW_TIMED_OUT" } });
  });

  test("headers that trickle in end at the deadline", async () => {
    const started = serveRaw((socket) => {
      socket.write("HTTP/1.1 200 OK\r\n");
      const timer = setInterval(() => socket.write("x: y\r\n"), 20);
      socket.on("close", () => clearInterval(timer));
    });
    const running = get(`http://127.0.0.1:${(await started).port}/`, limited(300));
    await endings(running, started, 1_500);
    expect(await running).toMatchObject({ outcome: "timed_out", output: null });
  });

  test("silence ends at the deadline, in the middle of a TLS handshake, too", async () => {
    const started = listen(createTcpServer((socket) => socket.resume()));
    const { port } = await started;
    await endings(get(`http://127.0.0.1:${port}/`, limited(200)), started, 1_500);
    const running = get(`https://claws.invalid:${port}/`, limited(200));
    await endings(running, started, 1_500);
    expect(await running).toMatchObject({ outcome: "timed_out" });
  });

  test("a cancellation ends the transfer", async () => {
    const started = serve((_request, response) => response.write("."));
    const controller = new AbortController();
    const running = get(`http://127.0.0.1:${(await started).port}/`, {}, controller.signal);
    await sleep(150);
    controller.abort();
    await endings(running, started, 1_000);
    expect(await running).toMatchObject({ outcome: "cancelled", error: { code: "FC_CLAW_CANCELLED" } });
  });

  test("headers without end, a close half-way and nonsense are failures", async () => {
    const answers: ((socket: Socket) => void)[] = [
      (socket) => socket.write(`HTTP/1.1 200 OK\r\n${"x: y\r\n".repeat(100_000)}`),
      (socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\nhalf"),
      (socket) => socket.end("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"),
      (socket) => socket.end("SSH-2.0-OpenSSH\r\n"),
      (socket) => socket.destroy(),
      (socket) => socket.resetAndDestroy(),
      (socket) => socket.end("HTTP/1.1 200 OK\r\ncontent-length: 1\r\ncontent-length: 2\r\n\r\nab"),
    ];
    for (const answer of answers) {
      const { port } = await serveRaw(answer);
      const result = await get(`http://127.0.0.1:${port}/`, limited(3_000));
      expect(result).toMatchObject({ outcome: "failed", output: null, error: { code: "FC_CLAW_HTTP_BROKEN" } });
    }
  });

  test("a port where nobody listens is unavailable", async () => {
    const { port } = await serve(() => {});
    await closers.pop()?.();
    const result = await get(`http://127.0.0.1:${port}/`);
    expect(result).toMatchObject({ outcome: "unavailable", output: null, error: { code: "FC_CLAW_HTTP_UNREACHABLE", found: "ECONNREFUSED" } });
  });
});
