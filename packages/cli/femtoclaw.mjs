#!/usr/bin/env node
// The `femtoclaw` command. Plain JavaScript that any Node can read, so that one too old is told what to do.
const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);

if (major < 22 || (major === 22 && minor < 19)) {
  const found = process.versions.node;
  const next = "Install Node 22.19 or newer.";
  if (process.argv.includes("--json")) {
    const fault = { code: "FC_NODE_VERSION", expected: "Node 22.19 or newer", found, at: null, next };
    process.stdout.write(`${JSON.stringify({ fault, faults: [fault] }, null, 2)}\n`);
  } else {
    process.stderr.write(`error FC_NODE_VERSION  this Node is too old\n  expected  Node 22.19 or newer\n  found     ${found}\n  next      ${next}\n`);
  }
  process.exitCode = 3;
} else {
  import("./dist/host/index.js").then(
    ({ start }) => start(),
    (error) => {
      const unbuilt = error !== null && typeof error === "object" && error.code === "ERR_MODULE_NOT_FOUND";
      process.stderr.write(
        unbuilt
          ? "error FC_INTERNAL  a part of FemtoClaw is missing\n  next      In a checkout, run `npm start` once; it builds. Otherwise install the package again.\n"
          : `error FC_INTERNAL  FemtoClaw could not be loaded: ${error instanceof Error ? error.name : typeof error}\n`,
      );
      process.exitCode = 1;
    },
  );
}
