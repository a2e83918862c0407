// One vector for a reader: what it cites, what it does, what it expects, and which fault it is there to catch.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Vector } from "../vector.ts";

/** The sentence of a requirement as the specification has it. */
export const requirementText = (specifications: string, id: string): string => {
  for (const file of readdirSync(specifications)) {
    if (!file.endsWith(".md")) continue;
    const line = readFileSync(join(specifications, file), "utf8").split("\n").find((it) => it.startsWith(`- **${id}~`));
    if (line !== undefined) return line.slice(2).replaceAll("*", "");
  }
  return id;
};

const indented = (value: unknown): string => JSON.stringify(value, null, 2).split("\n").map((line) => `  ${line}`).join("\n");

export const explainLines = ({ name, written, notes, assembly, steps }: Vector, specifications: string): readonly string[] => [
  `${name} (${written.kind})`,
  written.title,
  "",
  "requirements",
  ...written.req.map((id) => `  ${requirementText(specifications, id)}`),
  "catches",
  ...written.flags.map((flag) => `  ${flag} (${notes[flag]?.bugClass ?? ""}): ${notes[flag]?.effect ?? ""}`),
  ...(written.kills === undefined ? [] : [`  must refuse: ${written.kills.join(", ")}`]),
  "given",
  indented(assembly),
  "steps",
  indented(steps),
  "expected",
  indented(written.expect),
];
