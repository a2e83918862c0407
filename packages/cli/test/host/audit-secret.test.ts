import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { captured, documentOf, exec, message, place, policy, scenario, type Captured } from "../support.ts";

const secret = "s3cr3t-canary-0123456789";
const files = {
  "policy.yaml": policy({ shell: { allow: [{ id: "cat", bin: "cat", argv: [{ path: { within: "." } }] }] } }),
  "scenario.yaml": scenario(exec("cat", "secret.txt"), message("Done.")),
  "femtoclaw.yaml": "version: 1\npolicy: policy.yaml\nbrain: {kind: simulation, scenario: scenario.yaml}\nsecretsFromEnvironment: [TOKEN]\n",
  "secret.txt": `the token is ${secret}\n`,
};
const environment = { TOKEN: secret, OTHER: "another-value" };
const stdin = (text: string) => ({ stdin: (async function* () { yield text; })() });

const recorded = async (): Promise<{ readonly directory: string; readonly commitment: string; readonly audit: (args: readonly string[], more?: object) => Promise<Captured> }> => {
  const directory = place(files);
  expect((await captured(["run", "Look."], directory, { environment })).code).toBe(0);
  const audit = (args: readonly string[], more: object = {}) => captured(["audit", "secret", ...args], directory, { environment, ...more });
  const { commitment } = documentOf(await audit(["--value-env", "TOKEN", "--json"]));
  return { directory, commitment: String(commitment), audit };
};

describe("femtoclaw audit secret (FC-SEC-0003.R7)", () => {
  it("finds the records in which a value was, from stdin, a variable or a file, and never says it", async () => {
    const { audit, directory } = await recorded();
    writeFileSync(join(directory, "value"), `${secret}\n`);
    for (const [args, more] of [[[], stdin(`${secret}\n`)], [["--value-env", "TOKEN"], {}], [["--value-file", "value"], {}]] as const) {
      const found = await audit(args, more);
      expect(found).toMatchObject({ code: 0, stderr: "" });
      expect(found.stdout).toMatch(/found {2}in 1 record\n[^]*#7 {2}outcome/);
      expect(found.stdout).not.toContain(secret);
    }
    expect(documentOf(await audit(["--json"], stdin("another-value")))).toMatchObject({ count: 0, records: [], otherKeys: [] });
    expect((await audit([], stdin("another-value"))).code).toBe(12);
  });

  it("judges one commitment, and needs no journal for it", async () => {
    const { audit, commitment, directory } = await recorded();
    const elsewhere = place({ "femtoclaw.yaml": "version: 1\n" });
    const key = join(directory, ".femtoclaw/journal.secrets.key");
    expect(await captured(["audit", "secret", commitment, "--key", key, "--json"], elsewhere, stdin(secret))).toMatchObject({ code: 0, stdout: expect.stringContaining('"matches": true') });
    expect(await audit([commitment, "--value-env", "OTHER"])).toMatchObject({ code: 12, stdout: expect.stringContaining("another") });
    expect(await audit(["[secret:v1:00]", "--value-env", "TOKEN"])).toMatchObject({ code: 2, stderr: expect.stringContaining("FC_USAGE") });
  });

  it("opens nothing without the key, or with one that others could have read", async () => {
    const { audit, directory, commitment } = await recorded();
    const key = join(directory, ".femtoclaw/journal.secrets.key");
    writeFileSync(join(directory, "other.key"), readFileSync(key, "utf8").replace(/v1\+..../, "v1+AAAA"), { mode: 0o600 });
    expect((await audit([commitment, "--value-env", "TOKEN", "--key", "other.key"])).code).toBe(12);
    expect(documentOf(await audit(["--value-env", "TOKEN", "--key", "other.key", "--json"]))).toMatchObject({ count: 0, otherKeys: [expect.stringMatching(/^[0-9a-f]{16}$/)] });
    const missing = await audit(["--value-env", "TOKEN", "--key", "missing.key"]);
    expect(missing).toMatchObject({ code: 3, stderr: expect.stringMatching(/FC_KEY_FILE[^]*the key of commitments at missing\.key[^]*no file of that name[^]*Name a key that is there/) });
    // Nothing that was found has a number to be looked up.
    expect(missing.stderr).not.toContain("error number");
    chmodSync(key, 0o640);
    expect(await audit(["--value-env", "TOKEN"])).toMatchObject({ code: 3, stderr: expect.stringContaining("FC_KEY_EXPOSED") });
    expect(await audit(["--value-env", "NOT_SET"], {})).toMatchObject({ code: 3 });
  });

  it("takes no value from a place where another user could see it, nor two", async () => {
    const { audit } = await recorded();
    expect((await audit(["--value", secret])).code).toBe(2);
    expect((await audit(["--value-env", "TOKEN", "--value-file", "secret.txt"])).code).toBe(2);
    expect(await audit(["--value-env", "NOT_SET"])).toMatchObject({ code: 2, stderr: expect.stringContaining("an empty one") });
  });
});
