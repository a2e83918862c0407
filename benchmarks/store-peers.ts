// Stores that people keep such records in, each as durable as its documentation says it can be and in its fastest form for many
// records at once. They keep the text they are given: none of them links, hashes or frames anything.
import { join } from "node:path";
import Database from "better-sqlite3";
import { Level } from "level";
import { open } from "lmdb";

export interface StorePeer {
  readonly name: string;
  /** Makes these texts durable together. */
  readonly append: (texts: readonly string[]) => void | Promise<unknown>;
  readonly close: () => void | Promise<void>;
}

const sqlite = (directory: string): StorePeer => {
  const database = new Database(join(directory, "peer.sqlite"));
  database.pragma("journal_mode = WAL");
  database.pragma("synchronous = FULL");
  database.exec("CREATE TABLE records (seq INTEGER PRIMARY KEY, record TEXT NOT NULL)");
  const insert = database.prepare("INSERT INTO records (record) VALUES (?)");
  const append = database.transaction((texts: readonly string[]) => {
    for (const text of texts) insert.run(text);
  });
  return { name: "better-sqlite3, WAL, synchronous=FULL", append, close: () => void database.close() };
};

const lmdb = (directory: string): StorePeer => {
  const database = open({ path: join(directory, "peer.lmdb"), encoding: "string" });
  let seq = 0;
  return {
    name: "lmdb, one batch",
    append: (texts) => Promise.all(texts.map((text) => database.put((seq += 1), text))).then(() => database.flushed),
    close: () => database.close(),
  };
};

const level = (directory: string): StorePeer => {
  const database = new Level<string, string>(join(directory, "peer.level"));
  let seq = 0;
  return {
    name: "level, one batch, sync",
    append: (texts) => database.batch(texts.map((value) => ({ type: "put", key: String((seq += 1)).padStart(16, "0"), value })), { sync: true }),
    close: () => database.close(),
  };
};

export const storePeers = (directory: string): readonly StorePeer[] => [sqlite(directory), lmdb(directory), level(directory)];
