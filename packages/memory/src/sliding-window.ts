// FC-MEM-0001.R14, R15: the context as a window over a run's entries. A pure function of the entries and the bounds.
//
//   unit    = intent result* | input | result | instruction | summary
//   pinned  = the instruction, the first input (the task), every input that was pinned
//   current = the latest input (what is being answered), the unit of the newest entry
//   evicted = units that are neither, in the order of their first entries, oldest first, whole, until both bounds hold
//
// No two units are equally old, so there is no tie to break: neither size, nor role, nor trust lets one go before another. What is
// pinned or current stays even beyond the bounds: without it the brain would not know what it is doing. The machine refuses an input
// with which what is pinned alone would pass them (FC-MEM-0001.R21); what is current is bounded by the limits on input, reply and output.
import { isPinnedIn, type ContextEntry, type ContextWindow } from "@femtoclaw/core";
import { utf8Length } from "@femtoclaw/protocol";

export interface ContextBounds {
  readonly maxEntries: number;
  readonly maxTokens: number;
}

export const defaultContextBounds: ContextBounds = Object.freeze({ maxEntries: 200, maxTokens: 32_000 });

/** A rule of thumb that needs no tokenizer and never changes: one token for each four bytes, rounded up. */
export const estimateTokens = (text: string): number => Math.ceil(utf8Length(text) / 4);

interface Unit {
  readonly entries: readonly ContextEntry[];
  readonly tokens: number;
}

/** An intent and what became of it stay or go together: a result alone would answer a question that nobody asked. */
const unitsOf = (entries: readonly ContextEntry[]): readonly Unit[] => {
  const groups: ContextEntry[][] = [];
  for (const entry of entries) {
    const open = groups.at(-1);
    if (entry.role === "result" && open?.[0]?.role === "intent") open.push(entry);
    else groups.push([entry]);
  }
  return groups.map((group) => ({ entries: group, tokens: group.reduce((sum, { tokens }) => sum + tokens, 0) }));
};

const isInput = ({ entries }: Unit): boolean => entries[0]?.role === "input";

export const slidingWindow = ({ maxEntries, maxTokens }: ContextBounds): ContextWindow => (entries) => {
  let count = entries.length;
  let tokens = entries.reduce((sum, entry) => sum + entry.tokens, 0);
  if (count <= maxEntries && tokens <= maxTokens) return entries;
  const units = unitsOf(entries);
  const isPinned = isPinnedIn(entries);
  const current = new Set([units.findLast(isInput), units.at(-1)]);
  return units
    .filter((unit) => {
      if ((count <= maxEntries && tokens <= maxTokens) || current.has(unit) || unit.entries.some(isPinned)) return true;
      count -= unit.entries.length;
      tokens -= unit.tokens;
      return false;
    })
    .flatMap((unit) => unit.entries);
};
