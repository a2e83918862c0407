import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { FemtoClawError } from "@femtoclaw/protocol";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { commitmentsIn, isCommitment } from "../../src/commitment.ts";
import { assertOutsideJournal, commitmentKeyFile, loadCommitmentKey, openCommitmentKey } from "../../src/host/commitment-key.ts";

let directory = "";
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "femtoclaw-commitment-"));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));
const place = (name: string): string => join(directory, name);
const codeOf = async (act: Promise<unknown>): Promise<string> => act.then(() => "none", (error: unknown) => (error instanceof FemtoClawError ? error.code : String(error)));

describe("the key of a journal's commitments", () => {
  it("FC-SEC-0003.R4: is made once, for its owner alone, beside the journal, and is the same when it is read again", async () => {
    const file = commitmentKeyFile(place("deep/journal"));
    expect(file).toBe(place("deep/journal.secrets.key"));
    expect(await loadCommitmentKey(file)).toBeNull();
    const made = await openCommitmentKey(file);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const read = await openCommitmentKey(file);
    expect(read.keyId).toBe(made.keyId);
    expect(read.commit("value")).toBe(made.commit("value"));
    expect(readdirSync(place("deep"))).toEqual(["journal.secrets.key"]);
  });

  it("FC-SEC-0003.R4: of many that make one at the same time all get the same", async () => {
    const made = await Promise.all(Array.from({ length: 16 }, () => openCommitmentKey(place("key"))));
    expect(new Set(made.map(({ keyId }) => keyId)).size).toBe(1);
    expect(readdirSync(directory)).toEqual(["key"]);
  });

  it("FC-SEC-0003.R2: commits to equal values alike, to others and under other keys otherwise, and in one form", async () => {
    const [one, other] = [await openCommitmentKey(place("one")), await openCommitmentKey(place("other"))];
    const commitments = ["a", "b", "", "\n", "a\n", "é", "e\u0301"].flatMap((value) => [one.commit(value), other.commit(value)]);
    expect(new Set(commitments).size).toBe(commitments.length);
    for (const it of commitments) expect(isCommitment(it)).toBe(true);
    expect(one.commit("a")).toBe(one.commit("a"));
    expect(commitmentsIn(`x${one.commit("a")}${one.commit("b")} ${one.commit("a")}`)).toEqual([one.commit("a"), one.commit("b")]);
  });

  it("FC-SEC-0003.R2: commits as the specification says, byte for byte", async () => {
    writeFileSync(place("key"), `FEMTOCLAW+SECRETS+v1+${Buffer.alloc(32, 7).toString("base64")}\n`, { mode: 0o600 });
    const { keyId, commit } = await openCommitmentKey(place("key"));
    // printf 'femtoclaw secret v1\nhunter2' | openssl dgst -sha256 -mac HMAC -macopt hexkey:0707…07
    expect(commit("hunter2")).toBe("[secret:v1:f12694672e0b0a2be6004da687712c840bec871fd06e04c3cbedcd0dba89582f]");
    expect(keyId).toBe("eea8a4876de6e373");
  });

  it("FC-SEC-0003.R4: is refused where others may have read it, could have put another in its place, or it lies inside the journal", async () => {
    await openCommitmentKey(place("key"));
    for (const mode of [0o640, 0o604, 0o620, 0o602, 0o610]) {
      chmodSync(place("key"), mode);
      expect(await codeOf(openCommitmentKey(place("key")))).toBe("FC_KEY_EXPOSED");
    }
    chmodSync(place("key"), 0o400);
    expect(await codeOf(openCommitmentKey(place("key")))).toBe("none");
    symlinkSync(place("key"), place("link"));
    symlinkSync(place("nowhere"), place("dangling"));
    mkdirSync(place("directory"));
    for (const name of ["link", "dangling", "directory"]) expect(await codeOf(openCommitmentKey(place(name))), name).toBe("FC_KEY_FILE");
    expect(existsSync(place("nowhere"))).toBe(false);
    mkdirSync(place("journal"));
    symlinkSync(place("journal"), place("by-link"));
    for (const inside of ["journal", "journal/key", "journal/deep/key", "journal/../journal/key", "journal/..key", "by-link/key", "by-link/deep/key"]) {
      expect(await codeOf(assertOutsideJournal(place(inside), place("journal"))), inside).toBe("FC_KEY_FILE");
    }
    expect(await codeOf(assertOutsideJournal(place("journal/key"), place("by-link")))).toBe("FC_KEY_FILE");
    for (const outside of ["journal.secrets.key", "key", "journal2/key", "..key"]) await assertOutsideJournal(place(outside), place("journal"));
  });

  it("FC-SEC-0003.R4: is refused when it is none, and the file's text is in no message", async () => {
    await openCommitmentKey(place("key"));
    const text = readFileSync(place("key"), "utf8");
    for (const [index, other] of ["", "x", text.slice(0, -8), text.replace("FEMTOCLAW+", ""), text.replace("v1", "v2"), `${text}more`].entries()) {
      writeFileSync(place(`bad${index}`), other, { mode: 0o600 });
      const message = await openCommitmentKey(place(`bad${index}`)).then(() => "accepted", (error: unknown) => JSON.stringify(error) + String(error));
      expect(message).toContain("FC_SECRET_KEY");
      expect(message).not.toContain(text.slice(24, 40));
    }
  });
});
