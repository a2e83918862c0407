/** An observer cannot fail a run (FC-OBS-0001.R4): what it throws, at once or later, is dropped. */
export const tellObserver = (tell: () => unknown): void => {
  try {
    const told = tell();
    if (told instanceof Promise) told.catch(() => {});
  } catch {
    // Counted, where it is wanted, by whoever combines observers.
  }
};
