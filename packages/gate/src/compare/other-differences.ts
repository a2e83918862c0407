// What two policies say otherwise besides which calls they allow: bounds, surroundings, labels.
import { canonicalise, type JsonValue } from "@femtoclaw/protocol";
import type { CompiledCapability, CompiledPolicy, CompiledRule } from "../policy/compiled-policy.ts";

export interface OtherDifference {
  /** Such as `budgets`, `shell: limits`, or `shell: rule list: environment`. */
  readonly where: string;
  readonly a: string;
  readonly b: string;
}

type Part = readonly [where: string, value: JsonValue];

const blockParts = (name: string, it: CompiledCapability | undefined): readonly Part[] => {
  if (it === undefined) return [];
  return [
    [`${name}: limits`, { ...it.limits, perRun: it.perRun, perMinute: it.perMinute, window: it.window === null ? null : { ...it.window }, concurrent: it.concurrent }],
    [`${name}: results`, { ...it.results }],
    [`${name}: secrets`, it.secrets === null ? null : { ...it.secrets }],
    [`${name}: descriptor`, it.pinned],
    ...it.allow.flatMap((rule) => grantParts(name, rule)),
  ];
};

/** What shapes a grant and decides nothing. */
const grantParts = (name: string, { reference, exec, maxBytes, effects }: CompiledRule): readonly Part[] => {
  const at = `${name}: rule ${reference.id}:`;
  const program: readonly Part[] = exec === null ? [] : [[`${at} program`, exec.executable], [`${at} pin`, exec.executableDigest], [`${at} cwd`, exec.cwd], [`${at} environment`, { ...exec.environment }]];
  return [...program, [`${at} maxBytes`, maxBytes], [`${at} effects`, effects === null ? null : [...effects]]];
};

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
