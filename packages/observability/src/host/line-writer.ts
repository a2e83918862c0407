// Lines to a file, a descriptor or a stream, without ever waiting, failing or growing beyond a bound (FC-OBS-0001.R4, R5).
// What cannot be written is counted and forgotten: the journal is the evidence, this is a view.
import { close, open, write } from "node:fs";
import type { Writable } from "node:stream";

export type LineDestination = { readonly path: string } | { readonly fd: number } | { readonly stream: Writable };

export interface LineWriter {
  write(line: string): void;
  /** Resolves when everything so far is written or lost, or when the time is over. */
  flush(timeoutMs: number): Promise<void>;
  /** Lines that were not written. */
  dropped(): number;
  /** Closes what the writer opened itself. */
  close(): Promise<void>;
}

const newline = 0x0a;
const busyPauseMs = 20;
const maxBusyPauses = 250;

/** One attempt: how many bytes of the batch went out, and whether the rest is lost. */
interface Attempt {
  readonly writtenBytes: number;
  readonly lost: boolean;
}
type Sink = { send(batch: Buffer, done: (attempt: Attempt) => void): void; close(done: () => void): void };

const isBusy = (error: NodeJS.ErrnoException): boolean => error.code === "EAGAIN" || error.code === "EWOULDBLOCK";

const sendTo = (fd: number, batch: Buffer, done: (attempt: Attempt) => void): void => {
  let pauses = 0;
  const go = (from: number): void => {
    write(fd, batch, from, batch.length - from, null, (error, writtenBytes) => {
      if (error === null) {
        const at = from + writtenBytes;
        if (at < batch.length) go(at);
        else done({ writtenBytes: at, lost: false });
      } else if (isBusy(error) && pauses < maxBusyPauses) {
        // A pipe whose reader is slow.
        pauses += 1;
        setTimeout(go, busyPauseMs, from);
      } else done({ writtenBytes: from, lost: true });
    });
  };
  go(0);
};

/** Given descriptors belong to the caller and are not closed. A descriptor that is no number of an open file fails in the callback. */
const fdSink = (fd: number): Sink => ({
  send: (batch, done) => {
    try {
      sendTo(fd, batch, done);
    } catch {
      done({ writtenBytes: 0, lost: true });
    }
  },
  close: (done) => done(),
});

/** Opened at the first line, and again after a failure, so that a directory made later or a disk freed is used. */
const pathSink = (path: string): Sink => {
  let opened: number | null = null;
  const release = (done: () => void): void => {
    if (opened === null) return done();
    const fd = opened;
    opened = null;
    close(fd, () => done());
  };
  return {
    send: (batch, done) => {
      const settle = (attempt: Attempt): void => (attempt.lost ? release(() => done(attempt)) : done(attempt));
      if (opened !== null) return sendTo(opened, batch, settle);
      // For the owner alone: a log tells what an agent did.
      open(path, "a", 0o600, (error, fd) => {
        if (error !== null) return done({ writtenBytes: 0, lost: true });
        opened = fd;
        sendTo(fd, batch, settle);
      });
    },
    close: release,
  };
};

const streamSink = (stream: Writable): Sink => {
  // Without a listener the stream's error would end the process.
  const ignore = (): void => {};
  stream.on("error", ignore);
  return {
    send: (batch, done) => {
      if (stream.destroyed || stream.writableEnded) return done({ writtenBytes: 0, lost: true });
      try {
        stream.write(batch, (error) => done({ writtenBytes: error == null ? batch.length : 0, lost: error != null }));
      } catch {
        done({ writtenBytes: 0, lost: true });
      }
    },
    close: (done) => done(),
  };
};

const sinkFor = (destination: LineDestination): Sink =>
  "path" in destination ? pathSink(destination.path) : "fd" in destination ? fdSink(destination.fd) : streamSink(destination.stream);

const linesIn = (bytes: Uint8Array): number => {
  let lines = 0;
  for (const byte of bytes) if (byte === newline) lines += 1;
  return lines;
};

export const createLineWriter = (destination: LineDestination, maxBufferedBytes: number): LineWriter => {
  const sink = sinkFor(destination);
  let waiting: Buffer[] = [];
  let bufferedBytes = 0;
  let dropped = 0;
  /** Taken, and neither written nor lost yet. */
  let pending = 0;
  let closed = false;
  let sending = false;
  /** The last batch broke off within a line: the next one must not continue it. */
  let torn = false;
  let whenIdle: (() => void)[] = [];

  const sendNext = (): void => {
    if (waiting.length === 0) {
      sending = false;
      const idle = whenIdle;
      whenIdle = [];
      for (const resolve of idle) resolve();
      return;
    }
    sending = true;
    const lines = Buffer.concat(waiting);
    const batch = torn ? Buffer.concat([Buffer.from("\n"), lines]) : lines;
    const extra = batch.length - lines.length;
    waiting = [];
    sink.send(batch, ({ writtenBytes, lost }) => {
      const count = linesIn(lines);
      if (lost) dropped += count - linesIn(batch.subarray(extra, Math.max(extra, writtenBytes)));
      pending -= count;
      if (writtenBytes > 0) torn = batch[writtenBytes - 1] !== newline;
      bufferedBytes -= lines.length;
      sendNext();
    });
  };

  return {
    write: (line) => {
      const bytes = Buffer.from(line);
      if (bufferedBytes + bytes.length > maxBufferedBytes) {
        dropped += 1;
        return;
      }
      bufferedBytes += bytes.length;
      pending += 1;
      waiting.push(bytes);
      if (sending) return;
      sending = true;
      // Everything of this turn goes out in one write.
      setImmediate(sendNext);
    },
    flush: (timeoutMs) =>
      new Promise((resolve) => {
        if (!sending && waiting.length === 0) return resolve();
        const timer = setTimeout(resolve, timeoutMs);
        whenIdle.push(() => {
          clearTimeout(timer);
          resolve();
        });
      }),
    // After the end, what a stuck destination still holds counts as lost.
    dropped: () => dropped + (closed ? pending : 0),
    close: () => {
      closed = true;
      return new Promise((resolve) => sink.close(resolve));
    },
  };
};
