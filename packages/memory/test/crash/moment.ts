// When a writer is stopped, or what fails it: some time after its first word, or at the nth system call that changes something.
/** Whatever changes a file or says something. */
export const changingCalls = ["pwrite64", "fdatasync", "write", "fsync", "rename", "unlink", "mkdir"] as const;
export type ChangingCall = (typeof changingCalls)[number];

export type Moment =
  | { readonly kind: "time"; readonly afterMs: number }
  | { readonly kind: "call"; readonly call: ChangingCall; readonly nth: number }
  | { readonly kind: "fault"; readonly call: "pwrite64" | "fdatasync"; readonly error: "EIO" | "ENOSPC"; readonly nth: number };

export const describeMoment = (it: Moment): string => {
  switch (it.kind) {
    case "time":
      return `killed ${it.afterMs.toFixed(1)} ms after its first word`;
    case "call":
      return `killed at ${it.call} ${it.nth}`;
    case "fault":
      return `${it.error} from ${it.call} ${it.nth}`;
  }
};
