// FC-CRYPTO-0001.R12: the tree over the journal, grown by its writer behind the commits. A record's hash is its leaf already, so a record
// costs one hash more; it is made while the disk flushes the batch after it, when the writer would only wait.
import type { Sha256 } from "@femtoclaw/protocol";
import { growFrontier, type Frontier } from "../tree/frontier.ts";

export interface GrowingTree {
  /** The hash of the next durable record. No more wait than one batch brings, as long as `grow` is called once a batch. */
  add(leaf: string): void;
  grow(): void;
  /** Over all that was added. */
  frontier(): Frontier;
}

export const createGrowingTree = (from: Frontier, sha256: Sha256): GrowingTree => {
  let grown = from;
  let waiting: string[] = [];
  const grow = (): void => {
    for (const leaf of waiting) grown = growFrontier(grown, leaf, sha256);
    waiting = [];
  };
  return {
    add: (leaf) => void waiting.push(leaf),
    grow,
    frontier: () => {
      grow();
      return grown;
    },
  };
};
