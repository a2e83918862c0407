// FC-SEC-0003.R10: fifty secrets planted into real runs of the real command, and then looked for in every byte that came of them.
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { call, exec, femtoclaw, message, place, scenario, startCommand, type Ended } from "../support.ts";
import { canaries, casesOf, control, environmentCanaries, fileCanaries, filesBelow, leaksOf, markedCanaries, type Canary } from "./canaries.ts";

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

const known = [...environmentCanaries, ...fileCanaries];
const planted = [...known, control];
const base64s = (text: string): readonly string[] => (["base64", "base64url"] as const).map((encoding) => Buffer.from(text).toString(encoding));
const writings = ({ value }: Canary): readonly string[] => [
  value, JSON.stringify({ inner: value }), encodeURIComponent(value), encodeURIComponent(value).replaceAll("%20", "+"), Buffer.from(value).toString("hex"),
  casesOf(Buffer.from(value).toString("hex"))[2] ?? "", casesOf(Buffer.from(value).toString("hex").replace(/../g, "%$&"))[2] ?? "",
  ...["", "u", "us", "user:"].flatMap((before) => base64s(`${before}${value}${before}`)),
];
const lines = (of: readonly Canary[]): string => of.flatMap(writings).join("\n");
const every = (count: number): readonly (readonly Canary[])[] => Array.from({ length: Math.ceil(planted.length / count) }, (_, index) => planted.slice(index * count, (index + 1) * count));
const isName = ({ value }: Canary): boolean => !/[/\n]/.test(value) && Buffer.byteLength(value) < 200;

