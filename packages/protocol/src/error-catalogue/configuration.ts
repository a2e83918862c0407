import { entry } from "./entry.ts";

/** Configuration, assembly and the command line (FC-CONF-0001). */
export const configurationFaults = {
  FC_CONFIG_SYNTAX: entry("configuration", "FC-CONF-0001", "the configuration is not well-formed YAML or JSON", "Correct it; `femtoclaw doctor` checks it again."),
  FC_CONFIG_SCHEMA: entry("configuration", "FC-CONF-0001", "the configuration does not have the published shape", "Correct it; `femtoclaw doctor` checks it again."),
  FC_CONFIG_FILE: entry("configuration", "FC-CONF-0001", "a file that the configuration names cannot be read", "Create the file, or correct the path; paths are seen from the configuration's directory."),
  FC_CONFIG_MISSING: entry("configuration", "FC-CONF-0001", "something needed is not configured", "Run `femtoclaw init`, or give it as a flag."),
  FC_CONFIG_KEY: entry("configuration", "FC-CONF-0001", "the environment variable that holds the key is not set", "Set the environment variable that is named, to the key; the key itself stands in no file and no flag."),
  FC_CONFIG_EXISTS: entry("usage", "FC-CONF-0001", "a file that would be written is there already", "Move it away, or choose another directory."),
  FC_CONFIG_WRITE: entry("configuration", "FC-CONF-0001", "a file could not be written", "Look up the error number that was found; choose a directory that this user may write to."),
  FC_CONFIG_SECRET: entry("configuration", "FC-SEC-0001.R4", "a known secret stands where it would be recorded", "Take it out of the file; a program that needs it must get it another way."),
  FC_CONFIG_INVALID_POLICY: entry("configuration", "FC-POL-0001", "the policy cannot be used", "Run `femtoclaw policy check` to see every defect."),
  FC_CONFIG_BRAIN: entry("configuration", "FC-CONF-0001", "there is no such brain", "Choose one of simulation, replay and openai."),
  FC_USAGE: entry("usage", "FC-RUNBOOK-0001", "the command cannot be understood", "See the help of the command, such as `femtoclaw run --help`."),
  FC_USAGE_RUN: entry("usage", "FC-RUNBOOK-0001", "the journal has no such run", "See `femtoclaw status` for the runs; the end of an id is enough where it is unique."),
  FC_USAGE_INTENT: entry("protocol", "FC-RUNBOOK-0001", "what is to be explained is not an intent", "Give one call as JSON; see `femtoclaw policy explain --help`."),
  FC_NODE_VERSION: entry("configuration", "FC-DEPLOY-0001", "this Node is too old", "Install Node 22.19 or newer."),
  FC_REPLAY_DIVERGED: entry("integrity", "FC-CORE-0004", "the replay differs from the record", "Look at the named record; the journal, or the runtime that replays it, was changed."),
  FC_INTERNAL: entry("internal", "FC-CORE-0003", "an unexpected failure inside the runtime", "This is a defect; report it with the command and the journal.", true),
} as const;
