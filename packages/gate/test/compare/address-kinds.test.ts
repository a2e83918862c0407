// FC-POL-0002.R19: one address stands for all of its kind, so the kinds have to be found at the ends of every range.
import { describe, expect, it } from "vitest";
import { formatAddress, parseRange, type Range } from "../../src/address.ts";
import { addressKinds, endsOf } from "../../src/compare/address-kinds.ts";
import { newWork } from "../../src/compare/work.ts";

const range = (text: string): Range => {
  const found = parseRange(text);
  if (found === null) throw new Error(text);
  return found;
};

describe("endsOf()", () => {
  it.each([
    ["10.0.0.0/8", "10.0.0.0 10.255.255.255 9.255.255.255 11.0.0.0"],
    ["10.77.5.4/8", "10.0.0.0 10.255.255.255 9.255.255.255 11.0.0.0"],
    ["100.64.0.0/10", "100.64.0.0 100.127.255.255 100.63.255.255 100.128.0.0"],
    ["172.16.0.0/12", "172.16.0.0 172.31.255.255 172.15.255.255 172.32.0.0"],
    ["192.0.2.128/25", "192.0.2.128 192.0.2.255 192.0.2.127 192.0.3.0"],
    ["192.0.1.0/32", "192.0.1.0 192.0.1.0 192.0.0.255 192.0.1.1"],
    ["10.255.255.255", "10.255.255.255 10.255.255.255 10.255.255.254 11.0.0.0"],
    ["192.0.1.254/32", "192.0.1.254 192.0.1.254 192.0.1.253 192.0.1.255"],
    ["10.1.0.0/31", "10.1.0.0 10.1.0.1 10.0.255.255 10.1.0.2"],
    // The line of all addresses has no ends.
    ["0.0.0.0/0", "0.0.0.0 255.255.255.255 255.255.255.255 0.0.0.0"],
    ["fc00::/7", "fc00:: fdff:ffff:ffff:ffff:ffff:ffff:ffff:ffff fbff:ffff:ffff:ffff:ffff:ffff:ffff:ffff fe00::"],
    ["2001:db8::/33", "2001:db8:: 2001:db8:7fff:ffff:ffff:ffff:ffff:ffff 2001:db7:ffff:ffff:ffff:ffff:ffff:ffff 2001:db8:8000::"],
  ])("of %s are %s", (text, ends) => {
    expect(endsOf(range(text)).map(formatAddress).join(" ")).toBe(ends);
  });
});

describe("addressKinds()", () => {
  const kinds = (...scopes: readonly (readonly string[])[]): readonly string[] => addressKinds(scopes.map((it) => it.map(range)), newWork(1e9)) ?? [];

  it("are the public ones, and the private ones by which scopes allow them", () => {
    expect(kinds()).toEqual(["93.184.216.34"]);
    expect(kinds([])).toEqual(["93.184.216.34", "10.255.254.253"]);
    expect(kinds(["10.0.0.0/8"])).toEqual(["93.184.216.34", "127.0.0.53"]);
    expect(kinds(["10.0.0.0/8"], [])).toEqual(["93.184.216.34", "10.255.254.253", "127.0.0.53"]);
    // What is public everywhere is no kind of its own, whoever names it.
    expect(kinds(["8.8.8.0/24"], [])).toEqual(["93.184.216.34", "10.255.254.253"]);
    // Nor is what all of them allow.
    expect(kinds(["127.0.0.0/8"], ["127.0.0.0/8"])).toEqual(["93.184.216.34", "10.255.254.253"]);
  });

  it("take an address at the end of a range for want of one that people know", () => {
    expect(kinds(["172.16.0.0/12"])).toEqual(["93.184.216.34", "10.255.254.253"]);
    expect(kinds(["172.16.0.0/12"], ["172.16.0.0/13"])).toEqual(["93.184.216.34", "10.255.254.253", "172.31.255.255"]);
  });

  it("are not looked for beyond the work that there is", () => {
    expect(addressKinds([[range("10.0.0.0/8")]], newWork(100))).toBeNull();
    const work = newWork(1e9);
    addressKinds([[range("10.0.0.0/8")], [range("10.0.0.0/8"), range("10.1.0.0/16")]], work);
    // Each of the addresses is held against each of three ranges.
    expect(work.spent()).toBeGreaterThan(200 * 5);
  });
});
