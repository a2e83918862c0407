// FC-MEM-0001.R20, R20: what stays in the context whatever else must go, and how much of that there may be.
import { fault, type Fault } from "@femtoclaw/protocol";
import type { ContextEntry } from "./context.ts";
import type { ContextRules } from "./definition.ts";

/** The operator's instruction, the task (the first input of all), and every input that was pinned. */
export const isPinnedIn = (entries: readonly ContextEntry[]): ((entry: ContextEntry) => boolean) => {
  const task = entries.find(({ role }) => role === "input");
  return (entry) => entry === task || entry.role === "instruction" || (entry.role === "input" && entry.pinned === true);
};

/** Why these entries cannot all be shown together: what is pinned among them alone is beyond the window. Null where it is not. */
export const pinFault = ({ pins }: ContextRules, entries: readonly ContextEntry[]): Fault | null => {
  if (pins === null) return null;
  const pinned = entries.filter(isPinnedIn(entries));
  const tokens = pinned.reduce((sum, entry) => sum + entry.tokens, 0);
  if (pinned.length <= pins.maxEntries && tokens <= pins.maxTokens) return null;
  return fault("FC_RUN_PINNED", `at most ${pins.maxEntries} pinned entries of ${pins.maxTokens} tokens together`, `${pinned.length} of ${tokens} tokens`);
};
