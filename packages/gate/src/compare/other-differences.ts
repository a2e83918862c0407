// What two policies say otherwise besides which calls they allow and what they grant: bounds, surroundings, labels.
import { canonicalise, type JsonValue } from "@femtoclaw/protocol";
import type { CompiledCapability, CompiledPolicy } from "../policy/compiled-policy.ts";

export interface OtherDifference {
  /** Such as `budgets` or `shell: limits`. */
  readonly where: string;
  readonly a: string;
  readonly b: string;
}

type Part = readonly [where: string, value: JsonValue];

const blockParts = (name: string, it: CompiledCapability): readonly Part[] => [
  [`${name}: limits`, { ...it.limits, perRun: it.perRun, perMinute: it.perMinute, window: it.window === null ? null : { ...it.window }, concurrent: it.concurrent }],
  [`${name}: results`, { ...it.results }],
  [`${name}: secrets`, it.secrets === null ? null : { ...it.secrets }],
  [`${name}: descriptor`, it.pinned],
];

const flowValue = (policy: CompiledPolicy): JsonValue =>
  policy.flow.map(({ when, effect, targets }) => ({
    when: { ...when },
    effect,
    targets: targets.map(({ capability, effects, unless }) => ({
      capability,
      effects: effects === null ? null : [...effects],
      unless: unless === null ? null : { trusted: unless.trusted, pointers: unless.pointers === null ? null : unless.pointers.map(({ text }) => text) },
    })),
  }));

const partsOf = (policy: CompiledPolicy): ReadonlyMap<string, JsonValue> =>
  new Map<string, JsonValue>([
    ["profile", policy.profile],
    ["workspace", policy.workspace],
    ["protected", [...policy.protected]],
    ["budgets", { ...policy.budgets }],
    ["flow", flowValue(policy)],
    ...[...policy.capabilities].flatMap(([name, block]) => blockParts(name, block)),
  ]);

/** Of what only one policy has nothing is said here: the calls say it. */
export const otherDifferences = (a: CompiledPolicy, b: CompiledPolicy): readonly OtherDifference[] => {
  const [left, right] = [partsOf(a), partsOf(b)];
  return [...left].flatMap(([where, value]) => {
    const other = right.get(where);
    if (other === undefined) return [];
    const texts = { a: canonicalise(value), b: canonicalise(other) };
    return texts.a === texts.b ? [] : [{ where, ...texts }];
  });
};
