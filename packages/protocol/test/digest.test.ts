import { createHash } from "node:crypto";
import { expect, it } from "vitest";
import { digestOf, type Sha256 } from "../src/index.ts";

const sha256: Sha256 = (data) => createHash("sha256").update(data).digest("hex");

it("digestOf() is the SHA-256 of the canonical form, with its name before it (FC-PROTO-0002.R15)", () => {
  // printf '{"a":"\303\251","b":[1]}' | sha256sum
  expect(digestOf({ b: [1], a: "é" }, sha256)).toBe(`sha256:${sha256('{"a":"é","b":[1]}')}`);
  expect(digestOf({}, sha256)).toBe("sha256:44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a");
});
