// FC-POL-0003: what the gate must know of the host before it can decide. The host answers; the answers are recorded, so decisions replay.

export type Lookup =
  | { readonly kind: "path"; readonly path: string }
  | { readonly kind: "host"; readonly host: string };

/**
 * `path`: `real` is the canonical path with every symlink resolved; where the last components do not exist yet, the
 * canonical path of the deepest existing ancestor followed by them. `null` means that it could not be resolved: denied.
 * `host`: every address of the name, in the order that the resolver gave; empty means that it did not resolve: denied.
 */
export type Fact =
  | { readonly kind: "path"; readonly path: string; readonly real: string | null }
  | { readonly kind: "host"; readonly host: string; readonly addresses: readonly string[] };

/** A path begins with a slash, and no host does: so no two lookups of different kinds have one name. */
export const nameOfLookup = (it: Lookup): string => (it.kind === "path" ? it.path : it.host);

/** Of what is no path nothing is known. */
export const factAboutPath = (facts: readonly Fact[], path: string | null): string | null => {
  for (const it of facts) if (it.kind === "path" && it.path === path) return it.real;
  return null;
};

export const factAboutHost = (facts: readonly Fact[], host: string): readonly string[] => {
  for (const it of facts) if (it.kind === "host" && it.host === host) return it.addresses;
  return [];
};
