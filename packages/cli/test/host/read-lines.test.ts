import { describe, expect, it } from "vitest";
import { readLines, readText } from "../../src/host/read-lines.ts";

const stream = async function* (...chunks: readonly string[]): AsyncGenerator<Uint8Array> {
  for (const chunk of chunks) yield Buffer.from(chunk);
};
const linesOf = async (maxBytes: number, ...chunks: readonly string[]): Promise<readonly string[]> => {
  const lines: string[] = [];
  for await (const line of readLines(stream(...chunks), maxBytes)) lines.push(line);
  return lines;
};

describe("lines of a stream", () => {
  it("come whole however the stream is cut", async () => {
    expect(await linesOf(100, "one\ntw", "o\r\n\nGr\u00fc", "\u00dfe")).toEqual(["one", "two", "", "Gr\u00fc\u00dfe"]);
  });
  it("are held in bounded memory, and a longer one is still seen to be too long", async () => {
    const [first, second] = await linesOf(10, ...Array.from({ length: 1_000 }, () => "x".repeat(1_000)), "\nshort\n");
    expect(first).toBe("x".repeat(11));
    expect(second).toBe("short");
  });
  it("read as one text up to the bound", async () => {
    expect(await readText(stream("ab", "cd"), 100)).toBe("abcd");
    expect((await readText(stream("abcdef", "ghi"), 4)).length).toBe(5);
  });
});
