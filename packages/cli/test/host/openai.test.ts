// `--brain openai` against real servers on 127.0.0.1: one that works, and each way in which one can fail.
import { createServer, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from "node:http";
import { createServer as createSocketServer } from "node:net";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { captured, documentOf, femtoclaw, place, usualPolicy } from "../support.ts";

const servers: { close(): unknown; closeAllConnections?(): void }[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections?.();
    server.close();
  }
});

const listen = async (server: Server): Promise<string> => {
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
};
const serve = (listener: RequestListener): Promise<string> => listen(createServer(listener));

const body = (request: IncomingMessage): Promise<string> =>
  new Promise((resolve) => {
    let text = "";
    request.on("data", (chunk: Buffer) => (text += chunk.toString("utf8")));
    request.on("end", () => resolve(text));
  });

const complete = (response: ServerResponse, content: string): void => {
  const choices = [{ index: 0, finish_reason: "stop", message: { role: "assistant", content } }];
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify({ id: "x", object: "chat.completion", model: "mock", choices, usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 } }));
};

const run = (endpoint: string, directory: string, ...more: readonly string[]) =>
  femtoclaw(directory, ["run", "Read both notes.", "--brain", "openai", "--endpoint", endpoint, "--model", "mock", "--policy", "policy.yaml", "--json", ...more], {
    environment: { MOCK_KEY: "sk-mock-0123456789" },
  });
const files = { "policy.yaml": usualPolicy, "one.txt": "first note", "two.txt": "second note" };

describe("run --brain openai", () => {
  it("does a five-step job: lists, reads twice, is denied once, answers", { timeout: 30_000 }, async () => {
    const steps = [
      '{"tool_call":{"tool":"fs.list","args":{"path":"."}}}',
      '{"tool_call":{"tool":"fs.read","args":{"path":"one.txt"}}}',
      '{"tool_call":{"tool":"fs.read","args":{"path":"two.txt"}}}',
      '{"bin":"curl","argv":["http://198.51.100.7/"]}',
      '{"message":{"content":"Both notes were read."}}',
    ];
    const asked: { readonly key: string | undefined; readonly text: string }[] = [];
    const endpoint = await serve((request, response) => {
      void body(request).then((text) => {
        complete(response, steps[asked.length] ?? "");
        asked.push({ key: request.headers.authorization, text });
      });
    });
    const directory = place(files);
    const ended = await run(endpoint, directory, "--api-key-env", "MOCK_KEY");
    expect(ended.code, ended.stdout + ended.stderr).toBe(0);
    expect(documentOf(ended)).toMatchObject({ status: "answered", answer: "Both notes were read.", counts: { authorized: 3, denied: 1, rejected: 0 } });
    expect(asked).toHaveLength(5);
    expect(asked[0]?.key).toBe("Bearer sk-mock-0123456789");
    // What was read reaches the model; why something was denied does not (G8).
    expect(asked[4]?.text).toContain("second note");
    expect(asked[4]?.text).not.toContain("rule");
    const list = await captured(["audit", "list", "--limit", "0", "--json"], directory);
    expect(list.stdout).not.toContain("sk-mock");
    expect((await captured(["replay", "last"], directory)).stdout).toContain("replay identical");
  });

  it("fails within seconds at a port where nobody listens, with 6 and FC_BRAIN_UNREACHABLE", { timeout: 30_000 }, async () => {
    const closed = createSocketServer();
    const port = await new Promise<number>((resolve) => closed.listen(0, "127.0.0.1", () => resolve((closed.address() as AddressInfo).port)));
    await new Promise((resolve) => closed.close(resolve));
    const began = Date.now();
    const ended = await run(`http://127.0.0.1:${port}/v1`, place(files));
    expect(ended.code).toBe(6);
    expect(documentOf(ended).fault).toMatchObject({ code: "FC_BRAIN_UNREACHABLE", next: expect.stringContaining("endpoint") });
    expect(Date.now() - began).toBeLessThan(15_000);
  });

  const impatient = "version: 1\nlimits: {inferenceTimeoutMs: 700}\n";
  it.each<readonly [what: string, code: string, listener: RequestListener]>([
    ["hangs", "FC_BRAIN_TIMEOUT", () => {}],
    [
      "floods",
      "FC_BRAIN_REPLY_TOO_LONG",
      (_request, response) => {
        response.writeHead(200, { "content-type": "application/json" });
        const flood = (): void => {
          while (!response.destroyed && response.write("x".repeat(65_536))) continue;
        };
        response.on("drain", flood);
        flood();
      },
    ],
    [
      "closes the connection half-way",
      "FC_BRAIN_CLOSED_EARLY",
      (_request, response) => {
        response.writeHead(200, { "content-type": "application/json", "content-length": "1000" });
        response.write('{"choices":[{"message":{"content":"{\\"mess');
        setTimeout(() => response.destroy(), 20);
      },
    ],
    ["answers with a page", "FC_BRAIN_REPLY_MALFORMED", (_request, response) => response.writeHead(200, { "content-type": "text/html" }).end("<h1>It works!</h1>")],
    ["refuses the key", "FC_BRAIN_UNAUTHORIZED", (_request, response) => response.writeHead(401).end("{}")],
  ])("ends with 6 when the server %s", { timeout: 30_000 }, async (_what, code, listener) => {
    const directory = place({ ...files, "femtoclaw.yaml": code === "FC_BRAIN_TIMEOUT" ? impatient : "version: 1\nlimits: {inferenceTimeoutMs: 8000}\n" });
    const ended = await run(await serve(listener), directory);
    expect(documentOf(ended).fault.code, ended.stdout).toBe(code);
    expect(ended.code).toBe(6);
    expect(ended.stderr).toBe("");
    // The failure is a record, and the journal is in order.
    const { records } = documentOf(await captured(["audit", "list", "--kind", "brain.failed", "--json"], directory));
    expect(records).toMatchObject([{ body: { fault: { code } } }]);
  });

  it("refuses, before anything is sent or recorded, an endpoint in clear text elsewhere and a key that is not set", { timeout: 30_000 }, async () => {
    const directory = place(files);
    const [elsewhere, keyless] = await Promise.all([run("http://198.51.100.7/v1", directory), run("http://127.0.0.1:9/v1", directory, "--api-key-env", "NO_SUCH_KEY")]);
    expect([elsewhere.code, documentOf(elsewhere).fault.code]).toEqual([3, "FC_BRAIN_CONFIGURATION"]);
    expect([keyless.code, documentOf(keyless).fault.code]).toEqual([3, "FC_CONFIG_KEY"]);
    expect((await captured(["status", "--json"], directory)).stdout).toContain('"records": 0');
  });
});
