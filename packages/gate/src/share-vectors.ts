// Argument vectors of one program that differ in one place alone can share a rule, and so a reader has one to read.
import type { Call } from "./decision.ts";
import type { ArgvElement, Rule } from "./policy/policy-document.ts";

export interface Vector {
  readonly bin: string;
  readonly argv: readonly string[];
  readonly where: Rule["where"];
  readonly notes: readonly string[];
  readonly calls: readonly Call[];
}

export interface SharedVector extends Omit<Vector, "argv"> {
  readonly argv: readonly ArgvElement[];
}

const isAlike = (a: Vector, b: Vector): boolean => a.bin === b.bin && a.argv.length === b.argv.length && JSON.stringify(a.where) === JSON.stringify(b.where);

/** The last such place counts, since the first words choose what is done. */
export const shareVectors = (vectors: readonly Vector[]): readonly SharedVector[] => {
  const left = [...vectors];
  const shared: SharedVector[] = [];
  for (let first = left.shift(); first !== undefined; first = left.shift()) {
    const one = first;
    const alike = left.filter((it) => isAlike(one, it));
    const places = one.argv.map((_, at) => alike.filter((it) => it.argv.every((text, index) => index === at || text === one.argv[index])));
    const at = places.reduce((best, group, index) => (group.length >= (places[best]?.length ?? 0) ? index : best), 0);
    const group = places[at] ?? [];
    for (const it of group) left.splice(left.indexOf(it), 1);
    const choices = [one, ...group].map((it) => it.argv[at] ?? "");
    const argv = group.length === 0 ? one.argv : one.argv.map((text, index): ArgvElement => (index === at ? { oneOf: choices } : text));
    shared.push({ ...one, argv, calls: [...one.calls, ...group.flatMap((it) => it.calls)] });
  }
  return shared;
};
