import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FemtoClawError } from "@femtoclaw/protocol";
import { afterAll, describe, expect, it } from "vitest";
import { sha256 } from "../../src/host/sha256.ts";
import { createSigningKey, loadSigningKey } from "../../src/host/signing-key.ts";
import { verifierKeyOf } from "../../src/tree/signed-note.ts";

const directory = mkdtempSync(join(tmpdir(), "femtoclaw-key-"));
afterAll(() => rmSync(directory, { recursive: true, force: true }));
const codeOf = async (act: Promise<unknown>): Promise<string> => act.then(() => "none", (error: unknown) => (error instanceof FemtoClawError ? error.code : String(error)));
const place = (name: string): string => join(directory, name);

describe("a signing key (FC-CRYPTO-0001.R7)", () => {
  it("is made for its owner alone, and is the same when it is read again", async () => {
    for (const role of ["journal", "witness"] as const) {
      const made = await createSigningKey(place(role), "host.example.com/journal", role);
      expect(statSync(place(role)).mode & 0o777).toBe(0o600);
      const read = await loadSigningKey(place(role));
      expect(verifierKeyOf(read, sha256)).toBe(verifierKeyOf(made, sha256));
      expect(read.sign(Uint8Array.of(1))).toEqual(made.sign(Uint8Array.of(1)));
    }
  });

  it("reads what Go's note package wrote", async () => {
    writeFileSync(place("go"), "PRIVATE+KEY+PeterNeumann+c74f20a3+AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz\n", { mode: 0o600 });
    expect(verifierKeyOf(await loadSigningKey(place("go")), sha256)).toBe("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  });

  it("never overwrites a file, and takes no name that could not stand in a note", async () => {
    expect(await codeOf(createSigningKey(place("journal"), "other", "journal"))).toBe("FC_KEY_FILE");
    for (const name of ["", "a b", "a+b", "a\n", "é", "a".repeat(129)]) expect(await codeOf(createSigningKey(place("none"), name, "journal"))).toBe("FC_KEY_NAME");
  });

  it("is refused where others may have read it, or could have put another in its place", async () => {
    for (const mode of [0o640, 0o604, 0o620, 0o602, 0o610]) {
      chmodSync(place("journal"), mode);
      expect(await codeOf(loadSigningKey(place("journal")))).toBe("FC_KEY_EXPOSED");
    }
    chmodSync(place("journal"), 0o400);
    expect(await codeOf(loadSigningKey(place("journal")))).toBe("none");
    symlinkSync(place("journal"), place("link"));
    expect(await codeOf(loadSigningKey(place("link")))).toBe("FC_KEY_FILE");
    mkdirSync(place("directory"));
    expect(await codeOf(loadSigningKey(place("directory")))).toBe("FC_KEY_FILE");
    expect(await codeOf(loadSigningKey(place("missing")))).toBe("FC_KEY_FILE");
  });

  it("is refused when it is none, or its hash is another's, and the file's text is in no message", async () => {
    const text = readFileSync(place("witness"), "utf8");
    const secret = text.split("+")[4]?.trim() ?? "";
    const others = ["", "x", text.slice(0, -6), text.replace("PRIVATE+KEY+", ""), text.replace("+B", "+C"), text.replace("host.", "most."), `${text}more`];
    for (const [index, other] of others.entries()) {
      writeFileSync(place(`bad${index}`), other, { mode: 0o600 });
      const message = await loadSigningKey(place(`bad${index}`)).then(() => "accepted", (error: unknown) => JSON.stringify(error) + String(error));
      expect(message).toContain("FC_KEY_MALFORMED");
      expect(message).not.toContain(secret.slice(0, 20));
    }
  });
});
