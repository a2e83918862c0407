/**
 * Makes a tree of plain data immutable, all the way down. A part that is frozen already is entered all the same: that its
 * outside is frozen says nothing of its inside. A cycle, which JSON has none of, throws. Written out by index and key: each grant passes
 * through here, and a list of the parts made first costs a decision half as much again.
 */
export const freezeDeep = <T>(value: T): T => {
  if (isContainer(value)) freezeParts(value);
  return value;
};

type Container = { readonly [key: string]: unknown };

/** Arrays too: their items are members by index. */
const isContainer = (value: unknown): value is Container => typeof value === "object" && value !== null;

const freezeParts = (container: Container): void => {
  if (Array.isArray(container)) {
    for (let index = 0; index < container.length; index += 1) {
      const part: unknown = container[index];
      if (isContainer(part)) freezeParts(part);
    }
  } else {
    for (const key in container) {
      const part = container[key];
      if (isContainer(part)) freezeParts(part);
    }
  }
  Object.freeze(container);
};
