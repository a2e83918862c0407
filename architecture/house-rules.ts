// The laws of the house (DESIGN: one direction of imports; purity visible in the layout; one door to an effect), as checks over
// the sources. Each returns one line per offence, so that a test can show them all at once.
import { posix } from "node:path";
import type { SourceFile } from "./imports.ts";

/** Lower may not import higher, and equals may not import each other. */
const rank: { readonly [name: string]: number } = {
  protocol: 0,
  gate: 1,
  core: 2,
  memory: 3,
  brains: 3,
  claws: 3,
  observability: 3,
  cluster: 3,
  runtime: 4,
  server: 5,
  cli: 5,
};

/** Allowed in pure code: only what is pure itself. */
const pureLibraries = new Set(["yaml"]);

/** Host globals: what they answer depends on the machine, or they are not in every engine. */
const hostGlobals = new Set([
  "process", "console", "Buffer", "globalThis", "fetch", "setTimeout", "setInterval", "setImmediate", "queueMicrotask", "performance", "crypto", "navigator",
  "TextEncoder", "TextDecoder", "URL", "URLSearchParams", "require", "Function", "eval", "Intl", "WebAssembly", "Worker", "structuredClone", "__dirname",
]);
/** Members of otherwise pure globals that are not. */
const hostMembers = /\b(Date\.now|new Date\(\)|Math\.random|\.toLocale\w+|\.localeCompare|new Function)\b/;

const packageOf = (file: string): string => file.split("/")[1] ?? "";
const isHost = (file: string): boolean => file.split("/").includes("host");
/** The one place in core that may hold promises and abort signals; it still reaches the machine only through ports. */
const isDriver = (file: string): boolean => file.startsWith("packages/core/src/driver/");
/** Read by the build alone. */
const isSchema = (file: string): boolean => file.endsWith(".schema.ts");

const workspaceImport = (specifier: string): { readonly name: string; readonly host: boolean } | null => {
  const match = /^@femtoclaw\/([a-z]+)(\/host)?$/.exec(specifier);
  return match?.[1] === undefined ? null : { name: match[1], host: match[2] !== undefined };
};

export const importOrderOffences = (sources: readonly SourceFile[]): readonly string[] =>
  sources.flatMap(({ file, imports }) =>
    imports.flatMap(({ specifier, line }) => {
      const target = workspaceImport(specifier);
      if (target === null) {
        const outside = specifier.startsWith(".") && packageOf(posix.join(posix.dirname(file), specifier)) !== packageOf(file);
        return outside || specifier.startsWith("@femtoclaw/") ? [`${file}:${line}: reaches into another package: ${specifier}`] : [];
      }
      const from = rank[packageOf(file)];
      const to = rank[target.name];
      if (from === undefined || to === undefined) return [`${file}:${line}: a package without a place in the order: ${specifier}`];
      return to < from ? [] : [`${file}:${line}: ${packageOf(file)} may not import ${target.name}`];
    }),
  );

export const layoutOffences = (sources: readonly SourceFile[]): readonly string[] =>
  sources
    .filter(({ file }) => !isHost(file) && !isSchema(file))
    .flatMap(({ file, imports, globals, text }) => {
      const offences: string[] = [];
      for (const { specifier, line, typeOnly } of imports) {
        const target = workspaceImport(specifier);
        if (target?.host === true || /(^|\/)host\//.test(specifier)) offences.push(`${file}:${line}: pure code imports the host side: ${specifier}`);
        else if (specifier.endsWith(".schema.ts")) offences.push(`${file}:${line}: a schema is for the build alone: ${specifier}`);
        else if (target === null && !specifier.startsWith(".") && !pureLibraries.has(specifier) && !typeOnly) {
          offences.push(`${file}:${line}: pure code imports ${specifier}`);
        } else if (specifier.startsWith("node:")) offences.push(`${file}:${line}: pure code imports ${specifier}`);
      }
      for (const { name, line } of globals) {
        if (hostGlobals.has(name)) offences.push(`${file}:${line}: pure code uses ${name}`);
        if (name === "AbortController" && !isDriver(file)) offences.push(`${file}:${line}: pure code uses ${name}`);
      }
      for (const [index, content] of text.split("\n").entries()) {
        if (hostMembers.test(content.replace(/\/\/.*$|^\s*\*.*$/, ""))) offences.push(`${file}:${index + 1}: pure code uses ${hostMembers.exec(content)?.[0]}`);
      }
      return offences;
    });

/** protocol, gate and core have no host side at all. */
export const hostlessOffences = (sources: readonly SourceFile[]): readonly string[] =>
  sources
    .filter(({ file }) => ["protocol", "gate", "core"].includes(packageOf(file)) && isHost(file))
    .map(({ file }) => `${file}: ${packageOf(file)} has no host side`);

/** G1: a claw's `execute` is called from one place in the house, behind the obligation. Wrappers of claws pass it on. */
export const effectDoorOffences = (sources: readonly SourceFile[]): readonly string[] => {
  const doors = new Set(["packages/core/src/driver/run-claw.ts", "packages/runtime/src/queue-claw.ts", "packages/runtime/src/scrub-claw.ts"]);
  return sources.flatMap(({ file, text }) =>
    text.split("\n").flatMap((content, index) =>
      /\bclaw\.execute\(/.test(content) && !doors.has(file) ? [`${file}:${index + 1}: an effect started outside the one door`] : [],
    ),
  );
};

export const namingOffences = (sources: readonly SourceFile[]): readonly string[] =>
  sources.flatMap(({ file, exportsEverything, text }) => {
    const name = file.split("/").at(-1) ?? "";
    const offences: string[] = [];
    if (!/^[a-z0-9]+(-[a-z0-9]+)*(\.schema)?\.ts$/.test(name)) offences.push(`${file}: file names are kebab-case`);
    if (/^(utils?|helpers?|common|misc|shared|manager|service)s?(\.|-|$)/.test(name)) offences.push(`${file}: a name that says nothing`);
    for (const line of exportsEverything) offences.push(`${file}:${line}: export * hides what is public`);
    if (/^export default/m.test(text) && !name.includes("config")) offences.push(`${file}: named exports only`);
    return offences;
  });
