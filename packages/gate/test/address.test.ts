import { isIP } from "node:net";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { addressWithin, carriedAddress, formatAddress, isPrivateAddress, parseAddress, parseRange, specialRanges, type Address } from "../src/address.ts";
import { cases } from "./cases.ts";

const address = (text: string): Address => {
  const parsed = parseAddress(text);
  if (parsed === null) throw new Error(text);
  return parsed;
};

describe("parseAddress()", () => {
  it("reads what the host's own parser reads, and no zones", () => {
    const written = fc.oneof(fc.ipV4(), fc.ipV6(), fc.ipV4Extended(), fc.stringMatching(/^[0-9a-f:.]{0,24}$/));
    fc.assert(fc.property(written, (text) => void expect(parseAddress(text)?.family ?? 0).toBe(isIP(text))), { numRuns: cases(5_000) });
    for (const text of ["fe80::1%eth0", "1.2.3.4/8", " 1.2.3.4", "1.2.3.4\n"]) expect(parseAddress(text)).toBeNull();
  });

  it.each([
    "0177.0.0.1", "0x7f.0.0.1", "127.1", "2130706433", "0x7f000001", "017700000001", "127.0.0.01", "1.2.3.4.", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.-4", "1.2.3.+4", "1.2.3.٤", "",
    ":", ":::", "1::2::3", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "12345::", "::g", "1.2.3.4::", "::1.2.3", "::1.2.3.4.5", "::1.2.3.4:5", "1:2:3:4:5:6:7::8", "[::1]",
  ])("refuses %s", (text) => {
    expect(parseAddress(text)).toBeNull();
  });

  it.each([
    ["0.0.0.0", "0.0.0.0"], ["255.255.255.255", "255.255.255.255"], ["::", "::"], ["1::", "1::"], ["::1", "::1"], ["1:2:3:4:5:6:7::", "1:2:3:4:5:6:7:0"], ["::2:3:4:5:6:7:8", "0:2:3:4:5:6:7:8"], ["1:0:0:2:0:0:0:3", "1:0:0:2::3"], ["1:0:0:2:3:0:0:4", "1::2:3:0:0:4"],
    ["1:0:2:3:4:5:6:7", "1:0:2:3:4:5:6:7"], ["0:0:1:2:3:4:5:6", "::1:2:3:4:5:6"], ["ABCD::00Ef", "abcd::ef"], ["::1.2.3.4", "::102:304"], ["1:2:3:4:5:6:255.0.0.1", "1:2:3:4:5:6:ff00:1"], ["1::2:3.4.5.6", "1::2:304:506"],
  ])("reads %s and writes it as %s", (text, expected) => {
    expect(formatAddress(address(text))).toBe(expected);
  });

  it("has one text for each address, the same as WHATWG's", () => {
    fc.assert(
      fc.property(fc.ipV6(), (text) => {
        const formatted = formatAddress(address(text));
        expect(`[${formatted}]`).toBe(new URL(`http://[${text}]/`).hostname);
        expect(address(formatted)).toEqual(address(text));
      }),
      { numRuns: cases(2_000) },
    );
    fc.assert(fc.property(fc.ipV4(), (text) => void expect(formatAddress(address(text))).toBe(text)));
  });
});

describe("parseRange() and addressWithin()", () => {
  it("agree with arithmetic on whole numbers", () => {
    const number = ({ bytes }: Address): bigint => bytes.reduce((sum, byte) => sum * 256n + BigInt(byte), 0n);
    fc.assert(
      fc.property(fc.ipV4(), fc.ipV4(), fc.integer({ min: 0, max: 32 }), (a, b, bits) => {
        const range = parseRange(`${b}/${bits}`);
        const shift = BigInt(32 - bits);
        expect(range !== null && addressWithin(address(a), range)).toBe(number(address(a)) >> shift === number(address(b)) >> shift);
      }),
      { numRuns: cases(2_000) },
    );
    fc.assert(
      fc.property(fc.ipV6(), fc.integer({ min: 0, max: 128 }), fc.integer({ min: 0, max: 127 }), (a, bits, flipped) => {
        const bytes = address(a).bytes.map((byte, index) => (index === flipped >> 3 ? byte ^ (128 >> (flipped & 7)) : byte));
        const range = parseRange(`${a}/${bits}`);
        expect(range !== null && addressWithin({ family: 6, bytes }, range)).toBe(flipped >= bits);
      }),
      { numRuns: cases(2_000) },
    );
  });

  it("take an address without a length for itself alone, and a length to the last bit", () => {
    expect([parseRange("10.0.0.1")?.bits, parseRange("::1")?.bits, parseRange("10.0.0.0/32")?.bits, parseRange("::/128")?.bits, parseRange("0.0.0.0/0")?.bits]).toEqual([32, 128, 32, 128, 0]);
  });

  it("keep the families apart", () => {
    expect(addressWithin(address("::ffff:10.0.0.1"), { family: 4, bytes: [10, 0, 0, 0], bits: 8 })).toBe(false);
  });

  it.each(["10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/08", "10.0.0.0/", "10/8", "10.0.0.0/8/8", "::/129", "10.0.0.0/8.0", "", "any"])("refuse %s", (text) => {
    expect(parseRange(text)).toBeNull();
  });
});

