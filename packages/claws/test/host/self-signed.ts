// A certificate for a TLS server of the tests (RFC 5280), made on the spot, so that no private key lies in the repository.
//   Certificate ::= SEQUENCE { tbsCertificate, signatureAlgorithm, signatureValue }
import { generateKeyPairSync, sign } from "node:crypto";

const der = (tag: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  const { length } = body;
  const size = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...size]), body]);
};
const sequence = (...parts: readonly Uint8Array[]): Buffer => der(0x30, ...parts);
const text = (tag: number, it: string): Buffer => der(tag, Buffer.from(it, "latin1"));
const bytes = (tag: number, ...it: readonly number[]): Buffer => der(tag, Buffer.from(it));

const ecdsaWithSha256 = sequence(bytes(0x06, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, 0x02));

export const selfSigned = (hostName: string): { readonly key: string; readonly cert: string } => {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const name = sequence(der(0x31, sequence(bytes(0x06, 0x55, 0x04, 0x03), text(0x0c, hostName))));
  const alternative = sequence(bytes(0x06, 0x55, 0x1d, 0x11), der(0x04, sequence(text(0x82, hostName))));
  const certified = sequence(
    der(0xa0, bytes(0x02, 2)),
    bytes(0x02, 1),
    ecdsaWithSha256,
    name,
    sequence(text(0x17, "200101000000Z"), text(0x17, "491231235959Z")),
    name,
    publicKey.export({ type: "spki", format: "der" }),
    der(0xa3, sequence(alternative)),
  );
  const signature = sign("sha256", certified, privateKey);
  const certificate = sequence(certified, ecdsaWithSha256, der(0x03, Buffer.from([0]), signature));
  const lines = certificate.toString("base64").replaceAll(/.{64}/g, "$&\n");
  return {
    key: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
  };
};
