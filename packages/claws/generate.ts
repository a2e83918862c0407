// Compiles the argument schemas of the built-in claws into src/generated/validators.js. Run by the task `generate`.
import { join } from "node:path";
import { writeStandaloneValidators } from "../../architecture/standalone-validators.ts";
import { fsList } from "./src/fs-list.ts";
import { fsRead } from "./src/fs-read.ts";
import { fsWrite } from "./src/fs-write.ts";
import { httpGet } from "./src/http-get.ts";
import { shell } from "./src/shell.ts";
import { systemInfo } from "./src/system-info.ts";

writeStandaloneValidators({
  schemas: {
    fsListArguments: fsList.args,
    fsReadArguments: fsRead.args,
    fsWriteArguments: fsWrite.args,
    httpGetArguments: httpGet.args,
    shellArguments: shell.args,
    systemInfoArguments: systemInfo.args,
  },
  outFile: join(import.meta.dirname, "src/generated/validators.js"),
});
