/** Runs one handler at a time, in the order of arrival, however deep the calls that bring the items are nested. */
export const createEventQueue = <T>(handle: (item: T) => void): ((item: T) => void) => {
  const waiting: T[] = [];
  let busy = false;
  return (item) => {
    waiting.push(item);
    if (busy) return;
    busy = true;
    try {
      for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) handle(next);
    } finally {
      busy = false;
    }
  };
};
