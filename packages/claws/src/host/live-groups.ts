// FC-CLAW-0001.R13 (G11): no granted program outlives the runtime's own `process.exit`, which waits for no grace. While a group
// lives there is one synchronous `exit` handler, and it ends every group at once. A host that is itself ended by SIGKILL, or by a
// signal that it does not handle, runs no handler; only a sandbox or a supervisor helps there.

const live = new Set<number>();

const killAll = (): void => {
  for (const pid of live) signalGroup(pid, "SIGKILL");
};

/** From the start of a group until the function it returns is called, which is to be when the leader is gone. */
export const watchGroup = (pid: number): (() => void) => {
  if (live.size === 0) process.on("exit", killAll);
  live.add(pid);
  return () => {
    // The system may give the number to somebody else from now on.
    live.delete(pid);
    if (live.size === 0) process.off("exit", killAll);
  };
};

/** The group's id is its leader's pid. It has no members left where this fails, and that is what was wanted. */
export const signalGroup = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(-pid, signal);
  } catch {
    // ESRCH: nobody is left.
  }
};
