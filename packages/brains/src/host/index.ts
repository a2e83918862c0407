export { loadScenario } from "./load-scenario.ts";
export { createOpenAiBrain, type OpenAiBrain, type OpenAiBrainOptions } from "./openai-brain.ts";
export { createReplayBrain } from "./replay-brain.ts";
export { createSimulationBrain, type SimulationOptions } from "./simulation-brain.ts";
