// FC-POL-0002.R19: to which addresses a host may lead, compared exactly, also where a range overlaps what is private anyway.
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { comparePolicies, isPrivateAddress, parseAddress, parseRange, addressWithin, type PolicyComparison } from "../../src/index.ts";
import { cases } from "../cases.ts";
import { policyWith, registry } from "../support.ts";

const origin = "https://status.example.com";
const compare = (a: readonly string[], b: readonly string[]): PolicyComparison => {
  const [left, right] = [a, b].map((addresses) => policyWith("http.get", { allow: [{ id: "u", url: { origin, addresses } }] }));
  if (left === undefined || right === undefined) throw new Error("two policies");
  return comparePolicies(left, right, registry);
};

describe("comparePolicies() of addresses (FC-POL-0002.R19)", () => {
  it.each([
    ["a range and one within it that leaves private addresses out", "0.0.0.0/0", ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"]],
    ["a range that begins before a private one and one that is that private one", "100.0.0.0/8", ["100.64.0.0/11"]],
    ["the end of a private range", "172.16.0.0/12", ["172.16.0.0/13"]],
    ["one address beyond a range", "10.0.0.0/8", ["10.0.0.0/8", "0.255.255.255"]],
    ["a mapped form of a private address", "::/0", ["::/1", "fc00::/7"]],
    ["what is not given out yet", "::/0", ["fc00::/7", "fe80::/10"]],
    ["an address that carries a private one", "2002::/16", []],
    ["loopback alone", "::/127", []],
    ["a public range with a private one in its middle, and no range", "100.0.0.0/8", []],
    ["a public range of the other family with a private one in its middle, and no range", "2000::/3", []],
    ["addresses that carry private ones in their middle, and no range", "2002:800::/21", []],
    ["mapped addresses that carry private ones in their middle, and no range", "::ffff:8.0.0.0/101", []],
  ])("tells %s", (_what, wide, narrow) => {
    const found = compare([wide], narrow);
    expect(found.equivalent).toBe(false);
    expect(found.undecided).toEqual([]);
    expect(found.calls.length).toBeGreaterThan(0);
  });

  it.each([
    ["public addresses, which need no range", ["8.8.8.0/24"], []],
    ["a range in two halves", ["10.0.0.0/8"], ["10.0.0.0/9", "10.128.0.0/9"]],
    ["all of a private range, and more that is public", ["172.0.0.0/8"], ["172.16.0.0/12"]],
    ["a public range that carries no private address", ["2002:808:808::/48"], []],
    ["many ranges that one holds", ["10.0.0.0/8", "192.168.0.0/16", "172.16.0.0/12", "127.0.0.0/8", "169.254.0.0/16", "100.64.0.0/10", "fc00::/7"], ["fc00::/7", "127.0.0.0/8", "100.64.0.0/10", "10.0.0.0/8", "10.1.0.0/16", "169.254.0.0/16", "172.16.0.0/12", "192.168.0.0/16"]],
  ])("sees that it is one and the same: %s", (_what, a, b) => {
    expect(compare(a, b)).toEqual({ equivalent: true, calls: [], undecided: [], others: [], observed: false });
  });

  it("compares each of many hosts by the ranges that are said of it", () => {
    const hosts = (last: string) => policyWith("http.get", { allow: [1, 2, 3, 4, 5, 6, 7, 8].map((it) => ({ id: `u${it}`, url: { origin: `https://h${it}.example`, path: `/${it}/**`, addresses: [it < 8 ? `10.${it}.0.0/16` : last] } })) });
    expect(comparePolicies(hosts("10.8.0.0/16"), hosts("10.8.0.0/16"), registry).equivalent).toBe(true);
    expect(comparePolicies(hosts("10.8.0.0/16"), hosts("10.8.0.0/17"), registry)).toMatchObject({ undecided: [], calls: [{ call: { args: { url: "https://h8.example/8/" } }, facts: [{ addresses: ["10.8.255.255"] }] }] });
  });

  it("finds a difference wherever one address shows it", () => {
    const range = fc.tuple(fc.constantFrom("0.0.0.0", "10.0.0.0", "10.255.255.255", "100.127.0.0", "127.0.0.1", "172.15.0.0", "172.31.255.255", "198.19.0.0", "223.255.255.255", "255.255.255.255"), fc.integer({ min: 0, max: 32 })).map(([place, bits]) => `${place}/${bits}`);
    const address = fc.tuple(fc.constantFrom(0, 9, 10, 11, 100, 127, 128, 172, 192, 198, 223, 224, 255), fc.constantFrom(0, 15, 16, 31, 32, 63, 64, 127, 128, 255), fc.constantFrom(0, 1, 255), fc.constantFrom(0, 1, 255)).map((it) => it.join("."));
    const ranges = fc.array(range, { maxLength: 3 });
    fc.assert(
      fc.property(ranges, ranges, fc.array(address, { minLength: 50, maxLength: 50 }), (a, b, addresses) => {
        const allows = (written: readonly string[], text: string): boolean => {
          const it = parseAddress(text);
          return it !== null && (!isPrivateAddress(it) || written.some((one) => addressWithin(it, parseRange(one) ?? { family: 6, bytes: [], bits: 0 })));
        };
        const found = compare(a, b);
        expect(found.undecided).toEqual([]);
        if (addresses.some((it) => allows(a, it) !== allows(b, it))) expect(found.calls.length).toBeGreaterThan(0);
      }),
      { numRuns: cases(100) },
    );
  });
});