describe("isPrivateAddress()", () => {
  const edges = [
    ["0.0.0.0", "0.255.255.255"], ["10.0.0.0", "10.255.255.255"], ["100.64.0.0", "100.127.255.255"], ["127.0.0.0", "127.255.255.255"], ["169.254.0.0", "169.254.255.255"],
    ["172.16.0.0", "172.31.255.255"], ["192.0.0.0", "192.0.0.255"], ["192.0.2.0", "192.0.2.255"], ["192.88.99.0", "192.88.99.255"], ["192.168.0.0", "192.168.255.255"],
    ["198.18.0.0", "198.19.255.255"], ["198.51.100.0", "198.51.100.255"], ["203.0.113.0", "203.0.113.255"], ["224.0.0.0", "239.255.255.255"], ["240.0.0.0", "255.255.255.255"],
  ] as const;
  it.each(edges)("holds from %s to %s, in every form that carries IPv4", (first, last) => {
    for (const v4 of [first, last]) {
      const hex = address(v4).bytes.map((byte) => byte.toString(16).padStart(2, "0"));
      const groups = `${hex[0]}${hex[1]}:${hex[2]}${hex[3]}`;
      for (const text of [v4, `::ffff:${v4}`, `::ffff:${groups}`, `64:ff9b::${v4}`, `2002:${groups}::1`]) expect(isPrivateAddress(address(text)), text).toBe(true);
    }
  });

  it.each([
    "::", "::1", "::7f00:1", "::8.8.8.8", "::ffff:0:8.8.8.8", "64:ff9b:1::808:808", "100::1", "2001::1", "2001:1ff::1", "2001:db8::1", "3fff::1", "3fff:fff::1", "5f00::1", "4000::1", "8000::1",
    "fc00::1", "fdff::1", "fe80::1", "febf::1", "fec0::1", "ff02::1", "ffff::1",
  ])("holds for %s", (text) => {
    expect(isPrivateAddress(address(text))).toBe(true);
  });

  it.each([
    "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0", "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.0.1.0",
    "192.167.255.255", "198.17.255.255", "198.20.0.0", "223.255.255.255", "::ffff:8.8.8.8", "64:ff9b::8.8.8.8", "2002:808:808::1", "2606:4700::1111", "2001:200::1", "2001:4860:4860::8888", "2a00::1", "3ffe::1",
  ])("does not hold for %s", (text) => {
    expect(isPrivateAddress(address(text))).toBe(false);
  });

  it("holds for what is no whole address", () => {
    expect(isPrivateAddress({ family: 4, bytes: [] })).toBe(true);
    expect(isPrivateAddress({ family: 4, bytes: [8, 8, 8] })).toBe(true);
    expect(isPrivateAddress({ family: 6, bytes: [] })).toBe(true);
  });
});

describe("carriedAddress()", () => {
  it.each([
    ["::ffff:1.2.3.4", "1.2.3.4"], ["64:ff9b::102:304", "1.2.3.4"], ["2002:102:304::9", "1.2.3.4"], ["1.2.3.4", "1.2.3.4"], ["32.2.3.4", "32.2.3.4"],
    ["::fffe:102:304", "::fffe:102:304"], ["64:ff9b::1:102:304", "64:ff9b::1:102:304"], ["64:ff9b:1::102:304", "64:ff9b:1::102:304"], ["2003:102:304::9", "2003:102:304::9"], ["::1.2.3.4", "::102:304"],
  ])("of %s is %s", (text, expected) => {
    expect(formatAddress(carriedAddress(address(text)))).toBe(expected);
  });
});

describe("specialRanges()", () => {
  it("has each range of IPv4 also as each form of IPv6 carries it", () => {
    const written = specialRanges().map((it) => `${formatAddress(it)}/${it.bits}`);
    expect(written).toEqual(expect.arrayContaining(["10.0.0.0/8", "::ffff:a00:0/104", "64:ff9b::a00:0/104", "2002:a00::/24"]));
    expect(written).toEqual(expect.arrayContaining(["192.0.2.0/24", "::ffff:c000:200/120", "64:ff9b::c000:200/120", "2002:c000:200::/40"]));
    expect(written).toEqual(expect.arrayContaining(["::ffff:0:0/96", "64:ff9b::/96", "2002::/16", "2000::/3", "2001:db8::/32"]));
    expect(new Set(written).size).toBe(written.length);
  });

  it("has whole addresses alone, of which bits say as much as there is", () => {
    for (const { family, bytes, bits } of specialRanges()) expect([bytes.length, bits <= bytes.length * 8]).toEqual([family === 4 ? 4 : 16, true]);
  });
});
