// Is the brain set up, and does somebody listen where it should be? Nothing is sent there.
import { connect } from "node:net";
import { createOpenAiBrain, loadScenario } from "@femtoclaw/brains/host";
import { FemtoClawError } from "@femtoclaw/protocol";
import type { BrainConfig } from "@femtoclaw/runtime";
import { failed, passed, warned, type Check } from "../../check.ts";
import { plural } from "../../quantity.ts";
import type { Io } from "../io.ts";

const connectTimeoutMs = 2_000;

/** Null when a connection came about, else why not. */
const tryConnect = (host: string, port: number): Promise<string | null> =>
  new Promise((resolve) => {
    const socket = connect({ host, port });
    const end = (result: string | null): void => {
      socket.destroy();
      resolve(result);
    };
    socket.setTimeout(connectTimeoutMs, () => end(`no connection within ${connectTimeoutMs} ms`));
    socket.once("connect", () => end(null));
    socket.once("error", (error) => end("code" in error ? String(error.code) : error.name));
  });

const checkServer = async (endpoint: string): Promise<Check> => {
  const url = new URL(endpoint);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const failure = await tryConnect(host, Number(url.port || (url.protocol === "https:" ? 443 : 80)));
  return failure === null ? passed("brain server", `${url.host} accepts connections`) : warned("brain server", `${url.host}: ${failure}`, "Start the server, or correct the endpoint.");
};

const checkKey = (name: string | null, environment: Io["environment"]): readonly Check[] => {
  if (name === null) return [];
  if ((environment[name] ?? "") !== "") return [passed("brain key", `${name} is set`)];
  return [failed("brain key", `${name} is not set`, `Set the environment variable ${name}, or remove apiKeyEnv.`)];
};

export const checkBrain = async (config: BrainConfig, environment: Io["environment"]): Promise<readonly Check[]> => {
  switch (config.kind) {
    case "simulation": {
      if (config.scenario === null) return [warned("brain", "simulation without a scenario: it only reports that it is ready", "Name one with brain.scenario or --scenario; `femtoclaw init` writes one.")];
      const scenario = await loadScenario(config.scenario);
      if (scenario.ok) return [passed("brain", `simulation ${scenario.value.name}, ${plural(scenario.value.steps.length, "step")}`)];
      const [first] = scenario.fault;
      return [failed("brain", `${config.scenario}: ${plural(scenario.fault.length, "defect")}${first === undefined ? "" : `, first: expected ${first.expected}, found ${first.found}`}`, "Correct the scenario; `femtoclaw run` shows every defect.")];
    }
    case "openai":
      try {
        const brain = createOpenAiBrain({ endpoint: config.endpoint, model: config.model });
        await brain.close();
        return [passed("brain", `openai, model ${config.model}`), ...checkKey(config.apiKeyEnv, environment), await checkServer(config.endpoint)];
      } catch (error) {
        if (error instanceof FemtoClawError) return [failed("brain", `openai: expected ${error.fault.expected}, found ${error.fault.found}`, "Correct brain.endpoint and brain.model.")];
        throw error;
      }
    case "replay":
      return [passed("brain", `replay of ${config.run}`)];
  }
};
