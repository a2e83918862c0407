/**
 * One act at a time, in the order of arrival, however deep the calls that bring them are nested. An act that throws cannot
 * stop the ones behind it; what it threw is handed over.
 */
export const createTurns = (onThrow: (thrown: unknown) => void): ((act: () => void) => void) => {
  const waiting: (() => void)[] = [];
  let busy = false;
  return (act) => {
    waiting.push(act);
    if (busy) return;
    busy = true;
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      try {
        next();
      } catch (thrown) {
        onThrow(thrown);
      }
    }
    busy = false;
  };
};
