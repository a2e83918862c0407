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
  const v6 = text.includes(":") ? parseV6(text) : null;
  return v6 === null ? null : { family: 6, bytes: v6 };
};

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
const privateRanges = /* @__PURE__ */ ranges(
  "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24",
  "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
  "::/127", "100::/64", "2001::/23", "2001:db8::/32", "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
);

/** IPv6 forms that carry an IPv4 address: mapped, compatible, NAT64 (RFC 6052, 8215) and 6to4. */
const carriers: readonly { readonly range: Range; readonly at: number }[] = [
  ["::ffff:0:0/96", 12], ["::/96", 12], ["64:ff9b::/96", 12], ["64:ff9b:1::/48", 12], ["2002::/16", 2],
].flatMap(([text, at]) => ranges(String(text)).map((range) => ({ range, at: Number(at) })));

/** True when the address is anywhere but on the public internet. What cannot be judged counts as private. */
export const isPrivateAddress = (address: Address): boolean => {
  if (privateRanges.some((range) => addressWithin(address, range))) return true;
  const carrier = carriers.find(({ range }) => addressWithin(address, range));
  if (carrier === undefined) return false;
  return isPrivateAddress({ family: 4, bytes: address.bytes.slice(carrier.at, carrier.at + 4) });
};
