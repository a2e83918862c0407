/**
 * version = number "." number      number = "0" / ( %x31-39 *8DIGIT )          (FC-PROTO-0004)
 *
 * Another major may mean anything by the same bytes. A minor only adds; since what is unknown is rejected, a reader takes the minors
 * up to its own and no later one.
 */
export const PROTOCOL_VERSION = "1.0";

interface Version {
  readonly major: number;
  readonly minor: number;
}

const readVersion = (text: string): Version | null => {
  const parts = /^(0|[1-9][0-9]{0,8})\.(0|[1-9][0-9]{0,8})$/.exec(text);
  return parts === null ? null : { major: Number(parts[1]), minor: Number(parts[2]) };
};

export const isProtocolVersion = (text: string): boolean => readVersion(text) !== null;

/** Whether a reader of version `ours` reads a message of version `theirs`. What is no version is not read. */
export const isReadableVersion = (theirs: string, ours: string = PROTOCOL_VERSION): boolean => {
  const [said, own] = [readVersion(theirs), readVersion(ours)];
  return said !== null && own !== null && said.major === own.major && said.minor <= own.minor;
};

/** The latest of the offered versions that is read here, in whatever order they come; null where none is. */
export const negotiateVersion = (offered: readonly string[], ours: string = PROTOCOL_VERSION): string | null => {
  let best: string | null = null;
  for (const it of offered) {
    if (isReadableVersion(it, ours) && (best === null || isReadableVersion(best, it))) best = it;
  }
  return best;
};
