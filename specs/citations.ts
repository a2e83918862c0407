// Where the tree cites specifications. A citation is FC-DOMAIN-0000, FC-DOMAIN-0000.R1 or FC-DOMAIN-0000.R1~1; the
// pattern below is wider than that, so that a misspelt one is found too and not passed over.

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface Citation {
  readonly file: string;
  readonly line: number;
  /** As it stands in the text. */
  readonly text: string;
}

const trees = ["packages", "compliance", "benchmarks", "specs"];
const skippedFolders = new Set(["node_modules", "dist", "coverage"]);
const readable = /\.(?:[cm]?[jt]sx?|json|jsonl|ndjson|md|ya?ml|txt|html|py)$/;

/** Under `specs/` only prose is read: the tooling's own tests are full of ids that must not exist. */
const isRead = (file: string): boolean => (file.startsWith("specs/") ? file.endsWith(".md") : readable.test(file));

const filesUnder = (root: string, folder: string): readonly string[] => {
  const entries = readdirSync(join(root, folder), { withFileTypes: true }).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return entries.flatMap((entry) => {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return skippedFolders.has(entry.name) || entry.name.startsWith(".") ? [] : filesUnder(root, path);
    return entry.isFile() && isRead(path) ? [path] : [];
  });
};

const citation = /\bFC-[A-Za-z]+-\d+[A-Za-z0-9~]*(?:\.[A-Za-z]?\d[A-Za-z0-9~]*)?/g;

export const findCitations = (root: string): readonly Citation[] => {
  const top = new Set(readdirSync(root));
  return trees
    .filter((tree) => top.has(tree))
    .flatMap((tree) => filesUnder(root, tree))
    .flatMap((file) => {
      const text = readFileSync(join(root, file), "utf8");
      if (!text.includes("FC-")) return [];
      return text.split("\n").flatMap((line, at) => [...line.matchAll(citation)].map((match) => ({ file, line: at + 1, text: match[0] })));
    });
};

/** The requirement that a citation names, or undefined when it names a whole specification. */
export const citedRequirement = (it: Citation): string | undefined => /^FC-[A-Z]+-\d{4}\.R\d+(?=~|$)/.exec(it.text)?.[0];
