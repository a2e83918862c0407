/** Of all packages, which are released together. Here and not imported, so that `--version` loads nothing; a test holds it to package.json. */
export const CLI_VERSION = "0.1.0";
