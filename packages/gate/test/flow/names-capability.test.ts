import { expect, it } from "vitest";
import { namesCapability } from "../../src/flow/names-capability.ts";

it.each([
  ["http.get", "http.get", true],
  ["http.get", "http.get.all", false],
  ["http.*", "http.get", true],
  ["http.*", "http.get.all", true],
  ["http.*", "https.get", false],
  ["http.*", "http", false],
  ["*", "http.get", true],
  ["http*", "http.get", false],
  ["*.get", "http.get", false],
])("%s names %s: %s (FC-POL-0005.R2)", (written, name, expected) => {
  expect(namesCapability(written, name)).toBe(expected);
});
