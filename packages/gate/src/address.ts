// FC-CLAW-0004: IP addresses as numbers, and which of them lead into a private place. IPv4 and IPv6 are kept apart; a mapped
// or translated address is judged as the IPv4 address it carries. Only the strict textual forms are addresses: no octal, no
// hexadecimal, no short forms, no zones.

export interface Address {
  readonly family: 4 | 6;
  readonly bytes: readonly number[];
}

const parseV4 = (text: string): readonly number[] | null => {
  const parts = text.split(".");
  if (parts.length !== 4) return null;
  const bytes: number[] = [];
  for (const part of parts) {
    if (!/^(0|[1-9][0-9]{0,2})$/.test(part)) return null;
    const byte = Number(part);
    if (byte > 255) return null;
    bytes.push(byte);
  }
  return bytes;
};

const parseGroups = (text: string): readonly number[] | null => {
  if (text === "") return [];
  const bytes: number[] = [];
  const groups = text.split(":");
  for (const [index, group] of groups.entries()) {
    if (index === groups.length - 1 && group.includes(".")) {
      const v4 = parseV4(group);
      if (v4 === null) return null;
      bytes.push(...v4);
      continue;
    }
    if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return null;
    const value = Number.parseInt(group, 16);
    bytes.push(value >> 8, value & 255);
  }
  return bytes;
};

const parseV6 = (text: string): readonly number[] | null => {
  const halves = text.split("::");
  if (halves.length > 2) return null;
  const head = parseGroups(halves[0] ?? "");
  if (head === null) return null;
  if (halves.length === 1) return head.length === 16 ? head : null;
  const tail = parseGroups(halves[1] ?? "");
  if (tail === null || head.length + tail.length > 14 || (halves[0] ?? "").includes(".")) return null;
  return [...head, ...new Array<number>(16 - head.length - tail.length).fill(0), ...tail];
};

export const parseAddress = (text: string): Address | null => {
  const v4 = parseV4(text);
  if (v4 !== null) return { family: 4, bytes: v4 };
  const v6 = parseV6(text);
  return v6 === null ? null : { family: 6, bytes: v6 };
};

/** IPv6 as WHATWG writes it in a URL: lower case, no leading zeros, the first longest run of zero groups as `::`. */
const formatV6 = (bytes: readonly number[]): string => {
  const groups = Array.from({ length: 8 }, (_, index) => ((bytes[index * 2] ?? 0) << 8) | (bytes[index * 2 + 1] ?? 0));
  let from = 0;
  let length = 1;
  for (let start = 0; start < 8; start += 1) {
    let end = start;
    while (groups[end] === 0) end += 1;
    if (end - start > length) [from, length] = [start, end - start];
  }
  const text = groups.map((group) => group.toString(16));
  return length === 1 ? text.join(":") : `${text.slice(0, from).join(":")}::${text.slice(from + length).join(":")}`;
};

/** One text for each address. */
export const formatAddress = ({ family, bytes }: Address): string => (family === 4 ? bytes.join(".") : formatV6(bytes));

export interface Range {
  readonly family: 4 | 6;
  readonly bytes: readonly number[];
  readonly bits: number;
}

/** CIDR notation, or a single address. */
export const parseRange = (text: string): Range | null => {
  const [place = "", length, more] = text.split("/");
  const address = parseAddress(place);
  if (address === null || more !== undefined) return null;
  const width = address.family === 4 ? 32 : 128;
  if (length === undefined) return { ...address, bits: width };
  if (!/^(0|[1-9][0-9]{0,2})$/.test(length) || Number(length) > width) return null;
  return { ...address, bits: Number(length) };
};

export const addressWithin = (address: Address, range: Range): boolean => {
  if (address.family !== range.family) return false;
  for (let bit = 0; bit < range.bits; bit += 8) {
    const left = range.bits - bit;
    const mask = left >= 8 ? 255 : (255 << (8 - left)) & 255;
    const index = bit >> 3;
    if (((address.bytes[index] ?? 0) & mask) !== ((range.bytes[index] ?? 0) & mask)) return false;
  }
  return true;
};

const ranges = (...texts: readonly string[]): readonly Range[] =>
  texts.map(parseRange).filter((range): range is Range => range !== null);

// The special-purpose registries of RFC 6890 and its successors, less what is globally reachable.
const specialV4 = /* @__PURE__ */ ranges(
  "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
  "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
);
/** All that is, or may be, on the public internet (RFC 4291 §2.4): the rest is local, reserved or not yet given out. */
const globalV6 = /* @__PURE__ */ ranges("2000::/3");
const specialV6 = /* @__PURE__ */ ranges("2001::/23", "2001:db8::/32", "3fff::/20");

/**
 * IPv6 forms that carry an IPv4 address at a known place: mapped, NAT64 with the well-known prefix (RFC 6052), 6to4. Where the
 * prefix is a network's own choice (64:ff9b:1::/48, RFC 8215) the place is not known, and so the address counts as private.
 */
const carriers: readonly { readonly range: Range; readonly at: number }[] = [
  ...ranges("::ffff:0:0/96", "64:ff9b::/96").map((range) => ({ range, at: 12 })),
  ...ranges("2002::/16").map((range) => ({ range, at: 2 })),
];

/** Ranges at whose ends, and nowhere else, addresses begin or cease to be private. */
export const specialRanges = (): readonly Range[] => [
  ...specialV4, ...globalV6, ...specialV6,
  ...carriers.flatMap(({ range, at }) => [range, ...specialV4.map((it): Range => ({ family: 6, bytes: [...range.bytes.slice(0, at), ...it.bytes, ...range.bytes.slice(at + 4)], bits: at * 8 + it.bits }))]),
];

/** The IPv4 address that an IPv6 form carries; every other address as it is. Two texts for one place are one address. */
export const carriedAddress = (address: Address): Address => {
  const carrier = carriers.find(({ range }) => addressWithin(address, range));
  return carrier === undefined ? address : { family: 4, bytes: address.bytes.slice(carrier.at, carrier.at + 4) };
};

/** True when the address is anywhere but on the public internet. What cannot be judged counts as private. */
export const isPrivateAddress = (address: Address): boolean => {
  const carried = carriedAddress(address);
  const isIn = (range: Range): boolean => addressWithin(carried, range);
  return carried.family === 4 ? carried.bytes.length !== 4 || specialV4.some(isIn) : !globalV6.some(isIn) || specialV6.some(isIn);
};
