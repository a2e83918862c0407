// A fault for people and for programs: what was expected, what came, where, what to do next (FC-CORE-0003).
import { catalogue, describePosition, isFaultCode, type Fault, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import { printable } from "./printable.ts";
import { objectOf, textOf } from "./record-body.ts";
import { plain, span, type Line } from "./styled-line.ts";

/** The members that every `--json` document uses for a fault. */
export const faultDocument = (it: Fault): JsonObject => ({
  code: it.code,
  expected: it.expected,
  found: it.found,
  at: it.at === undefined ? null : { ...it.at },
  next: catalogue[it.code].next,
});

/** `file:line:column`, with the file as the reader would type it. */
export const placeText = (at: Fault["at"], shorten: (file: string) => string): string => {
  if (at?.file === undefined) return printable(describePosition(at));
  return printable(describePosition({ ...at, file: shorten(at.file) }));
};

export const faultLines = (it: Fault, kind: "error" | "warning", shorten: (file: string) => string): readonly Line[] => {
  const place = placeText(it.at, shorten);
  const row = (label: string, text: string): Line => [span("label", `  ${label.padEnd(10)}`), plain(text)];
  return [
    [span(kind === "error" ? "bad" : "warn", kind), plain(" "), span("strong", it.code), plain(`  ${catalogue[it.code].title}`)],
    ...(place === "" ? [] : [row("at", place)]),
    row("expected", printable(it.expected)),
    row("found", printable(it.found)),
    row("next", catalogue[it.code].next),
  ];
};

/** Each kind of warning once, with where the others of its kind are: a start is no place for a list, and `femtoclaw policy check` has it. */
export const warningLines = (warnings: readonly Fault[], shorten: (file: string) => string): readonly Line[] => {
  const kinds = new Map<string, readonly Fault[]>();
  for (const it of warnings) kinds.set(`${it.code} ${it.expected}`, [...(kinds.get(`${it.code} ${it.expected}`) ?? []), it]);
  return [...kinds.values()].flatMap(([first, ...others]) => {
    if (first === undefined) return [];
    const more = others.length === 0 ? [] : [[span("label", `  ${"and".padEnd(10)}`), plain(`${others.length} more of this kind: femtoclaw policy check`)]];
    return [...faultLines(first, "warning", shorten), ...more];
  });
};

/** A fault as it stands in a record, in one line; the code alone says enough where the rest is missing. */
export const recordedFaultText = (value: JsonValue | undefined): string => {
  const recorded = objectOf(value);
  const code = textOf(recorded["code"]);
  if (code === "") return "";
  const at = objectOf(recorded["at"]);
  const line = typeof at["line"] === "number" ? at["line"] : null;
  const place = line === null ? "" : ` at ${line}:${String(at["column"])}`;
  return `${printable(code)}${place}: expected ${printable(textOf(recorded["expected"]))}, found ${printable(textOf(recorded["found"]))}`;
};

export const recordedNext = (value: JsonValue | undefined): string => {
  const code = textOf(objectOf(value)["code"]);
  return isFaultCode(code) ? catalogue[code].next : "";
};
