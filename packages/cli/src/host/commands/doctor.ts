// femtoclaw doctor: everything that a run stands on, looked at one by one. It changes nothing but a probe file that it removes.
import { FemtoClawError, type Fault } from "@femtoclaw/protocol";
import type { Config } from "@femtoclaw/runtime";
import { checkDocument, checkLines, failed, passed, type Check } from "../../check.ts";
import { exitCode } from "../../exit-code.ts";
import { placeText } from "../../fault-text.ts";
import { FaultsError } from "../../faults-error.ts";
import { plural } from "../../quantity.ts";
import { blankLine, plainLine } from "../../styled-line.ts";
import { checkArchival } from "../checks/archival.ts";
import { checkBrain } from "../checks/brain.ts";
import { checkCheckpoints } from "../checks/checkpoints.ts";
import { checkJournal } from "../checks/disk.ts";
import { checkNode, checkPlatform } from "../checks/machine.ts";
import { checkPolicy } from "../checks/policy.ts";
import { shortenPath, type CommandAction, type Session } from "../session.ts";
import { configFile, loadSettings, workspaceFault } from "../settings.ts";

const configDefect = (it: Fault, session: Session): Check => {
  const place = placeText(it.at, shortenPath(session.io));
  return failed("config", `${place === "" ? "" : `${place}: `}expected ${it.expected}, found ${it.found}`, "Correct it; the schema is config.schema.json of @femtoclaw/runtime.");
};

const checkConfig = async (session: Session): Promise<{ readonly config: Config | null; readonly checks: readonly Check[] }> => {
  try {
    const [file, config] = await Promise.all([configFile(session), loadSettings(session)]);
    const detail = file === null ? config.policy === null ? "no femtoclaw.yaml here, so everything is denied; `femtoclaw init` writes one" : "no femtoclaw.yaml here; the industrial defaults count" : shortenPath(session.io)(file);
    const missing = await workspaceFault(config.workspace);
    const workspace = missing === null ? passed("workspace", config.workspace) : failed("workspace", `${config.workspace}: ${missing.found}`, "Make the directory, or name another one.");
    return { config, checks: [passed("config", detail), workspace] };
  } catch (error) {
    if (!(error instanceof FemtoClawError)) throw error;
    const faults = error instanceof FaultsError ? error.faults : [error.fault];
    return { config: null, checks: faults.map((it) => configDefect(it, session)) };
  }
};

export const doctor: CommandAction = async (session) => {
  const checks: Check[] = [];
  const add = (more: readonly Check[]): void => {
    checks.push(...more);
    session.screen.print(more.flatMap(checkLines));
  };
  add([checkNode(), checkPlatform()]);
  const { config, checks: found } = await checkConfig(session);
  add(found);
  if (config !== null) {
    const workspaceIsThere = found.every(({ state }) => state === "ok");
    if (workspaceIsThere) add(await checkPolicy(config));
    add(await checkBrain(config.brain, session.io.environment));
    session.screen.status("measuring the disk");
    add(await checkJournal(config.journal));
    add([await checkCheckpoints(config), await checkArchival(config)]);
  }
  const count = (state: Check["state"]): number => checks.filter((it) => it.state === state).length;
  const fails = count("fail");
  session.screen.print([blankLine, plainLine(fails > 0 ? `${plural(fails, "thing")} must be put right.` : count("warn") > 0 ? `Ready, with ${plural(count("warn"), "warning")}.` : "Ready.")]);
  return { exitCode: fails > 0 ? exitCode.configuration : exitCode.success, document: { ok: fails === 0, checks: checks.map(checkDocument) } };
};