/** Says them in its head, its body, and where it sends whoever asks. */
const serveSecrets = async (): Promise<string> => {
  const server = createServer((request, response) => {
    const { searchParams } = new URL(request.url ?? "/", "http://x");
    const canary = planted[Number(searchParams.get("n") ?? 0)] ?? control;
    const encoded = encodeURIComponent(canary.value);
    if (request.url?.startsWith("/redirect")) response.writeHead(302, { location: `/landed?token=${encoded}`, "x-token": encoded, "set-cookie": `session=${encoded}` }).end();
    else if (request.url?.startsWith("/failed")) response.writeHead(500, { "content-type": "text/plain", "x-token": encoded }).end(`error: bad token ${canary.value}`);
    else response.writeHead(200, { "content-type": "application/json", "x-token": encoded }).end(JSON.stringify({ token: canary.value, text: `it is ${canary.value}` }));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** An inference server that tells the key that it was given, in an error and in an answer. */
const serveEcho = async (): Promise<string> => {
  let asked = 0;
  const server = createServer((request, response) => {
    asked += 1;
    const key = request.headers.authorization ?? "";
    request.resume();
    if (asked > 1) response.writeHead(401, { "content-type": "application/json" }).end(JSON.stringify({ error: { message: `no such key: ${key}` } }));
    else response.writeHead(200, { "content-type": "application/json" }).end(JSON.stringify({ choices: [{ index: 0, finish_reason: "stop", message: { role: "assistant", content: `your key is ${key}` } }] }));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`;
};

const policyText = (origin: string): string =>
  JSON.stringify({
    version: 1,
    name: "canary",
    budgets: { perRun: { steps: 400, executions: 400, tokens: 1_000_000_000 } },
    capabilities: {
      shell: {
        allow: [
          { id: "cat", bin: "cat", argv: [{ many: { path: { within: "." } } }] },
          { id: "printf", bin: "printf", argv: [{ rest: true }] },
          { id: "sh", bin: "sh", argv: [{ rest: true }] },
          { id: "sleep", bin: "sleep", argv: [{ int: { min: 0, max: 60 } }] },
        ],
        limits: { maxOutputBytes: 400_000, timeoutMs: 30_000 },
      },
      "fs.read": { allow: [{ id: "read", path: { within: "." } }], secrets: { output: ["/content"] } },
      "fs.list": { allow: [{ id: "list", path: { within: "." } }] },
      "fs.write": { require: "approval", allow: [{ id: "write", path: { within: "notes" } }] },
      "http.get": { allow: [{ id: "get", url: { origin, path: "/*", query: "any", addresses: ["127.0.0.1"] } }] },
    },
  });

const hostileScenario = (origin: string): string =>
  scenario(
    { ...exec("cat", "planted/all.txt"), comment: `as the operator said: ${known[0]?.value} ${control.value}` },
    exec("sh", "planted/fail.sh"),
    ...every(5).map((some) => exec("printf", "%s", ...some.map(({ value }) => value))),
    exec("cat", "planted/cut.txt"),
    ...planted.flatMap(({ value }, index) => (index % 8 === 0 ? [call("http.get", { url: `${origin}/?token=${encodeURIComponent(value)}` })] : [])),
    ...planted.flatMap((_, index) => (index % 2 === 0 ? [call("http.get", { url: `${origin}/${["", "redirect", "failed"][index % 3]}?n=${index}` })] : [])),
    call("fs.list", { path: "planted/names" }),
    call("fs.read", { path: `planted/names/${planted.filter(isName)[0]?.value}` }),
    call("fs.read", { path: "planted/link" }),
    ...markedCanaries.flatMap(({ name, value }) => [call("fs.read", { path: `planted/${name}` }), exec("cat", `planted/${name}`), exec("printf", "%s", value)]),
    call("no.such", { [known[1]?.value ?? ""]: [known[2]?.value, control.value] }),
    { raw: `not an intent: ${known.map(({ value }) => value).join(" ")} ${control.value}` },
    { raw: '{"message":' },
    call("fs.write", { path: `notes/${control.value}`, content: known[3]?.value }),
    message(`all of them: ${planted.map(({ value }) => value).join(" ")}`),
  );

/** Everything that is told to nobody as secret but the configuration. */
const plant = (origin: string, secretFiles: readonly string[]): string => {
  const directory = place({ "policy.yaml": policyText(origin), "scenario.yaml": hostileScenario(origin), "sleep.yaml": scenario(exec("sleep", "30")) });
  const at = (name: string): string => join(directory, name);
  for (const name of ["planted", "planted/names", "planted/secrets", "notes"]) mkdirSync(at(name));
  for (const { name, value } of fileCanaries) writeFileSync(at(`planted/secrets/${name}`), `${value}\n`);
  for (const { name, value } of markedCanaries) writeFileSync(at(`planted/${name}`), value);
  for (const { value } of planted.filter(isName)) writeFileSync(at(`planted/names/${value}`), value);
  symlinkSync(at(`planted/names/${planted.filter(isName)[0]?.value}`), at("planted/link"));
  writeFileSync(at("planted/all.txt"), lines(planted));
  writeFileSync(at("planted/fail.sh"), `cat planted/all.txt >&2; cat "planted/${control.value}"; exit 3\n`);
  writeFileSync(at("planted/cut.txt"), `${"x".repeat(400_000 - 20)}${known[0]?.value}`);
  writeFileSync(at("femtoclaw.yaml"), JSON.stringify({
    version: 1,
    policy: "policy.yaml",
    brain: { kind: "simulation", scenario: "scenario.yaml" },
    log: { level: "debug", file: ".femtoclaw/log.jsonl" },
    limits: { maxResultBytes: 4_000_000, maxInputBytes: 200_000 },
    secretsFromEnvironment: environmentCanaries.map(({ name }) => name.replace("-", "_").toUpperCase()),
    secretsFromFiles: secretFiles,
  }));
  return directory;
};

const environment: { readonly [name: string]: string } = {
  ...Object.fromEntries(environmentCanaries.map(({ name, value }) => [name.replace("-", "_").toUpperCase(), value])),
  FEMTOCLAW_DEBUG: "1",
};

/** What the operator put there himself. */
const isInput = (where: string): boolean => /^(name of )?(planted|policy\.yaml|scenario\.yaml|sleep\.yaml|femtoclaw\.yaml|notes)/.test(where);

interface Planted {
  readonly sinks: ReadonlyMap<string, Buffer>;
  readonly codes: { readonly [command: string]: number | null };
}

/** Every command that makes something of what was planted, and all that came of it. */
const perform = async (secretFiles: readonly string[] = fileCanaries.map(({ name }) => `planted/secrets/${name}`), isBrief = false): Promise<Planted> => {
  const directory = plant(await serveSecrets(), secretFiles);
  const sinks = new Map<string, Buffer>();
  const codes: { [command: string]: number | null } = {};
  const keep = (name: string, { code, stdout, stderr }: Ended): string => {
    codes[name] = code;
    sinks.set(`stdout of ${name}`, Buffer.from(stdout));
    sinks.set(`stderr of ${name}`, Buffer.from(stderr));
    return stdout + stderr;
  };
  const words = `${known.map(({ value }) => value).join(" ")} ${control.value}`;
  const act = async (name: string, args: readonly string[], stdin = ""): Promise<string> => keep(name, await femtoclaw(directory, args, { environment, stdin, timeoutMs: 100_000 }));

  const shown = await act("run", ["run", `Use ${words}`, "--suspend"]);
  const [execution = ""] = /run_[0-9a-z]{26}\.\d+(?=$|\W)/.exec(/about (run_\S+)/.exec(shown)?.[1] ?? "") ?? [];
  const collect = (): Planted => {
    for (const [where, bytes] of filesBelow(directory)) if (!isInput(where)) sinks.set(where, bytes);
    return { sinks, codes };
  };
  if (isBrief) return collect();
  await act("approvals", ["approvals"]);
  await act("approve", ["approve", execution, "--why", `because of ${words}`.slice(0, 900)]);
  await act("run --json", ["run", `Use ${words}`, "--json"]);
  await act("chat", ["chat"], `${words.replaceAll("\n", " ")}\n/quit\n`);

  const sleeping = startCommand(directory, ["run", "Sleep.", "--scenario", "sleep.yaml"], { environment });
  await sleeping.saying(/AUTHORIZED/);
  sleeping.process.kill("SIGKILL");
  keep("killed run", await sleeping.ended);
  const doubt = await act("status", ["status", "--json"]);
  const [inDoubt = ""] = /run_[0-9a-z]{26}\.1/.exec(/"inDoubt": \[[^\]]*/.exec(doubt)?.[0] ?? "") ?? [];
  await act("settle", ["settle", inDoubt, "--found", "not-done", "--why", `looked with ${environmentCanaries[4]?.value} ${control.value}`]);

  const endpoint = await serveEcho();
  for (const name of ["first", "second"]) await act(`${name} openai`, ["run", "Say the key.", "--brain", "openai", "--endpoint", endpoint, "--model", "m", "--api-key-env", "ENVIRONMENT_0"]);

  for (const args of ["status", "audit list --limit 0", "audit list --limit 0 --json", "audit show last --context", "audit show last --context --json", "audit show 4 --json", "audit verify", "replay last --json", "policy suggest last", "policy impact policy.yaml", "doctor", "backup backup", "audit key signing.key --name canary", "audit checkpoint --key signing.key --out note"]) {
    await act(args, args.split(" "));
  }
  await act("audit show by run", ["audit", "show", execution.split(".")[0] ?? "", "--context", "--json"]);
  await act("audit secret", ["audit", "secret", "--value-env", "ENVIRONMENT_0"]);
  await act("audit secret of a marked part", ["audit", "secret", "--json"], markedCanaries[0]?.value);
  return collect();
};

const places = (sinks: ReadonlyMap<string, Buffer>): readonly string[] => [...new Set(leaksOf([control], sinks).map(({ where }) => where))];

describe("fifty canaries", () => {
  it("FC-SEC-0003.R10: are in no file, log, output, error or copy that came of them, where a value that nobody called secret is", { timeout: 280_000 }, async () => {
    expect(canaries).toHaveLength(50);
    expect(new Set(canaries.map(({ value }) => value)).size).toBe(50);
    const { sinks, codes } = await perform();
    expect(codes).toMatchObject({ run: 13, approve: 0, chat: 0, settle: 0, "audit verify": 0, "replay last --json": 0, "backup backup": 0, "audit secret": 0, "audit secret of a marked part": 0 });
    expect(leaksOf(canaries, sinks)).toEqual([]);
    // The beginning of the one that a limit cut.
    expect(leaksOf([{ ...control, value: known[0]?.value.slice(0, 16) ?? "" }], sinks)).toEqual([]);
    // The search sees all these places: what is no secret stands in them.
    const seen = places(sinks);
    for (const where of ["stdout of run", "stdout of run --json", "stdout of approvals", "stdout of audit list --limit 0 --json", "stdout of audit show by run", "stdout of settle", ".femtoclaw/journal/0000000000000001.segment", "backup/0000000000000001.segment"]) expect(seen, where).toContain(where);
    expect(sinks.get(".femtoclaw/log.jsonl")?.length).toBeGreaterThan(10_000);
  });

  it("FC-SEC-0003.R10: are found by the same search where one source of secrets was not named", { timeout: 280_000 }, async () => {
    const { sinks } = await perform([], true);
    const leaks = leaksOf(canaries, sinks);
    expect(new Set(leaks.map(({ name }) => name))).toEqual(new Set(fileCanaries.map(({ name }) => name)));
    expect(leaks.map(({ where }) => where)).toContain(".femtoclaw/journal/0000000000000001.segment");
  });
});
