// FC-CRYPTO-0001.R6: the verifier of checkpoints and proofs, as it is published, in a real browser: what it says of true and forged
// evidence must be what it says here.
import { generateKeyPairSync, sign, webcrypto } from "node:crypto";
import { join } from "node:path";
import { consistencyParts, createVerifier, inclusionParts, signCheckpoint, verifierKeyOf, type LeafRange, type NoteSigner, type Subtle } from "@femtoclaw/memory";
import { sha256 } from "@femtoclaw/memory/host";
import { buildSync } from "esbuild";
import { emptyFrontier, growFrontier, rootOf } from "../../packages/memory/src/tree/frontier.ts";
import { hashParts } from "../../packages/memory/src/tree/proof.ts";

export interface VerifierCases {
  readonly inclusions: readonly (readonly [record: string, seq: number, proof: readonly string[], size: number, root: string])[];
  readonly notes: readonly (readonly [note: string, keys: readonly string[]])[];
}

const size = 21;
const records = Array.from({ length: size }, (_, index) => `{"é":"${"x".repeat(index)}","seq":${index + 1}}`);
const leaves = records.map((it) => sha256(`\u0000${it}`));
const proofOf = (parts: readonly LeafRange[]): readonly string[] => {
  const walk = hashParts(parts, sha256);
  for (const leaf of leaves) walk.add(leaf);
  return walk.hashes();
};
const rootAt = (count: number): string => rootOf(leaves.slice(0, count).reduce((tree, leaf) => growFrontier(tree, leaf, sha256), emptyFrontier), sha256);

/** Half of them true. */
export const verifierCases = (): VerifierCases => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const signer: NoteSigner = { name: "host.example.com/journal", role: "journal", publicKey: new Uint8Array(Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url")), sign: (bytes) => new Uint8Array(sign(null, bytes, privateKey)) };
  const note = signCheckpoint({ origin: signer.name, size, root: rootAt(size) }, signer, sha256);
  const keys = [verifierKeyOf(signer, sha256)];
  const inclusions = records.flatMap((record, index) => {
    const proof = proofOf(inclusionParts(index, size));
    return [[record, index + 1, proof, size, rootAt(size)] as const, [`${record} `, index + 1, proof, size, rootAt(size)] as const];
  });
  return { inclusions, notes: [[note, keys], [note.replace(`${size}\n`, `${size + 1}\n`), keys]] };
};

export interface VerifierAnswers {
  readonly inclusions: readonly boolean[];
  readonly continuations: readonly boolean[];
  readonly opened: readonly boolean[];
}

/** Continuations are from each size to the whole, each once with the true root and once with another. */
const continuations = Array.from({ length: size }, (_, from) => from).flatMap((from) => {
  const proof = proofOf(consistencyParts(from, size));
  return [[{ size: from, root: rootAt(from) }, { size, root: rootAt(size) }, proof] as const, [{ size: from, root: rootAt(size) }, { size, root: rootAt(size) }, proof] as const];
});

export const answerAll = async <Key>(create: typeof createVerifier, subtle: Subtle<Key>, cases: VerifierCases, steps: typeof continuations): Promise<VerifierAnswers> => {
  const verifier = create(subtle);
  return {
    inclusions: await Promise.all(cases.inclusions.map((it) => verifier.includes(...it))),
    continuations: await Promise.all(steps.map((it) => verifier.extends(...it))),
    opened: await Promise.all(cases.notes.map(async (it) => (await verifier.open(...it)) !== null)),
  };
};

export const expectedAnswers: VerifierAnswers = {
  inclusions: records.flatMap(() => [true, false]),
  continuations: records.flatMap(() => [true, false]),
  opened: [true, false],
};

export const answersHere = (cases: VerifierCases): Promise<VerifierAnswers> => answerAll(createVerifier, webcrypto.subtle, cases, continuations);

/** An expression for a page, whose value is a promise of the answers. */
export const verifierScript = (cases: VerifierCases): string => {
  const file = join(import.meta.dirname, "../../packages/memory/src/verifier.ts");
  const contents = `import { createVerifier } from ${JSON.stringify(file)}; export const answers = (${answerAll.toString()})(createVerifier, crypto.subtle, ${JSON.stringify(cases)}, ${JSON.stringify(continuations)});`;
  const result = buildSync({ stdin: { contents, resolveDir: import.meta.dirname, loader: "ts" }, bundle: true, write: false, format: "iife", globalName: "femtoclawVerifier", platform: "neutral", target: "es2023", legalComments: "none", logLevel: "error" });
  const [built] = result.outputFiles;
  if (built === undefined) throw new Error("esbuild wrote nothing");
  return built.text;
};
