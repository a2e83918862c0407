/**
 * text        = *( literal / placeholder / escape )
 * placeholder = "${" name "}"
 * escape      = "$${"                                   (stands for "${")
 * name        = upper *( upper / DIGIT / "_" )
 */
import type { JsonValue } from "@femtoclaw/protocol";

export type TextPart = { readonly literal: string } | { readonly name: string };

export const isPlaceholderName = (text: string): boolean => {
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    const upper = unit >= 0x41 && unit <= 0x5a;
    const later = (unit >= 0x30 && unit <= 0x39) || unit === 0x5f;
    if (!upper && (at === 0 || !later)) return false;
  }
  return text !== "";
};

/** The parts of a text; null when a "${" opens something that is not a placeholder. */
export const textParts = (text: string): readonly TextPart[] | null => {
  const parts: TextPart[] = [];
  let from = 0;
  for (let at = text.indexOf("${"); at !== -1; at = text.indexOf("${", from)) {
    if (at > from && text[at - 1] === "$") {
      parts.push({ literal: `${text.slice(from, at - 1)}\${` });
      from = at + 2;
      continue;
    }
    const end = text.indexOf("}", at);
    const name = end === -1 ? "" : text.slice(at + 2, end);
    if (!isPlaceholderName(name)) return null;
    parts.push({ literal: text.slice(from, at) }, { name });
    from = end + 1;
  }
  parts.push({ literal: text.slice(from) });
  return parts;
};

/** Puts the values in; the first name without a value is the answer instead. */
export const fillText = (text: string, values: ReadonlyMap<string, string>): { readonly text: string } | { readonly missing: string } => {
  let filled = "";
  for (const part of textParts(text) ?? [{ literal: text }]) {
    if ("literal" in part) {
      filled += part.literal;
      continue;
    }
    const value = values.get(part.name);
    if (value === undefined) return { missing: part.name };
    filled += value;
  }
  return { text: filled };
};

/** The same for every string inside a value. Keys are said as they are written. */
export const fillValue = (value: JsonValue, values: ReadonlyMap<string, string>): { readonly value: JsonValue } | { readonly missing: string } => {
  if (typeof value === "string") {
    const filled = fillText(value, values);
    return "missing" in filled ? filled : { value: filled.text };
  }
  if (value === null || typeof value !== "object") return { value };
  const entries: [string, JsonValue][] = [];
  for (const [key, inner] of Object.entries(value)) {
    const filled = fillValue(inner, values);
    if ("missing" in filled) return filled;
    entries.push([key, filled.value]);
  }
  return { value: Array.isArray(value) ? entries.map(([, inner]) => inner) : Object.fromEntries(entries) };
};
