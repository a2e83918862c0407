// Fifty secrets of different shapes, and a search for them that shares nothing with the code that hides them.
import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, relative } from "node:path";

export interface Canary {
  readonly name: string;
  readonly source: "environment" | "file" | "marked" | "nobody";
  readonly value: string;
}

const digits = (name: string, count: number): string => createHash("sha512").update(`canary ${name}`).digest("hex").slice(0, count);

const shapes: readonly ((name: string) => string)[] = [
  (name) => `sk-live-${digits(name, 40)}`,
  (name) => `pass "${digits(name, 12)}" \\ word`,
  (name) => `${digits(name, 10)}/+${digits(`${name}+`, 10)}==`,
  (name) => `schlüssel-${digits(name, 16)}-ß€😀`,
  (name) => `postgres://user:${digits(name, 20)}@db.internal/x?a=1&b=<2>`,
  (name) => digits(name, 64),
];

const pem = (name: string): string => `-----BEGIN ${digits(name, 8)} KEY-----\n${digits(name, 64)}\n${digits(`${name} more`, 64)}\n-----END ${digits(name, 8)} KEY-----`;

const make = (source: Canary["source"], count: number): readonly Canary[] =>
  Array.from({ length: count }, (_, index) => {
    const name = `${source}-${index}`;
    const shape = source === "file" && index % 5 === 4 ? pem : shapes[index % shapes.length];
    return { name, source, value: shape?.(name) ?? "" };
  });

export const environmentCanaries = make("environment", 24);
export const fileCanaries = make("file", 20);
export const markedCanaries = make("marked", 6);
export const canaries = [...environmentCanaries, ...fileCanaries, ...markedCanaries];
/** Told to nobody as secret, and planted in the same places: where it is found, the search can see. */
export const [control = { name: "", source: "nobody", value: "" }] = make("nobody", 1);

const base64Cores = (bytes: Buffer): readonly string[] =>
  [0, 1, 2].flatMap((before) => {
    const encoded = Buffer.concat([Buffer.alloc(before), bytes]).toString("base64").replace(/=+$/, "");
    const core = encoded.slice(before === 0 ? 0 : before + 1, -1);
    return [core, core.replaceAll("+", "-").replaceAll("/", "_")];
  });

/** Of digits alone, in either case and both mixed. */
export const casesOf = (digits: string): readonly string[] => [digits, digits.toUpperCase(), digits.replace(/[a-f][^a-f]*([a-f])/g, (it) => it.slice(0, -1) + it.slice(-1).toUpperCase())];

const jsonText = (text: string): string => JSON.stringify(text).slice(1, -1);

/** As it is, in JSON once and twice, in URLs, byte by byte too, in base64 at each alignment, in hexadecimal of either case and both; a PEM key by its lines too. */
export const formsOf = ({ value }: Canary): readonly string[] => {
  const lines = value.includes("\n") ? value.split("\n").filter((line) => line.length >= 32) : [];
  const bytes = Buffer.from(value);
  return [value, ...lines, jsonText(value), encodeURIComponent(value), encodeURIComponent(value).toLowerCase(), ...casesOf(bytes.toString("hex")), ...casesOf(bytes.toString("hex").replace(/../g, "%$&")), ...base64Cores(bytes)];
};

export interface Leak {
  readonly name: string;
  readonly where: string;
}

/** `sinks` are texts or bytes by the name of the place. */
export const leaksOf = (sought: readonly Canary[], sinks: ReadonlyMap<string, Buffer>): readonly Leak[] =>
  sought.flatMap((canary) => {
    const forms = [...new Set(formsOf(canary))].map((form) => Buffer.from(form));
    return [...sinks].filter(([, bytes]) => forms.some((form) => bytes.includes(form))).map(([where]) => ({ name: canary.name, where }));
  });

/** Every file below a directory, and each path: a name is a place as well. */
export const filesBelow = (directory: string): ReadonlyMap<string, Buffer> => {
  const found = new Map<string, Buffer>();
  const walk = (path: string): void => {
    for (const name of readdirSync(path)) {
      const inner = join(path, name);
      found.set(`name of ${relative(directory, inner)}`, Buffer.from(inner));
      if (statSync(inner).isDirectory()) walk(inner);
      else found.set(relative(directory, inner), readFileSync(inner));
    }
  };
  walk(directory);
  return found;
};
