import { open } from "node:fs/promises";
import { decodeUtf8, fail, fault, type Fault, type Result } from "@femtoclaw/protocol";
import { readScenario } from "../read-scenario.ts";
import { scenarioLimits, type Scenario } from "../scenario.ts";

const readAtMost = async (path: string, maxBytes: number): Promise<Uint8Array | null> => {
  const file = await open(path, "r");
  try {
    // One byte more than allowed tells a file that is too long from one that just fits, and a pipe or device cannot flood.
    const buffer = new Uint8Array(maxBytes + 1);
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(buffer, length, buffer.length - length, null);
      length += bytesRead;
      if (length > maxBytes) return null;
      if (bytesRead === 0) return buffer.subarray(0, length);
    }
  } finally {
    await file.close();
  }
};

const unreadable = (file: string, expected: string, found: string): Result<Scenario, readonly Fault[]> =>
  fail([fault("FC_BRAIN_SCENARIO_INVALID", expected, found, { file })]);

/** Reads a scenario file of YAML or JSON. Every defect comes back at once; nothing is thrown for what the file says or lacks. */
export const loadScenario = async (path: string): Promise<Result<Scenario, readonly Fault[]>> => {
  let bytes: Uint8Array | null;
  try {
    bytes = await readAtMost(path, scenarioLimits.maxFileBytes);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : "an unknown error";
    return unreadable(path, "a scenario file that can be read", code);
  }
  if (bytes === null) return unreadable(path, `at most ${scenarioLimits.maxFileBytes} bytes`, "more");
  const text = decodeUtf8(bytes);
  if (!text.ok) return fail([fault("FC_BRAIN_SCENARIO_INVALID", "UTF-8", text.fault.found, { ...text.fault.at, file: path })]);
  return readScenario(text.value, path);
};
