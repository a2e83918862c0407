// FC-SEC-0001.R9 (G2): a connection to one of the granted addresses and to nothing else. The name was looked up before the
// decision; asking again here would let a name service that answers differently the second time choose where we go. So the
// name is used for the Host header, for SNI and for the certificate, and never again to find the way.
import { connect as connectTcp, isIP, type LookupFunction, type Socket } from "node:net";
import { connect as connectTls } from "node:tls";
import { parseAddress, type UrlGrant } from "@femtoclaw/gate";
import { fail, fault, ok, type Fault, type Result } from "@femtoclaw/protocol";

export interface ConnectionOptions {
  /** Certificates in PEM that are trusted in place of the system's. */
  readonly ca?: string;
}

const ATTEMPT_TIMEOUT_MS = 1_000;

/** Resolves when the connection stands, the certificate included. The socket is destroyed when the signal is aborted. */
export const connectGranted = (grant: UrlGrant, options: ConnectionOptions, signal: AbortSignal): Promise<Result<Socket, Fault>> => {
  const url = new URL(grant.url);
  const host = url.hostname.startsWith("[") ? url.hostname.slice(1, -1) : url.hostname;
  const granted = grant.addresses.filter((it) => parseAddress(it) !== null);
  if (granted.length === 0 || (isIP(host) !== 0 && !isAmong(host, granted))) return Promise.resolve(fail(notGranted()));

  const secure = url.protocol === "https:";
  const target = {
    host,
    port: url.port === "" ? (secure ? 443 : 80) : Number(url.port),
    lookup: answering(granted),
    autoSelectFamily: true,
    autoSelectFamilyAttemptTimeout: ATTEMPT_TIMEOUT_MS,
  };
  const socket = secure
    ? connectTls({
        ...target,
        ...(isIP(host) === 0 ? { servername: host } : {}),
        ...(options.ca === undefined ? {} : { ca: options.ca }),
        ALPNProtocols: ["http/1.1"],
        // Said here, so that an environment variable cannot unsay it.
        rejectUnauthorized: true,
      })
    : connectTcp(target);
  const abort = (): void => {
    socket.destroy();
  };
  signal.addEventListener("abort", abort, { once: true });
  if (signal.aborted) abort();
  socket.setNoDelay(true);
  return new Promise((resolve) => {
    socket.once(secure ? "secureConnect" : "connect", () => {
      if (isAmong(socket.remoteAddress ?? "", granted)) return resolve(ok(socket));
      socket.destroy();
      resolve(fail(notGranted()));
    });
    socket.on("error", (error) => resolve(fail(unreachable("code" in error ? String(error.code) : error.name))));
    socket.once("close", () => {
      signal.removeEventListener("abort", abort);
      resolve(fail(unreachable("a closed connection")));
    });
  });
};

/** Answers every question for a name with the granted addresses. */
const answering = (granted: readonly string[]): LookupFunction => {
  const all = granted.map((address) => ({ address, family: isIP(address) }));
  return (_name, options, callback) => {
    const [first] = all;
    if (options.all === true || first === undefined) callback(null, all);
    else callback(null, first.address, first.family);
  };
};

/** By value, for one address has many spellings. */
const isAmong = (address: string, granted: readonly string[]): boolean => {
  const wanted = spelling(address);
  return wanted !== null && granted.some((it) => spelling(it) === wanted);
};

const spelling = (text: string): string | null => {
  const address = parseAddress(text);
  return address === null ? null : `${address.family}:${address.bytes.join(".")}`;
};

const notGranted = (): Fault => fault("FC_CLAW_ADDRESS_NOT_GRANTED", "one of the granted addresses", "another address, or none");
const unreachable = (found: string): Fault => fault("FC_CLAW_HTTP_UNREACHABLE", "a connection", found);
