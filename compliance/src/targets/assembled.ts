// The runtime of this repository, as `createRuntime` assembles it on its own file journal.
import { assembleTarget } from "./assemble-target.ts";

export const target = assembleTarget("assembled", import.meta.url);
