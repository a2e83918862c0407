// FC-POL-0002: a policy and the files that it includes → one document, whose every part still knows where it is written. Rules follow
// those of the policy, in the order of the includes; what can only be said once (a set, a setting of a capability) is said by one file.
import { fault, formatPointer, type Fault, type FaultPosition } from "@femtoclaw/protocol";
import type { CapabilityPolicy, Named } from "./policy-document.ts";
import type { PolicyPart } from "./read-part.ts";

type Block = CapabilityPolicy<Named>;

interface Holder {
  readonly part: PolicyPart;
  readonly sets: ReadonlyMap<string, readonly string[]>;
  readonly blocks: ReadonlyMap<string, Block>;
}

const isRuleList = (key: string | undefined): key is "allow" | "deny" => key === "allow" || key === "deny";

const joinBlocks = (blocks: readonly Block[]): Block => {
  const joined = blocks.reduce<Block>((earlier, later) => ({ ...later, ...earlier }), {});
  const allow = blocks.flatMap((it) => it.allow ?? []);
  const deny = blocks.flatMap((it) => it.deny ?? []);
  return { ...joined, ...(joined.allow === undefined ? {} : { allow }), ...(joined.deny === undefined ? {} : { deny }) };
};

/** Whoever says a thing first has it; all others say it again. */
const repeated = (holders: readonly Holder[]): readonly Fault[] => {
  const first = new Map<string, string>();
  return holders.flatMap(({ part, sets, blocks }) => {
    const said = [
      ...[...sets.keys()].map((name) => ({ pointer: formatPointer(["sets", name]), what: `set ${name}` })),
      ...[...blocks].flatMap(([name, block]) => Object.keys(block).filter((key) => !isRuleList(key)).map((key) => ({ pointer: formatPointer(["capabilities", name, key]), what: `${key} of ${name}` }))),
    ];
    return said.flatMap(({ pointer, what }) => {
      const by = first.get(pointer);
      if (by === undefined) first.set(pointer, part.file);
      return by === undefined ? [] : [fault("FC_POLICY_INCLUDE", `${what} in one file; ${by} has it`, "it again", part.place(pointer))];
    });
  });
};

const placeIn = (holders: readonly Holder[], own: PolicyPart) => (pointer: string): FaultPosition => {
  const [, area, token = "", key, index, ...deeper] = pointer.split("/");
  const name = token.replaceAll("~1", "/").replaceAll("~0", "~");
  if (area === "sets") return (holders.find(({ sets }) => sets.has(name))?.part ?? own).place(pointer);
  if (area !== "capabilities") return own.place(pointer);
  if (isRuleList(key)) {
    let at = Number(index);
    for (const { part, blocks } of holders) {
      const count = blocks.get(name)?.[key]?.length ?? 0;
      if (at < count) return part.place(["", area, token, key, at, ...deeper].join("/"));
      at -= count;
    }
  }
  const saying = holders.find(({ blocks }) => Object.hasOwn(blocks.get(name) ?? {}, key ?? "")) ?? holders.find(({ blocks }) => blocks.has(name));
  return (saying?.part ?? own).place(pointer);
};

export const joinParts = (own: PolicyPart, included: readonly PolicyPart[]): { readonly part: PolicyPart; readonly faults: readonly Fault[] } => {
  if (included.length === 0) return { part: own, faults: [] };
  const holders = [own, ...included].map((part): Holder => ({ part, sets: new Map(Object.entries(part.document.sets ?? {})), blocks: new Map(Object.entries(part.document.capabilities ?? {})) }));
  const names = [...new Set(holders.flatMap(({ blocks }) => [...blocks.keys()]))];
  const document = {
    ...own.document,
    sets: Object.fromEntries(holders.toReversed().flatMap(({ sets }) => [...sets])),
    capabilities: Object.fromEntries(names.map((name) => [name, joinBlocks(holders.flatMap(({ blocks }) => blocks.get(name) ?? []))])),
  };
  return { part: { file: own.file, document, place: placeIn(holders, own) }, faults: repeated(holders) };
};
