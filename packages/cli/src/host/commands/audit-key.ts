// femtoclaw audit key: makes the key that signs this journal's checkpoints, or a witness's, and says what to give to others (FC-CRYPTO-0001).
import { resolve } from "node:path";
import { verifierKeyOf } from "@femtoclaw/memory";
import { createSigningKey, sha256 } from "@femtoclaw/memory/host";
import { FemtoClawError, fault } from "@femtoclaw/protocol";
import { exitCode } from "../../exit-code.ts";
import { printable } from "../../printable.ts";
import { dim, labelled, plain, span } from "../../styled-line.ts";
import { shortenPath, type CommandAction } from "../session.ts";

export const auditKey: CommandAction = async (session) => {
  const [file = ""] = session.arguments;
  const name = session.options.text("--name");
  if (name === null) throw new FemtoClawError(fault("FC_USAGE", "--name, which stands in every signature", "no --name"));
  const role = session.options.has("--witness") ? "witness" : "journal";
  const path = resolve(session.io.directory, file);
  const signer = await createSigningKey(path, name, role);
  const verifierKey = verifierKeyOf(signer, sha256);
  session.screen.print([
    [span("good", "key made"), plain(`  ${printable(shortenPath(session.io)(path))}`), dim("  keep it to yourself; mode 600")],
    labelled("trust", [plain(`${role} ${verifierKey}`)]),
    labelled("next", [dim("Give the line above to whoever checks: it belongs into their trust file.")]),
  ]);
  return { exitCode: exitCode.success, document: { file: path, role, name, verifierKey } };
};
