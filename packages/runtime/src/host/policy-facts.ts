// Asks the host what a policy needs to know: where paths lead, which programs there are (FC-POL-0003).
import { createHash } from "node:crypto";
import { constants, createReadStream } from "node:fs";
import { access, realpath, stat } from "node:fs/promises";
import { join } from "node:path";
import type { Resolver } from "@femtoclaw/core";
import { policyQuestions, type PolicyDocument, type PolicyFacts } from "@femtoclaw/gate";

/** Where programs are looked for by name. The environment's PATH is not: whoever sets it must not choose the program. */
const programDirectories = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"];

const digestFile = async (path: string): Promise<string> => {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path)) hash.update(chunk as Buffer);
  return `sha256:${hash.digest("hex")}`;
};

const findProgram = async (bin: string): Promise<PolicyFacts["programs"][string]> => {
  const candidates = bin.startsWith("/") ? [bin] : bin.includes("/") ? [] : programDirectories.map((directory) => join(directory, bin));
  for (const candidate of candidates) {
    try {
      await access(candidate, constants.X_OK);
      const path = await realpath(candidate);
      if ((await stat(path)).isFile()) return { name: candidate, path, digest: await digestFile(path) };
    } catch {
      // Not here; the next directory may have it.
    }
  }
  return null;
};

/** `workspace` must be a real absolute path. */
export const askPolicyFacts = async (
  document: PolicyDocument,
  workspace: string,
  resolver: Resolver,
  own: readonly string[],
): Promise<PolicyFacts> => {
  const questions = policyQuestions(document, workspace);
  const facts = await resolver.resolve([...questions.paths, ...own].map((path) => ({ kind: "path", path })));
  const paths: { [path: string]: string | null } = {};
  for (const path of questions.paths) paths[path] = null;
  for (const it of facts) if (it.kind === "path" && questions.paths.includes(it.path)) paths[it.path] = it.real;
  // A path of the runtime's own that cannot be resolved stays protected under the name it was given.
  const ownPaths = own.map((path) => facts.find((it) => it.kind === "path" && it.path === path)).map((it, index) => (it?.kind === "path" ? it.real : null) ?? own[index] ?? "");
  const programs: { [bin: string]: PolicyFacts["programs"][string] } = {};
  for (const bin of questions.programs) programs[bin] = await findProgram(bin);
  return { workspace, paths, programs, protected: [...new Set(ownPaths)].sort() };
};
