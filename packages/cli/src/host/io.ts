// The command's whole contact with its process, as one value: so that a test, or a program that embeds `main`, can hand in its own.
import type { ReadStream, WriteStream } from "node:tty";
import type { StopSignalName } from "../exit-code.ts";

export interface Output {
  /** Never throws. What is written after the reader has gone is dropped. */
  write(text: string): void;
  readonly isTerminal: boolean;
  columns(): number;
  /** True once the reader has gone (EPIPE). */
  closed(): boolean;
  /** Resolves when the reader has taken what was written, or has gone: whoever writes without end waits for it. */
  drained?(): Promise<void>;
}

export interface Io {
  readonly stdin: AsyncIterable<Uint8Array | string>;
  readonly stdout: Output;
  readonly stderr: Output;
  /** Where a person can be asked: both ends are a terminal. Null otherwise. */
  readonly terminal: { readonly input: ReadStream; readonly output: WriteStream } | null;
  readonly environment: { readonly [name: string]: string | undefined };
  /** Relative paths of flags start here. */
  readonly directory: string;
  /** Calls back at each signal; the returned function ends that. */
  onSignal(listener: (signal: StopSignalName) => void): () => void;
  /** As if a signal had come: while a question stands, the terminal hands Ctrl-C to us as a key. */
  interrupt(): void;
  /** Ends the process at once. */
  endNow(code: number): void;
}

const outputOf = (stream: NodeJS.WriteStream): Output => {
  let gone = false;
  // Without a listener a reader that has gone (`| head`) would end the process with a stack trace, in the middle of an effect.
  stream.on("error", () => (gone = true));
  return {
    isTerminal: stream.isTTY === true,
    columns: () => (stream.isTTY && stream.columns > 0 ? stream.columns : 100),
    closed: () => gone,
    write: (text) => {
      if (!gone) stream.write(text);
    },
    drained: () =>
      new Promise((resolve) => {
        if (gone || !stream.writableNeedDrain) return resolve();
        const done = (): void => {
          for (const event of ["drain", "error", "close"]) stream.off(event, done);
          resolve();
        };
        for (const event of ["drain", "error", "close"]) stream.on(event, done);
      }),
  };
};

const stopSignals: readonly StopSignalName[] = ["SIGINT", "SIGTERM", "SIGHUP"];

export const processIo = (): Io => ({
  stdin: process.stdin,
  stdout: outputOf(process.stdout),
  stderr: outputOf(process.stderr),
  terminal: process.stdin.isTTY && process.stdout.isTTY ? { input: process.stdin, output: process.stdout } : null,
  environment: process.env,
  directory: process.cwd(),
  onSignal: (listener) => {
    const listeners = stopSignals.map((signal) => {
      const heard = (): void => listener(signal);
      process.on(signal, heard);
      return () => void process.off(signal, heard);
    });
    return () => listeners.forEach((end) => end());
  },
  interrupt: () => void process.kill(process.pid, "SIGINT"),
  endNow: (code) => process.exit(code),
});
