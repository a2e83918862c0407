export { exitCode, exitCodeMeanings, exitCodeOf, exitCodeOfSignal, type ExitCode, type StopSignalName } from "../exit-code.ts";
export { processIo, type Io, type Output } from "./io.ts";
export { main, start } from "./main.ts";
