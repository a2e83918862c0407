import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, webcrypto } from "node:crypto";
import { describe, expect, it } from "vitest";
import { sha256 } from "../../src/host/sha256.ts";
import { cosignNote, signCheckpoint, verifierKeyOf, type NoteRole, type NoteSigner } from "../../src/tree/signed-note.ts";
import { createVerifier, readCheckpoint } from "../../src/verifier.ts";

const verifier = createVerifier(webcrypto.subtle);

const signerFor = (name: string, role: NoteRole): NoteSigner => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  return { name, role, publicKey: new Uint8Array(Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url")), sign: (bytes) => new Uint8Array(sign(null, bytes, privateKey)) };
};
const journal = signerFor("host.example.com/journal", "journal");
const witness = signerFor("witness.example.com", "witness");
const [journalKey, witnessKey] = [verifierKeyOf(journal, sha256), verifierKeyOf(witness, sha256)];
const checkpoint = { origin: "host.example.com/journal", size: 3, root: "0a".repeat(32) };
const note = signCheckpoint(checkpoint, journal, sha256);
const witnessed = cosignNote(note, witness, 1_700_000_000, sha256);

describe("a checkpoint as a signed note (FC-CRYPTO-0001.R4)", () => {
  it("is three lines, a blank one, and a signature over the lines", () => {
    const [origin, size, root, blank, line = "", end] = note.split("\n");
    expect([origin, size, root, blank, end]).toEqual(["host.example.com/journal", "3", Buffer.alloc(32, 10).toString("base64"), "", ""]);
    const bytes = Buffer.from(line.split(" ")[2] ?? "", "base64");
    const key = createPublicKey({ key: { kty: "OKP", crv: "Ed25519", x: Buffer.from(journal.publicKey).toString("base64url") }, format: "jwk" });
    expect(verify(null, Buffer.from(note.slice(0, note.indexOf("\n\n") + 1)), key, bytes.subarray(4))).toBe(true);
  });

  it("has keys as Go's note package writes them", () => {
    // The key of that package's own example.
    const publicKey = new Uint8Array(Buffer.from("ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", "base64")).slice(1);
    expect(verifierKeyOf({ name: "PeterNeumann", role: "journal", publicKey }, sha256)).toBe("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  });

  it("is opened by who has a key of one that signed it, and names those", async () => {
    expect(await verifier.open(note, [journalKey])).toEqual({ checkpoint, signers: ["host.example.com/journal"] });
    expect(await verifier.open(witnessed, [witnessKey, journalKey, journalKey])).toEqual({ checkpoint, signers: ["witness.example.com", "host.example.com/journal"] });
    expect(await verifier.open(note, [witnessKey])).toBeNull();
    expect(await verifier.open(note, [])).toBeNull();
    const stranger = signerFor("host.example.com/journal", "journal");
    expect(await verifier.open(note, [verifierKeyOf(stranger, sha256)])).toBeNull();
  });

  it("is opened by nobody once anything in it is changed", async () => {
    const opened: string[] = [];
    for (let at = 0; at < note.length; at += 1) {
      for (const instead of ["", "0", "A", "\n", `${note[at]}${note[at]}`]) {
        const forged = `${note.slice(0, at)}${instead}${note.slice(at + 1)}`;
        if (forged !== note && (await verifier.open(forged, [journalKey])) !== null) opened.push(`${at} ${JSON.stringify(instead)}`);
      }
    }
    expect(opened).toEqual([]);
  });

  it("does not take the word of one key for that of another kind of key", async () => {
    const { publicKey, sign: signWith } = journal;
    // The journal's key, called a witness: its signature over the checkpoint is no cosignature.
    const asWitness = verifierKeyOf({ name: journal.name, role: "witness", publicKey }, sha256);
    expect(await verifier.open(note, [asWitness])).toBeNull();
    const both = cosignNote(note, { name: journal.name, role: "witness", publicKey, sign: signWith }, 5, sha256);
    expect(await verifier.open(both, [asWitness])).toMatchObject({ signers: [journal.name] });
  });

  it("ties a witness's signature to the time that it names", async () => {
    const lines = witnessed.split("\n");
    const bytes = Buffer.from((lines[5] ?? "").split(" ")[2] ?? "", "base64");
    bytes[11] = (bytes[11] ?? 0) ^ 1;
    lines[5] = `— witness.example.com ${bytes.toString("base64")}`;
    expect(await verifier.open(lines.join("\n"), [witnessKey])).toBeNull();
  });

  it.each([
    "", "\n", "\n\n", note.trimEnd(), note.replace("\n\n", "\n"), `${note}\n`, note.replace("— ", "- "), note.replace("3\n", "03\n"), note.replace("3\n", "9007199254740993\n"), note.replace("3\n", "-3\n"), `${"x".repeat(70_000)}${note}`, `${note}— \u001b[2Jeve AAAAAAAA\n`, `${note}— eve\u009b AAAAAAAA\n`, note.replaceAll("\n", "\r\n"),
  ])("refuses what is no note: %#", async (text) => {
    expect(await verifier.open(text, [journalKey])).toBeNull();
  });

  it.each(["", "a+b", `${journal.name}+00000000+${journalKey.split("+")[2]}`, journalKey.slice(0, -4), journalKey.replace("+A", "+C"), ` ${journalKey}`])("refuses a key that is none: %j", async (key) => {
    expect(await verifier.open(note, [key])).toBeNull();
  });

  it("reads a checkpoint with lines that it does not know, and no base64 but the one spelling", () => {
    const root = Buffer.alloc(32, 10).toString("base64");
    expect(readCheckpoint(`o\n3\n${root}\nmore\n`)).toEqual({ origin: "o", size: 3, root: "0a".repeat(32) });
    for (const text of [`o\n3\n${root}`, `o\n3\n${root}\n\n`, `\n3\n${root}\n`, `o\n3\n${root.replace("o=", "p=")}\n`, `o\n3\n${Buffer.alloc(31).toString("base64")}\n`]) expect(readCheckpoint(text)).toBeNull();
  });
});

it("a private key of PKCS #8 is what the seed of RFC 8032 §7.1 says", () => {
  const seed = Buffer.from("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "hex");
  const key = createPrivateKey({ key: Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]), format: "der", type: "pkcs8" });
  expect(Buffer.from(createPublicKey(key).export({ format: "jwk" }).x ?? "", "base64url").toString("hex")).toBe("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");
});
