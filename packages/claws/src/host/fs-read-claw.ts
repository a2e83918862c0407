import type { FileHandle } from "node:fs/promises";
import type { Claw } from "@femtoclaw/core";
import type { JsonValue } from "@femtoclaw/protocol";
import { defineClaw } from "../define-claw.ts";
import { fsRead } from "../fs-read.ts";
import { fsReadArguments } from "../generated/validators.js";
import { strongestConfinement, type Confinement } from "./directory-walk.ts";
import type { Deadline } from "./deadline.ts";
import { openGranted } from "./granted-file.ts";
import { pathEffect } from "./path-effect.ts";
import { attempt } from "./system-call.ts";
import { textOrBase64 } from "./text-or-base64.ts";

const CHUNK_BYTES = 262_144;

/**
 * FC-CLAW-0003: a part of one regular file, at most `limits.maxOutputBytes`. Output: `{ content, encoding, offset, size,
 * truncated, nextOffset }`; `nextOffset` is where to go on and null at the end. Text is never torn inside a character.
 */
export const fsReadClaw = (confinement: Confinement = strongestConfinement): Claw =>
  defineClaw({
    descriptor: fsRead,
    validateArgs: fsReadArguments,
    execute: (grant, context) =>
      pathEffect(grant, "read", context, confinement, async ({ place, deadline }) => {
        const file = await openGranted(place, "file");
        if (!file.ok) return { error: file.fault };
        try {
          const { size } = await file.value.stat();
          const offset = wholeNumber(grant.args["offset"], 0);
          const most = Math.min(wholeNumber(grant.args["maxBytes"], Infinity), grant.limits.maxOutputBytes);
          const read = await attempt(() => readUpTo(file.value, offset, most, deadline));
          if (!read.ok) return { error: read.fault };
          const { bytes, more } = read.value;
          const encoded = textOrBase64(bytes, more);
          const nextOffset = more ? offset + encoded.bytes : null;
          const { content, encoding } = encoded;
          return {
            output: { content, encoding, offset, size, truncated: more, nextOffset },
            measures: { bytes: encoded.bytes, size, truncated: more },
          };
        } finally {
          await file.value.close();
        }
      }),
  });

/** Reads to the end rather than to the size, for a file may grow, and some that the kernel makes up claim to be empty. */
const readUpTo = async (file: FileHandle, offset: number, most: number, deadline: Deadline): Promise<{ bytes: Buffer; more: boolean }> => {
  const chunks: Buffer[] = [];
  let length = 0;
  // One byte beyond the cap tells a file that ends there from one that goes on.
  while (length <= most && deadline.ending() === null) {
    const chunk = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, most + 1 - length));
    const { bytesRead } = await file.read(chunk, 0, chunk.length, offset + length);
    if (bytesRead === 0) break;
    chunks.push(chunk.subarray(0, bytesRead));
    length += bytesRead;
  }
  const bytes = Buffer.concat(chunks, length);
  return { bytes: bytes.subarray(0, most), more: length > most };
};

const wholeNumber = (value: JsonValue | undefined, otherwise: number): number => (typeof value === "number" ? value : otherwise);
