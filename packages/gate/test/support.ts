// A registry, a host and policies small enough to read, and whole: real schemas judged by ajv, digests by SHA-256.
import { createHash } from "node:crypto";
import { Ajv2020 } from "ajv/dist/2020.js";
import { describeFault, type Fault, type JsonObject, type Sha256 } from "@femtoclaw/protocol";
import {
  compilePolicy, createRegistry, evaluate, lookupsFor, noUsage, policyQuestions, readPolicy,
  type Capability, type CapabilityDescriptor, type CompiledPolicy, type Evaluation, type Fact, type IncludedTexts, type Lookup, type PolicyFacts, type Profile, type Registry, type Situation,
} from "../src/index.ts";

export const sha256: Sha256 = (data) => createHash("sha256").update(data).digest("hex");

const text = { type: "string", minLength: 1 } as const;
const objectOf = (properties: JsonObject, required: readonly string[]): JsonObject => ({ type: "object", additionalProperties: false, required, properties });

export const shell: CapabilityDescriptor = {
  name: "shell",
  description: "runs a program",
  args: objectOf({ bin: text, argv: { type: "array", maxItems: 1_024, items: { type: "string" } } }, ["bin", "argv"]),
  effects: ["writes"],
  resource: { kind: "exec", bin: "/bin", argv: "/argv" },
  retry: "never",
};
const onPath = (name: string, access: "read" | "list" | "write"): CapabilityDescriptor => ({
  name,
  description: name,
  args: objectOf({ path: text, mode: { enum: ["create", "replace"] } }, ["path"]),
  effects: [access === "write" ? "writes" : "reads"],
  resource: { kind: "path", path: "/path", access },
  retry: "never",
});
export const httpGet: CapabilityDescriptor = {
  name: "http.get",
  description: "requests a URL",
  args: objectOf({ url: text }, ["url"]),
  effects: ["sends"],
  resource: { kind: "url", url: "/url" },
  retry: "never",
};
export const mailSend: CapabilityDescriptor = {
  name: "mail.send",
  description: "sends a mail",
  args: objectOf(
    {
      to: { type: "array", minItems: 1, items: { type: "string" } },
      subject: { type: "string" },
      priority: { type: "integer" },
      weight: { type: "number" },
      flags: { type: "object" },
      attachments: { type: "array", items: objectOf({ name: { type: "string" }, size: { type: "integer" } }, ["name"]) },
    },
    ["to"],
  ),
  effects: ["sends", "irreversible"],
  resource: { kind: "none" },
  retry: "never",
};
export const fsRead = onPath("fs.read", "read");
export const fsWrite = onPath("fs.write", "write");

export const capabilityOf = (descriptor: CapabilityDescriptor): Capability => {
  const validate = new Ajv2020({ allErrors: true, strict: true }).compile(descriptor.args);
  return {
    descriptor,
    validateArgs: (args) => (validate(args) ? [] : (validate.errors ?? []).map((it) => ({ pointer: it.instancePath, expected: it.message ?? "", found: "another" }))),
  };
};

export const registryOf = (...capabilities: readonly Capability[]): Registry => {
  const made = createRegistry(capabilities, sha256);
  if (!made.ok) throw new Error(describeFault(made.fault));
  return made.value;
};

export const registry = registryOf(...[shell, fsRead, fsWrite, onPath("fs.list", "list"), httpGet, mailSend].map(capabilityOf));

export const workspace = "/srv/space";
const digestOfProgram = `sha256:${"ab".repeat(32)}`;
/** Programs of the make-believe host, by name and by path. */
const programs: { readonly [bin: string]: string } = {
  git: "/usr/bin/git",
  "/usr/bin/git": "/usr/bin/git",
  "/bin/git": "/usr/bin/git",
  ls: "/usr/bin/ls",
  cat: "/usr/bin/cat",
  rm: "/usr/bin/rm",
  sh: "/usr/bin/dash",
  node: "/usr/bin/node",
  find: "/usr/bin/find",
  busybox: "/bin/busybox",
  ping: "/bin/busybox",
  "/bin/ping": "/bin/busybox",
  wc: "/bin/busybox",
};
/** What is the runtime's own on the make-believe host: a directory and a file. */
const own: readonly string[] = ["/srv/space/.femtoclaw", "/srv/space/policy.yaml"];
/** Symlinks of the make-believe host, by absolute path. */
const links: { readonly [path: string]: string | null } = {
  "/srv/space/out": "/etc",
  "/srv/space/dangling": null,
  "/srv/space/way-in": "/srv/space/.femtoclaw",
  "/srv/space/inner": "/srv/space/notes/deep",
};

