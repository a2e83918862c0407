// FC-POL-0005: what a run has taken in so far. Labels only ever join: what entered the context once may live on in what the brain
// says, also after the window let go of it.
import type { JsonValue } from "@femtoclaw/protocol";

/** Where a value came from: the user's input, or the capability whose result it was. */
export interface Label {
  /** `input`, or the name of a capability. */
  readonly source: string;
  readonly trust: "trusted" | "untrusted";
  readonly secret: boolean;
}

/** A text of somebody who is trusted, in whose words an argument may stand. */
export interface Said {
  readonly source: string;
  readonly text: string;
}

export interface FlowContext {
  /** Of everything that ever entered, each once, in the order of its first coming. */
  readonly labels: readonly Label[];
  readonly said: readonly Said[];
}

/** Nothing has been taken in yet. */
export const noFlow: FlowContext = Object.freeze({ labels: Object.freeze([]), said: Object.freeze([]) });

/** What is assumed where nobody says what was taken in: the worst (G3). */
export const unknownFlow: FlowContext = Object.freeze({
  labels: Object.freeze([Object.freeze({ source: "unknown", trust: "untrusted", secret: true })]),
  said: Object.freeze([]),
});

/** Characters of trusted texts that are kept to compare with (G10). What is not kept was not said, and that denies. */
const mostSaid = 262_144;

const isSame = (a: Label, b: Label): boolean => a.source === b.source && a.trust === b.trust && a.secret === b.secret;

/** The context after a value with this label has entered it. */
export const takeIn = (flow: FlowContext, label: Label, value: JsonValue): FlowContext => {
  const labels = flow.labels.some((it) => isSame(it, label)) ? flow.labels : [...flow.labels, label];
  if (label.trust !== "trusted") return { labels, said: flow.said };
  // Between two leaves nothing was said: no word reaches from one into the next.
  const text = leavesOf(value).join("\u0000");
  if (flow.said.some((it) => it.source === label.source && it.text === text)) return { labels, said: flow.said };
  const kept = flow.said.reduce((sum, it) => sum + it.text.length, 0);
  return { labels, said: text === "" || kept + text.length > mostSaid ? flow.said : [...flow.said, { source: label.source, text }] };
};

/** The texts and numbers of a value. A key is its author's word, and not the source's. */
const leavesOf = (value: JsonValue): readonly string[] => {
  if (typeof value === "string") return [value];
  if (typeof value === "number") return [String(value)];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(leavesOf);
};
