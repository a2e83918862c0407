import { describe, expect, it } from "vitest";
import { compile, decide, policyOf, registry } from "../support.ts";

const pinning = (descriptor: string): string => JSON.stringify({ version: 1, name: "x", capabilities: { "mail.send": { descriptor, allow: [{ id: "all" }] } } });
const mail = { to: ["a"] };

describe("a pinned descriptor", () => {
  it("allows with the descriptor that was reviewed", () => {
    const text = pinning(registry.digests["mail.send"] ?? "");
    expect(compile(text).warnings).toEqual([]);
    expect(decide(policyOf(text), "mail.send", mail).verdict).toBe("AUTHORIZED");
  });

  it("denies every call with another, says both digests, and is warned of", () => {
    const other = `sha256:${"0".repeat(64)}`;
    expect(compile(pinning(other)).warnings).toMatchObject([{ code: "FC_POLICY_CONDITION", at: { pointer: "/capabilities/mail.send/descriptor" } }]);
    const { verdict, reasons } = decide(policyOf(pinning(other)), "mail.send", mail);
    expect(verdict).toBe("DENIED_POLICY_VIOLATION");
    expect(reasons[0]?.expected).toContain(other);
    expect(reasons[0]?.found).toBe(`${registry.digests["mail.send"]}; review it and pin it again`);
  });
});