export const realOf = (path: string): string | null => {
  for (const [link, target] of Object.entries(links)) {
    if (path === link || path.startsWith(`${link}/`)) return target === null ? null : `${target}${path.slice(link.length)}`;
  }
  return path;
};

const names: { readonly [host: string]: readonly string[] } = {
  "status.example.com": ["93.184.216.34", "2606:2800:220:1::1"],
  "inside.example.com": ["93.184.216.34", "10.0.0.7"],
  "intranet.example.com": ["10.0.0.7"],
};
export const answer = (lookup: Lookup): Fact =>
  lookup.kind === "path"
    ? { kind: "path", path: lookup.path, real: realOf(lookup.path) }
    : { kind: "host", host: lookup.host, addresses: [...(names[lookup.host] ?? [])] };

export const factsFor = (policyText: string, includes: IncludedTexts = {}): PolicyFacts => {
  const { policy } = readPolicy(policyText, "policy.yaml", includes);
  const questions = policy === null ? { paths: [], programs: [] } : policyQuestions(policy.document, workspace);
  return {
    workspace,
    paths: Object.fromEntries(questions.paths.map((path) => [path, path.includes("nowhere") ? null : realOf(path)])),
    programs: Object.fromEntries(
      questions.programs.map((bin) => {
        const path = Object.hasOwn(programs, bin) ? programs[bin] : undefined;
        return [bin, path === undefined ? null : { name: bin.startsWith("/") ? bin : `/usr/bin/${bin}`, path, digest: digestOfProgram }];
      }),
    ),
    protected: own,
  };
};

export interface Compiled {
  readonly policy: CompiledPolicy | null;
  readonly faults: readonly Fault[];
  readonly warnings: readonly Fault[];
}

export const compile = (policyText: string, profile?: Profile, file = "policy.yaml", protectedPaths = own, includes: IncludedTexts = {}): Compiled => {
  const reading = readPolicy(policyText, file, includes);
  if (reading.policy === null) return { policy: null, faults: reading.faults, warnings: [] };
  const facts = { ...factsFor(policyText, includes), protected: protectedPaths };
  return compilePolicy(reading.policy, registry, facts, profile === undefined ? { sha256 } : { sha256, profile });
};

export const policyOf = (policyText: string, profile?: Profile): CompiledPolicy => {
  const { policy, faults } = compile(policyText, profile);
  if (policy === null) throw new Error(faults.map(describeFault).join("\n"));
  return policy;
};

/** A policy of one capability, from JSON. */
export const policyWith = (capability: string, block: unknown, profile?: Profile): CompiledPolicy =>
  policyOf(JSON.stringify({ version: 1, name: "test", capabilities: { [capability]: block } }), profile);

export const situationOf = (policy: CompiledPolicy, capability: string, args: JsonObject, more: Partial<Situation> = {}, known: Registry = registry): Situation => {
  const call = { capability, args };
  return { call, facts: lookupsFor(policy, known, call).map(answer), usage: noUsage, atMs: 1_000_000, ...more };
};

/** As the core does it: ask, answer, decide. */
export const decide = (policy: CompiledPolicy, capability: string, args: JsonObject, more: Partial<Situation> = {}, known: Registry = registry): Evaluation =>
  evaluate(policy, known, situationOf(policy, capability, args, more, known));

export const run = (policy: CompiledPolicy, bin: string, ...argv: readonly string[]): Evaluation => decide(policy, "shell", { bin, argv });

/** Names as the reports say them: `code line:column`. */
export const places = (faults: readonly Fault[]): readonly string[] => faults.map(({ code, at }) => `${code} ${at?.line}:${at?.column}`);
