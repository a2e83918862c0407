// FC-CORE-0004: why a replay came to another record, as far as the place of the difference tells. What stands in a record either came
// from outside, and then it was changed, or follows from what came before it.

const drafted = "the record differs from what the machine drafts";

/** The first that the pointer begins with. */
const byPlace: readonly (readonly [place: string, why: string])[] = [
  ["/body/state", "what was taken in or counted before it is not what it was when this was recorded"],
  ["/body/verdict", "the gate decides this call otherwise"],
  ["/body/rule", "the gate decides this call by another rule"],
  ["/body/reasons", "the gate decides this call for another reason"],
  ["/body/grant", "the gate grants something else for this call"],
  ["/body/grantDigest", "the gate grants something else for this call"],
  ["/body/policy", "the policy is another"],
  ["/body/registry", "the capabilities are others"],
  ["/body/budgets", "the policy is another"],
  ["/body/limits", "the bounds are others"],
  ["/body/protocolLimits", "the bounds are others"],
  ["/body/context/pins", "the bounds are others"],
  ["/body/context", "what came before it makes another context than the brain was shown"],
  ["/kind", "something else happened next"],
  ["/time", "the recorded clock ran otherwise"],
];

export const divergenceCause = (pointer: string): string => {
  const why = byPlace.find(([place]) => pointer === place || pointer.startsWith(`${place}/`))?.[1];
  return why === undefined ? drafted : `${drafted}: ${why}`;
};
