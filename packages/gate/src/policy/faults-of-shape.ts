// What a schema found wrong with a document → faults with their places, each with what was probably meant.
import { fault, formatPointer, resolvePointer, type Fault, type FaultPosition, type JsonValue } from "@femtoclaw/protocol";
import type { ArgumentDefect } from "../capability.ts";
import { argumentPointer } from "../argument-pointer.ts";
import { nearest } from "./nearest.ts";
import { quoted } from "./workshop.ts";

const parentOf = (pointer: string): string => pointer.slice(0, pointer.lastIndexOf("/"));

const lastOf = (pointer: string): string => argumentPointer(pointer).tokens.at(-1) ?? "";

/** The key or the text that was probably meant; null where nothing is near, or nothing else is possible. */
const meantBy = ({ pointer, keys, texts = [] }: ArgumentDefect, value: JsonValue): string | null => {
  if (keys !== undefined) return nearest(lastOf(pointer), keys);
  const written = resolvePointer(value, pointer);
  return typeof written === "string" && texts.length > 1 ? nearest(written, texts) : null;
};

/**
 * Where a value may be one of several kinds, the kind that came closest speaks: a defect inside silences the one around it. A key
 * that is misspelt is one defect, and not also the lack of the right one.
 */
export const faultsOfShape = (defects: readonly ArgumentDefect[], value: JsonValue, place: (pointer: string) => FaultPosition): readonly Fault[] => {
  const meant = new Map(defects.map((it) => [it, meantBy(it, value)]));
  const misspelt = new Set(defects.flatMap((it) => (it.keys === undefined || meant.get(it) === null ? [] : [`${parentOf(it.pointer)}${formatPointer([meant.get(it) ?? ""])}`])));
  return defects
    .filter(({ pointer }) => !defects.some((it) => it.pointer.startsWith(`${pointer}/`)))
    .filter(({ pointer }) => !misspelt.has(pointer))
    .map((it) => ({ it, at: place(it.pointer) }))
    .sort(({ at: a }, { at: b }) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0))
    .map(({ it, at }) => {
      const near = meant.get(it) ?? null;
      const found = it.keys === undefined ? it.found : `the unknown key ${quoted(lastOf(it.pointer))}`;
      return fault("FC_POLICY_SCHEMA", near === null ? it.expected : `${it.expected}; did you mean ${near}?`, found, at);
    });
};
