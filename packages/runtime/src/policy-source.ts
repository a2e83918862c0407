// Where a policy comes from: its text and the name under which decisions cite it. Never optional, never a default effect (G3).
import type { IncludedTexts, Profile } from "@femtoclaw/gate";

export interface PolicySource {
  /** Shown in decisions as file:line. */
  readonly file: string;
  readonly text: string;
  /** Beside the profile that the text names; the stricter of the two counts. */
  readonly profile?: Profile;
  /** What the text includes, by the name that it says. Absent: the files of these names are read, seen from the directory of `file`. */
  readonly includes?: IncludedTexts;
}

export const Policy = {
  /** Denies everything. What you get until you write rules of your own. */
  Strict: Object.freeze({ file: "Policy.Strict", text: "version: 1\nname: strict\n", profile: "strict" }),
  /** A policy given as YAML or JSON text. */
  fromText: (text: string, file = "policy.yaml", profile?: Profile): PolicySource =>
    profile === undefined ? { file, text } : { file, text, profile },
} as const satisfies { Strict: PolicySource; fromText: (text: string, file?: string, profile?: Profile) => PolicySource };
