/**
 * A map that nobody can change any more. A `Map` behind a read-only type will not do: whoever holds the object can still call
 * `set` (FC-CLAW-0001.R2).
 */
export const frozenMap = <K, V>(entries: Iterable<readonly [K, V]>): ReadonlyMap<K, V> => {
  const map = new Map(entries);
  const frozen: ReadonlyMap<K, V> = {
    size: map.size,
    get: (key) => map.get(key),
    has: (key) => map.has(key),
    keys: () => map.keys(),
    values: () => map.values(),
    entries: () => map.entries(),
    [Symbol.iterator]: () => map[Symbol.iterator](),
    forEach: (visit) => {
      for (const [key, value] of map) visit(value, key, frozen);
    },
  };
  return Object.freeze(frozen);
};
