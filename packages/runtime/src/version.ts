/** Of all packages, which are released together. A test holds it to package.json. */
export const RUNTIME_VERSION = "0.1.0";
