// FC-POL-0003 (G2): what was authorised, exactly. A claw receives a grant and nothing else; it never sees the brain's arguments.
import type { JsonObject } from "@femtoclaw/protocol";
import type { PathAccess } from "./capability.ts";

export type GrantLimits = {
  /** Milliseconds from the start of the effect until it is ended. */
  readonly timeoutMs: number;
  /** Bytes of result that are kept; more is cut or fails, as the claw declares. */
  readonly maxOutputBytes: number;
};

interface GrantOf<Kind extends string> {
  readonly kind: Kind;
  readonly capability: string;
  /** The validated arguments, unchanged. Resource arguments are repeated in resolved form beside them: use those. */
  readonly args: JsonObject;
  readonly limits: GrantLimits;
}

/** Run exactly this program with exactly these arguments. `argv` excludes the program itself. */
export interface ExecGrant extends GrantOf<"exec"> {
  /** Absolute real path of the program. */
  readonly executable: string;
  /** The path under which the program was found, before links were followed: what it is told its own name is. */
  readonly argv0: string;
  /** `sha256:…` of the program file when the rule pins it; the claw refuses anything else. */
  readonly executableDigest: string | null;
  /** As the program will get it: an argument that the rule takes for a path is the absolute real path that was judged. */
  readonly argv: readonly string[];
  /** Absolute real path of the working directory. */
  readonly cwd: string;
  /** The whole environment of the process; nothing is inherited. */
  readonly environment: { readonly [name: string]: string };
}

/** Touch exactly this file or directory, which lies under `root`; no symlink on the way may be followed out of it. */
export interface PathGrant extends GrantOf<"path"> {
  readonly access: PathAccess;
  /** Absolute real path of the directory within which the rule allows. */
  readonly root: string;
  /** Absolute real path of the target, under `root` or equal to it. */
  readonly path: string;
  /** Most bytes that may be written; null where the access does not write. */
  readonly maxBytes: number | null;
}

/** Request exactly this URL from one of exactly these addresses. A redirect needs a grant of its own. */
export interface UrlGrant extends GrantOf<"url"> {
  readonly method: "GET";
  /** Normalised absolute URL without fragment or credentials. */
  readonly url: string;
  readonly host: string;
  /** Addresses that were looked up and allowed; connect to these only. */
  readonly addresses: readonly string[];
}

/** Call with exactly these arguments; there is no host resource to resolve. */
export type CallGrant = GrantOf<"call">;

export type Grant = ExecGrant | PathGrant | UrlGrant | CallGrant;
