import { describe, expect, test } from "vitest";
import { csvHeader, csvRow } from "@femtoclaw/memory";
import { draft, recordsOf } from "../drafts.ts";

/** RFC 4180 as it is written. */
const parse = (text: string, separator = ","): readonly (readonly string[])[] => {
  const rows: string[][] = [];
  let [row, field, quoted]: [string[], string, boolean] = [[], "", false];
  for (let at = 0; at < text.length; at += 1) {
    const character = text[at] ?? "";
    if (quoted && character === '"' && text[at + 1] === '"') [field, at] = [`${field}"`, at + 1];
    else if (character === '"') quoted = !quoted;
    else if (!quoted && character === separator) [row, field] = [[...row, field], ""];
    else if (!quoted && character === "\r" && text[at + 1] === "\n") {
      rows.push([...row, field]);
      [row, field, at] = [[], "", at + 1];
    } else field += character;
  }
  return rows;
};
const rowsOf = (...drafts: Parameters<typeof recordsOf>[0]): string => recordsOf(drafts).map((record) => csvRow(record, "a".repeat(64))).join("");
const names = parse(csvHeader)[0] ?? [];
const cellOf = (text: string, name: string): string => parse(text)[0]?.[names.indexOf(name)] ?? "missing";

describe("a row of CSV (FC-AUDIT-0001.R10)", () => {
  test("has the record's number, hash, time and what it is about, and its body as JSON", () => {
    const body = { verdict: "AUTHORIZED", call: { capability: "shell", args: { text: 'a "quoted", text;\nand more' } }, rule: { id: "list" } };
    const text = rowsOf(draft(body, { kind: "decision", execution: "e1", time: 1_700_000_000_123 }));
    expect(csvHeader).toBe('"seq","hash","time","run","execution","kind","capability","decision","rule","labels","body"\r\n');
    expect(parse(text)[0]?.slice(0, 10)).toEqual(["1", "a".repeat(64), "2023-11-14T22:13:20.123Z", "r1", "e1", "decision", "shell", "AUTHORIZED", "list", ""]);
    expect(JSON.parse(cellOf(text, "body"))).toEqual(body);
  });

  test("holds a time that is no date as a number, and what is missing as nothing", () => {
    expect(cellOf(rowsOf(draft({}, { time: Number.MAX_SAFE_INTEGER, run: null })), "time")).toBe("9007199254740991");
    expect(cellOf(rowsOf(draft({}, { run: null })), "run")).toBe("");
  });

  test.each([..."=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"])("begins no cell with %j, in any cell that somebody else may have written", (sign) => {
    const evil = `${sign}cmd|' /C calc'!A0`;
    for (const text of [evil, `;${evil}`, `a\n${evil}`, `a\t${evil}`, `"${evil}`, `",${evil}`]) {
      const row = rowsOf(draft({ text, call: { capability: text }, rule: { id: text }, verdict: text }, { run: text, execution: text, kind: "decision" }));
      // A comma between quotes is in the cell; but where the separator is another sign, or no quote is understood, it is not.
      const cells = [parse(row)[0] ?? [], ...[";", "\t"].flatMap((separator) => row.split(separator).map((it) => [it]))].flat();
      expect(cells.filter((it) => /^[=+\-@\uff1d\uff0b\uff0d\uff20]/.test(it))).toEqual([]);
      expect(parse(row)[0]?.length).toBe(11);
      expect(JSON.parse(cellOf(row, "body"))).toMatchObject({ text });
    }
  });

  test("is one row of as many cells, whatever is in them", () => {
    const texts = ["", '"', '""', "a,b", "a\r\nb", ",,,", '",\r\n"', "\u2028", "é😀"];
    const rows = parse(`${csvHeader}${rowsOf(...texts.map((run) => draft({ run }, { run })))}`);
    expect(rows.map((it) => it.length)).toEqual(Array.from({ length: texts.length + 1 }, () => 11));
    expect(rows.slice(1).map((it) => it[3])).toEqual(texts);
  });
});
