// femtoclaw completion: the script goes to stdout as it is, to be sourced or put where the shell looks for such.
import { fault, FemtoClawError } from "@femtoclaw/protocol";
import { completionScript, type Shell } from "../../completion.ts";
import { exitCode } from "../../exit-code.ts";
import type { CommandAction } from "../session.ts";

const shells: readonly Shell[] = ["bash", "zsh", "fish"];

export const completion: CommandAction = (session) => {
  const shell = shells.find((it) => it === session.arguments[0]);
  if (shell === undefined) return Promise.reject(new FemtoClawError(fault("FC_USAGE", shells.join(", "), session.arguments[0] ?? "none")));
  const script = completionScript(shell);
  if (!session.json) session.io.stdout.write(script);
  return Promise.resolve({ exitCode: exitCode.success, document: { shell, script } });
};
