// The suite of the port, on every brain of this package.
import { describe, test } from "vitest";
import { brainSuite } from "../../src/brain-suite.ts";
import { createOpenAiBrain } from "../../src/host/openai-brain.ts";
import { createReplayBrain } from "../../src/host/replay-brain.ts";
import { createSimulationBrain } from "../../src/host/simulation-brain.ts";
import { readScenario } from "../../src/read-scenario.ts";
import { completion, recordOf, sendJson, startServer } from "../support.ts";

const close = (): void => {};

describe("simulation", () => {
  brainSuite({
    test,
    createBrain: async (texts) => {
      const steps = texts.map((text) => ({ raw: text.split("${").join("$${") }));
      const read = readScenario(JSON.stringify({ version: 1, name: "suite", steps }), "suite.json");
      if (!read.ok) throw new Error(JSON.stringify(read.fault));
      return { brain: createSimulationBrain(read.value), close };
    },
    supports: { createHanging: null, interleavedRuns: true },
  });
});

describe("replay", () => {
  brainSuite({
    test,
    createBrain: async (texts) => {
      const records = texts.map((text, index) => {
        const raw = index % 2 === 0 ? { encoding: "utf8", text } : { encoding: "base64", text: Buffer.from(text).toString("base64") };
        return recordOf(index + 1, "brain.replied", { step: index + 1, raw, usage: { inputTokens: 1, outputTokens: 2 } });
      });
      return { brain: createReplayBrain(records), close };
    },
    supports: { createHanging: null, interleavedRuns: false },
  });
});

describe("openai, against a server on loopback", () => {
  brainSuite({
    test,
    createBrain: async (texts) => {
      const server = await startServer((response, call) => {
        const text = texts[call - 1];
        if (text === undefined) sendJson(response, 404, '{"error":{"message":"nothing more"}}');
        else sendJson(response, 200, completion(text));
      });
      const brain = createOpenAiBrain({ endpoint: server.url, model: "suite" });
      return {
        brain,
        close: async () => {
          await brain.close();
          await server.close();
        },
      };
    },
    supports: {
      interleavedRuns: false,
      createHanging: async () => {
        const server = await startServer(() => {});
        const brain = createOpenAiBrain({ endpoint: server.url, model: "suite" });
        return {
          brain,
          close: async () => {
            await brain.close();
            await server.close();
          },
        };
      },
    },
  });
});
