// FC-CONF-0001: flags and configuration file → the configuration of this command, with every defect of the file at once.
import { access, stat } from "node:fs/promises";
import { join, resolve } from "node:path";
import type { Profile } from "@femtoclaw/gate";
import type { JournalSource } from "@femtoclaw/memory/host";
import { fault, type Fault } from "@femtoclaw/protocol";
import { Config, loadConfig, resolveConfig } from "@femtoclaw/runtime";
import { FaultsError } from "../faults-error.ts";
import type { Session } from "./session.ts";

const profiles: readonly Profile[] = ["strict", "industrial", "observe"];

/** The file that counts: the named one, else ./femtoclaw.yaml where there is one. */
export const configFile = async ({ io, options }: Session): Promise<string | null> => {
  const named = options.text("--config");
  if (named !== null) return resolve(io.directory, named);
  const usual = join(io.directory, "femtoclaw.yaml");
  return (await access(usual).then(() => true, () => false)) ? usual : null;
};

const fromFile = async (file: string): Promise<Config> => {
  const loaded = await loadConfig(file);
  if (loaded.ok) return loaded.value;
  throw new FaultsError(loaded.fault[0] ?? fault("FC_CONFIG_FILE", "a configuration file", "none", { file }), loaded.fault);
};

/** What the file says, and no flag. */
export const configuredSettings = async (session: Session): Promise<Config> => {
  const file = await configFile(session);
  return file === null ? resolveConfig(Config.industrial(), session.io.directory) : fromFile(file);
};

export const loadSettings = async (session: Session): Promise<Config> => {
  const { io, options } = session;
  const config = await configuredSettings(session);
  const here = (flag: string): string | null => {
    const path = options.text(flag);
    return path === null ? null : resolve(io.directory, path);
  };
  const profile = profiles.find((it) => it === options.text("--profile"));
  return {
    ...config,
    journal: here("--journal") ?? config.journal,
    workspace: here("--workspace") ?? config.workspace,
    policy: here("--policy") ?? config.policy,
    profile: profile ?? config.profile,
  };
};

/** For commands that only read the journal: a named directory needs no configuration, so a broken one cannot be in the way. */
export const journalDirectory = async (session: Session): Promise<string> => {
  const named = session.options.text("--journal");
  return named === null ? (await loadSettings(session)).journal : resolve(session.io.directory, named);
};

/** The journal with the archives at hand, for commands that read records. */
export const journalSource = async (session: Session): Promise<JournalSource> => withArchives(session, await journalDirectory(session));

export const withArchives = ({ io, options }: Session, directory: string): JournalSource => {
  const archives = options.texts("--archive").map((it) => resolve(io.directory, it));
  return archives.length === 0 ? directory : { directory, archives };
};

export const workspaceFault = async (workspace: string): Promise<Fault | null> => {
  const at = { file: workspace };
  try {
    return (await stat(workspace)).isDirectory() ? null : fault("FC_CONFIG_FILE", "a directory as workspace", "another kind of file", at);
  } catch (error) {
    const errno = error instanceof Error && "code" in error ? String(error.code) : "an unknown error";
    return fault("FC_CONFIG_FILE", "a directory as workspace", errno, at);
  }
};
