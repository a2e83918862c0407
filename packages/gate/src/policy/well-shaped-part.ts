// A policy with defects of shape is refused; but its author wants to hear of all defects at once (FC-POL-0001.R13), so the part
// that is well-shaped is checked on. Nothing is ever decided with it: compilePolicy gives no policy where there is any fault.
import { formatPointer, resolvePointer, type JsonObject, type JsonValue } from "@femtoclaw/protocol";
import { isJsonObject } from "../read-document.ts";

/** What stands in for a required member that is missing or wrong, so that the rest around it can be checked. */
const placeholder = (pointer: string, index: number): JsonValue | undefined => {
  if (pointer === "/version") return 1;
  return pointer === "/name" || /^(\/capabilities\/[^/]*\/(allow|deny)|\/flow)\/[0-9]+\/id$/.test(pointer) ? `unnamed.${index}` : undefined;
};

/**
 * The nearest part that can be left out without moving others: a member of an object, never an item of a list. What is missing
 * cannot be left out; then it is what misses it.
 */
const memberAround = (value: JsonValue, pointer: string): string => {
  const place = resolvePointer(value, pointer) === undefined ? pointer.slice(0, pointer.lastIndexOf("/")) : pointer;
  for (let at = place; at !== ""; at = at.slice(0, at.lastIndexOf("/"))) {
    if (isJsonObject(resolvePointer(value, at.slice(0, at.lastIndexOf("/"))))) return at;
  }
  return "";
};

const without = (value: JsonValue, leftOut: ReadonlyMap<string, JsonValue | undefined>, at = ""): JsonValue => {
  if (Array.isArray(value)) return value.map((item: JsonValue, index) => without(item, leftOut, `${at}/${index}`));
  if (!isJsonObject(value)) return value;
  const members: [string, JsonValue][] = Object.entries(value).flatMap(([key, part]) => {
    const place = `${at}${formatPointer([key])}`;
    return leftOut.has(place) ? [] : [[key, without(part, leftOut, place)]];
  });
  for (const [place, stand] of leftOut) {
    const cut = place.lastIndexOf("/");
    if (stand !== undefined && place.slice(0, cut) === at) members.push([place.slice(cut + 1), stand]);
  }
  return Object.fromEntries(members);
};

export const wellShapedPart = (value: JsonObject, defectAt: readonly string[]): JsonObject => {
  const leftOut = new Map<string, JsonValue | undefined>();
  for (const [index, pointer] of defectAt.entries()) {
    const stand = placeholder(pointer, index);
    leftOut.set(stand === undefined ? memberAround(value, pointer) : pointer, stand);
  }
  const part = without(value, leftOut);
  return isJsonObject(part) ? part : {};
};
