// The command on the sources, where nothing has been built: node --conditions=femtoclaw-source run-main.ts …
import { start } from "./main.ts";

await start();
